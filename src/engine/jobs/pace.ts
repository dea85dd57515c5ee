import type { Phase, Progress } from '../../shared/progress.ts';

/**
 * Where each phase of an analysis begins and ends, as a share of the whole. Measured on the 1080p and 360p clips of the
 * tests on two cores: decoding and recognition take turns as the longest; the rest is short.
 */
const phaseSpans: Record<Phase, readonly [number, number]> = {
  queued: [0, 0],
  probe: [0, 0.01],
  frames: [0.01, 0.05],
  shots: [0.05, 0.5],
  keyframes: [0.5, 0.52],
  recognition: [0.52, 0.98],
  grouping: [0.98, 1],
  done: [1, 1],
};

/** How far a job is in all, 0 to 1. */
export function fractionDone(progress: Progress): number {
  const [start, end] = phaseSpans[progress.phase];
  const within = progress.total > 0 ? Math.min(1, progress.done / progress.total) : 0;
  return start + (end - start) * within;
}

/** Estimates the time left from the pace so far. Says nothing before there is enough to go by. */
export class Pace {
  private readonly clockMs: () => number;
  private readonly startedMs: number;
  private fraction = 0;

  /** @param clockMs milliseconds that only grow: the time of day may be set anew meanwhile. */
  constructor(clockMs: () => number) {
    this.clockMs = clockMs;
    this.startedMs = clockMs();
  }

  note(fraction: number): void {
    this.fraction = Math.max(this.fraction, fraction);
  }

  /** Seconds since the job was started. */
  seconds(): number {
    return (this.clockMs() - this.startedMs) / 1000;
  }

  /** Seconds that the whole job is expected to take. */
  secondsInAll(): number | undefined {
    const elapsed = this.seconds();
    return this.fraction < 0.06 || elapsed < 0.5 ? undefined : elapsed / this.fraction;
  }

  secondsLeft(): number | undefined {
    const inAll = this.secondsInAll();
    return inAll === undefined ? undefined : inAll * (1 - this.fraction);
  }
}
