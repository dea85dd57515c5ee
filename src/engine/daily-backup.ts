import type { Library } from './library/index.ts';

const lookEveryMs = 3_600_000;

/** Takes the day's backup of an open library: at its opening, and when a day ends while it stays open. */
export class DailyBackup {
  private readonly library: Library;
  private readonly clock: () => Date;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(library: Library, clock: () => Date) {
    this.library = library;
    this.clock = clock;
  }

  keepDaily(): void {
    this.look();
    this.timer = setInterval(() => this.look(), lookEveryMs);
    this.timer.unref();
  }

  /** One that fails, as on a full disk, is tried again an hour later: the work goes on. */
  private look(): void {
    this.running = this.running
      .then(() => this.library.upkeep.backupIfDue(this.clock()))
      .then(
        () => undefined,
        () => undefined,
      );
  }

  /** Resolves when no backup is being written. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }
}
