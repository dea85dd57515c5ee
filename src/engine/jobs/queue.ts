import type { JobView, Workload } from '../../shared/contract/views.ts';
import { CastlineError, type ErrorReport, isCancellation, toCastlineError } from '../../shared/errors.ts';
import type { AssetId, JobId } from '../../shared/ids.ts';
import type { Progress } from '../../shared/progress.ts';
import type { Library, StoredJob } from '../library/index.ts';
import { fractionDone, Pace } from './pace.ts';
import { Pacer } from './pacer.ts';

/** What a job's work is given. */
export interface JobContext {
  readonly report: (progress: Progress) => void;
  readonly signal: AbortSignal;
  /** To be awaited often: holds the work while the queue is paused, slows it while the user plays. */
  readonly pace: () => Promise<void>;
  /** Resolves when every job that was started before this one has ended: for what must happen in the order of the queue. */
  readonly myTurn: Promise<void>;
}

/** Does the work of one job. Steps that were finished earlier must cost it nothing. */
export type JobHandler = (assetId: AssetId, context: JobContext) => Promise<void>;

/** What the queue of analyses works with. */
export interface JobQueueOptions {
  readonly library: Library;
  readonly clock: () => Date;
  readonly handler: JobHandler;
  /** Jobs that run side by side, at least 1. */
  readonly parallel: number;
  /** Told at most every 200 ms while work goes on, and at once when a job starts or ends. */
  readonly onWorkload: (workload: Workload) => void;
  /** Told when a job has ended, for better or worse. */
  readonly onEnded: (assetId: AssetId, error: ErrorReport | undefined) => void;
}

interface RunningJob {
  readonly job: StoredJob;
  readonly abort: AbortController;
  readonly pace: Pace;
  readonly myTurn: Promise<void>;
  progress: Progress;
}

const queuedProgress: Progress = { done: 0, total: 0, unit: 'steps', phase: 'queued' };
const reportEveryMs = 200;

/** Runs the jobs of a library, the oldest first, a few side by side. A job is a row before it is work: a kill loses none. */
export class JobQueue {
  private readonly options: JobQueueOptions;
  private readonly pacer = new Pacer();
  private readonly running: RunningJob[] = [];
  private waiting: StoredJob[] = [];
  private lastStarted: Promise<void> = Promise.resolve();
  private finishedCount = 0;
  /** What each job took that was done since the queue last rested. */
  private doneSeconds: number[] = [];
  private lastReportMs = Number.NEGATIVE_INFINITY;
  private idle: (() => void)[] = [];
  private isClosing = false;
  /** Clips that the last run of the program left unfinished. */
  readonly interruptedBefore: number = 0;

  constructor(options: JobQueueOptions) {
    this.options = options;
    if (!options.library.isReadOnly)
      this.interruptedBefore = options.library.jobs.markInterrupted(this.now());
  }

  private now(): string {
    return this.options.clock().toISOString();
  }

  /** Queues an analysis; one that waits or runs for the same asset is returned instead of a second one. */
  add(assetId: AssetId): JobId {
    const goingOn = this.running.filter(({ abort }) => !abort.signal.aborted);
    const known = [...goingOn.map(({ job }) => job), ...this.waiting];
    const same = known.find((job) => job.assetId === assetId);
    if (same) return same.id;
    const job = this.options.library.jobs.add(assetId, this.now());
    this.waiting.push(job);
    this.startNext();
    this.announce(true);
    return job.id;
  }

  /** Queues again what the last run of the program left unfinished, in the order in which it had come. */
  resumeInterrupted(): number {
    const latest = new Map(this.options.library.jobs.latest().map((job) => [job.assetId, job]));
    const open = this.options.library.assets
      .list()
      .filter(({ id }) => latest.get(id)?.state === 'interrupted');
    for (const asset of open) this.add(asset.id);
    return open.length;
  }

  setPaused(paused: boolean): void {
    this.pacer.setPaused(paused);
    this.startNext();
    this.announce(true);
  }

  /** While the user plays a clip the work makes way. */
  setPlaying(playing: boolean): void {
    this.pacer.setPlaying(playing);
  }

  /** Stops a job, or all of them. @throws CastlineError not-found */
  cancel(jobId?: JobId): void {
    const isMeant = (id: JobId): boolean => jobId === undefined || id === jobId;
    const stopped = this.waiting.filter((job) => isMeant(job.id));
    const aborted = this.running.filter(({ job }) => isMeant(job.id));
    if (jobId !== undefined && stopped.length + aborted.length === 0) {
      throw new CastlineError('not-found', 'This job is not running any more.');
    }
    this.waiting = this.waiting.filter((job) => !isMeant(job.id));
    for (const job of stopped) this.end(job, 'cancelled', queuedProgress, undefined);
    for (const { abort } of aborted) abort.abort();
    this.startNext();
    this.announce(true);
  }

  /** Stops the job of a clip. True where one waited or ran. */
  cancelOf(assetId: AssetId): boolean {
    const job = this.workload().jobs.find((one) => one.assetId === assetId);
    if (job) this.cancel(job.id);
    return job !== undefined;
  }

  /** Resolves when nothing waits or runs. */
  async whenIdle(): Promise<void> {
    if (this.running.length === 0 && this.waiting.length === 0) return;
    await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  /** Stops the work; what waits or runs is marked as interrupted, so that the next start takes it up again. */
  async close(): Promise<void> {
    this.isClosing = true;
    for (const job of this.waiting) this.end(job, 'interrupted', queuedProgress, undefined);
    this.waiting = [];
    for (const { abort } of this.running) abort.abort();
    await this.whenIdle();
  }

  private startNext(): void {
    while (this.running.length < this.options.parallel && !this.pacer.isPaused) {
      const job = this.waiting.shift();
      if (!job) break;
      this.start(job);
    }
    if (this.running.length > 0 || this.waiting.length > 0) return;
    this.finishedCount = 0;
    this.doneSeconds = [];
    for (const resolve of this.idle.splice(0)) resolve();
  }

  private start(job: StoredJob): void {
    this.options.library.jobs.start(job.id, this.now());
    const running: RunningJob = {
      job,
      abort: new AbortController(),
      pace: new Pace(() => performance.now()),
      myTurn: this.lastStarted,
      progress: queuedProgress,
    };
    this.running.push(running);
    const earlier = this.lastStarted;
    this.lastStarted = Promise.all([earlier, this.run(running)]).then(() => undefined);
  }

  private async run(running: RunningJob): Promise<void> {
    const { job, abort, myTurn } = running;
    let error: ErrorReport | undefined;
    let state: 'done' | 'failed' | 'cancelled' | 'interrupted' = 'done';
    try {
      await this.options.handler(job.assetId, {
        report: (progress) => this.report(running, progress),
        signal: abort.signal,
        pace: () => this.pacer.pass(abort.signal),
        myTurn,
      });
    } catch (thrown) {
      if (isCancellation(thrown) || abort.signal.aborted) {
        state = this.isClosing ? 'interrupted' : 'cancelled';
      } else {
        state = 'failed';
        error = toCastlineError(thrown).report();
      }
    }
    this.running.splice(this.running.indexOf(running), 1);
    this.finishedCount += 1;
    if (state === 'done') this.doneSeconds.push(running.pace.seconds());
    try {
      this.end(job, state, running.progress, error);
    } finally {
      this.startNext();
      this.announce(true);
    }
  }

  private end(job: StoredJob, state: StoredJob['state'], progress: Progress, error?: ErrorReport): void {
    this.options.library.jobs.end(job.id, state, progress, error, this.now());
    this.options.onEnded(job.assetId, error);
  }

  private report(running: RunningJob, progress: Progress): void {
    running.progress = progress;
    running.pace.note(fractionDone(progress));
    this.announce(false);
  }

  private announce(now: boolean): void {
    const ms = performance.now();
    if (!now && ms - this.lastReportMs < reportEveryMs) return;
    this.lastReportMs = ms;
    this.options.onWorkload(this.workload());
  }

  /** The jobs that wait or run, and how far they are together. */
  workload(): Workload {
    const jobs = [
      ...this.running.map((running) => this.viewOfRunning(running)),
      ...this.waiting.map((job) => this.view(job, 'queued', queuedProgress)),
    ];
    const total = this.finishedCount + jobs.length;
    const current = this.running.reduce((sum, { progress }) => sum + fractionDone(progress), 0);
    const secondsLeft = this.secondsLeft();
    return {
      running: this.running.length,
      waiting: this.waiting.length,
      paused: this.pacer.isPaused,
      fraction: total === 0 ? 1 : (this.finishedCount + current) / total,
      phase: this.running[0]?.progress.phase ?? (jobs.length === 0 ? 'done' : 'queued'),
      ...(secondsLeft === undefined ? {} : { secondsLeft }),
      jobs,
    };
  }

  /**
   * What the slowest running job has left, and for each round of those that wait as much as a job took so far: of those that run
   * alone, two short clips would promise that the long ones behind them are short, too.
   */
  private secondsLeft(): number | undefined {
    const left = this.running
      .map(({ pace }) => pace.secondsLeft())
      .filter((seconds) => seconds !== undefined);
    const inAll = this.running
      .map(({ pace }) => pace.secondsInAll())
      .filter((seconds) => seconds !== undefined);
    if (left.length === 0 || inAll.length === 0) return undefined;
    const known = [...inAll, ...this.doneSeconds];
    const each = known.reduce((sum, seconds) => sum + seconds, 0) / known.length;
    return Math.max(...left) + (each * this.waiting.length) / this.options.parallel;
  }

  private viewOfRunning(running: RunningJob): JobView {
    const secondsLeft = running.pace.secondsLeft();
    return {
      ...this.view(running.job, 'running', running.progress),
      ...(secondsLeft === undefined ? {} : { secondsLeft }),
    };
  }

  private view(job: StoredJob, state: JobView['state'], progress: Progress): JobView {
    return {
      id: job.id,
      kind: job.kind,
      assetId: job.assetId,
      subject: this.options.library.assets.nameOf(job.assetId),
      state,
      progress,
      attempts: job.attempts,
    };
  }
}
