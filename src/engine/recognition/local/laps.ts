/** Sums the time of a picture's steps, for the benchmark. */
export class Laps {
  /** Milliseconds by step, in the order of their first end. */
  readonly ms: Record<string, number> = {};
  private last = performance.now();

  /** What went before belongs to no step. */
  restart(): void {
    this.last = performance.now();
  }

  /** The time since the last end or restart was spent on `step`. */
  end(step: string): void {
    const now = performance.now();
    this.ms[step] = (this.ms[step] ?? 0) + now - this.last;
    this.last = now;
  }
}
