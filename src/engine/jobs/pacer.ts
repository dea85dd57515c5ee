/** Work takes at most one part in this many while the user plays. */
const playingShare = 4;
const longestRestMs = 400;

/**
 * Where work asks, many times a second, whether it may go on. Paused: it waits. While the user plays a clip: it rests
 * three times as long as it worked, so that the picture does not stutter.
 */
export class Pacer {
  private paused = false;
  private playing = false;
  private waiting: (() => void)[] = [];
  private workedSinceMs = performance.now();

  get isPaused(): boolean {
    return this.paused;
  }

  setPaused(paused: boolean): void {
    this.paused = paused;
    if (!paused) this.wake();
  }

  setPlaying(playing: boolean): void {
    this.playing = playing;
    if (!playing) this.wake();
  }

  private wake(): void {
    for (const resume of this.waiting.splice(0)) resume();
  }

  /** Resolves when work may go on; at once when it is aborted, so that the abort is noticed. */
  async pass(signal: AbortSignal): Promise<void> {
    while (this.paused && !signal.aborted) await this.rest(undefined, signal);
    if (this.playing && !signal.aborted) {
      const worked = performance.now() - this.workedSinceMs;
      await this.rest(Math.min(longestRestMs, worked * (playingShare - 1)), signal);
    }
    this.workedSinceMs = performance.now();
  }

  /** Waits for the time given, or without end, but no longer than until something changes. */
  private rest(ms: number | undefined, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = ms === undefined ? undefined : setTimeout(end, ms);
      function end(): void {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      }
      this.waiting.push(end);
      signal.addEventListener('abort', end);
    });
  }
}
