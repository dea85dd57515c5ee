import type { JobView, Workload } from '../../shared/contract/views.ts';
import { CastlineError, type ErrorReport, isCancellation, toCastlineError } from '../../shared/errors.ts';
import type { AssetId, JobId } from '../../shared/ids.ts';
import type { Phase, Progress } from '../../shared/progress.ts';
import type { Library, StoredJob } from '../library/index.ts';
import { fractionDone, Pace } from './pace.ts';

/** Does the work of one job. Steps that were finished earlier must cost it nothing. */
export type JobHandler = (
  assetId: AssetId,
  report: (progress: Progress) => void,
  signal: AbortSignal,
) => Promise<void>;

export interface JobQueueOptions {
  readonly library: Library;
  readonly clock: () => Date;
  readonly handler: JobHandler;
  /** Told at most every 200 ms while work goes on, and at once when a job starts or ends. */
  readonly onWorkload: (workload: Workload) => void;
  /** Told when a job has ended, for better or worse. */
  readonly onEnded: (assetId: AssetId, error: ErrorReport | undefined) => void;
}

interface RunningJob {
  readonly job: StoredJob;
  readonly abort: AbortController;
  readonly pace: Pace;
  progress: Progress;
}

const queuedProgress: Progress = { done: 0, total: 0, unit: 'steps', phase: 'queued' };
const reportEveryMs = 200;

/** Runs the jobs of a library one after the other. A job is a row before it is work, so a kill loses none. */
export class JobQueue {
  private readonly options: JobQueueOptions;
  private waiting: StoredJob[] = [];
  private running: RunningJob | undefined;
  private finishedCount = 0;
  private lastReportMs = 0;
  private idle: { resolve: () => void }[] = [];
  private isClosing = false;

  constructor(options: JobQueueOptions) {
    this.options = options;
    options.library.jobs.markInterrupted(this.now());
  }

  private now(): string {
    return this.options.clock().toISOString();
  }

  /** Queues an analysis; one that waits or runs for the same asset is returned instead of a second one. */
  add(assetId: AssetId): JobId {
    const same = [this.running?.job, ...this.waiting].find((job) => job?.assetId === assetId);
    if (same) return same.id;
    const job = this.options.library.jobs.add(assetId, this.now());
    this.waiting.push(job);
    if (this.running) this.announce(true);
    else this.startNext();
    return job.id;
  }

  /** Stops a job, or all of them. @throws CastlineError not-found */
  cancel(jobId?: JobId): void {
    const isMeant = (id: JobId): boolean => jobId === undefined || id === jobId;
    const stopped = this.waiting.filter((job) => isMeant(job.id));
    const stopsRunning = this.running !== undefined && isMeant(this.running.job.id);
    if (jobId !== undefined && stopped.length === 0 && !stopsRunning) {
      throw new CastlineError('not-found', 'This job is not running any more.');
    }
    this.waiting = this.waiting.filter((job) => !isMeant(job.id));
    for (const job of stopped) this.end(job, 'cancelled', queuedProgress, undefined);
    if (stopsRunning) this.running?.abort.abort();
    this.announce(true);
  }

  /** Resolves when nothing waits or runs. */
  async whenIdle(): Promise<void> {
    if (!this.running && this.waiting.length === 0) return;
    await new Promise<void>((resolve) => this.idle.push({ resolve }));
  }

  /** Stops the work; what waits or runs is marked as interrupted, so that the next start can offer it again. */
  async close(): Promise<void> {
    this.isClosing = true;
    for (const job of this.waiting) this.end(job, 'interrupted', queuedProgress, undefined);
    this.waiting = [];
    this.running?.abort.abort();
    await this.whenIdle();
  }

  private startNext(): void {
    if (this.running) return;
    const job = this.waiting.shift();
    if (!job) {
      this.finishedCount = 0;
      for (const waiter of this.idle.splice(0)) waiter.resolve();
      return;
    }
    this.options.library.jobs.start(job.id, this.now());
    this.running = {
      job,
      abort: new AbortController(),
      pace: new Pace(this.options.clock),
      progress: queuedProgress,
    };
    void this.run(this.running);
  }

  private async run(running: RunningJob): Promise<void> {
    const { job, abort } = running;
    let error: ErrorReport | undefined;
    let state: 'done' | 'failed' | 'cancelled' | 'interrupted' = 'done';
    try {
      this.announce(true);
      await this.options.handler(job.assetId, (progress) => this.report(running, progress), abort.signal);
    } catch (thrown) {
      if (isCancellation(thrown) || abort.signal.aborted) {
        state = this.isClosing ? 'interrupted' : 'cancelled';
      } else {
        state = 'failed';
        error = toCastlineError(thrown).report();
      }
    }
    this.running = undefined;
    this.finishedCount += 1;
    try {
      this.end(job, state, running.progress, error);
    } finally {
      this.startNext();
      this.announce(true);
    }
  }

  private end(
    job: StoredJob,
    state: StoredJob['state'],
    progress: Progress,
    error: ErrorReport | undefined,
  ): void {
    this.options.library.jobs.end(job.id, state, progress, error, this.now());
    this.options.onEnded(job.assetId, error);
  }

  private report(running: RunningJob, progress: Progress): void {
    running.progress = progress;
    running.pace.note(fractionDone(progress));
    this.announce(false);
  }

  private announce(now: boolean): void {
    const ms = this.options.clock().getTime();
    if (!now && ms - this.lastReportMs < reportEveryMs) return;
    this.lastReportMs = ms;
    this.options.onWorkload(this.workload());
  }

  /** The jobs that wait or run, and how far they are together. */
  workload(): Workload {
    const jobs = [
      ...(this.running ? [this.viewOfRunning(this.running)] : []),
      ...this.waiting.map((job) => this.view(job, 'queued', queuedProgress)),
    ];
    const total = this.finishedCount + jobs.length;
    const current = this.running ? fractionDone(this.running.progress) : 0;
    const own = this.running?.pace.secondsLeft();
    const each = this.running?.pace.secondsInAll();
    const phase: Phase = this.running?.progress.phase ?? 'queued';
    const secondsLeft =
      own === undefined || each === undefined ? undefined : own + each * this.waiting.length;
    return {
      running: this.running ? 1 : 0,
      waiting: this.waiting.length,
      fraction: total === 0 ? 1 : (this.finishedCount + current) / total,
      phase: jobs.length === 0 ? 'done' : phase,
      ...(secondsLeft === undefined ? {} : { secondsLeft }),
      jobs,
    };
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
      subject: this.options.library.assets.get(job.assetId).name,
      state,
      progress,
      attempts: job.attempts,
    };
  }
}
