import type { FrameList } from './frame-list.ts';

/**
 * Tells which frame of the list a decoded picture is, by its presentation time. Pictures come in order; frames that a
 * damaged file could not give are passed over. Where times do not agree exactly (AVI, repaired times) the nearest frame
 * that is still open is taken.
 */
export class FrameMatcher {
  readonly #frames: FrameList;
  #next = 0;

  constructor(frames: FrameList) {
    this.#frames = frames;
  }

  /** The frame number, or undefined for a picture that is not in the list (before, between or after its frames). */
  match(ticks: number): number | undefined {
    const times = this.#frames.ticks;
    let low = this.#next;
    let high = times.length - 1;
    if (low > high) return undefined;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((times[middle] as number) < ticks) low = middle + 1;
      else high = middle;
    }
    const before = low > this.#next ? low - 1 : low;
    const nearer = Math.abs((times[before] as number) - ticks) < Math.abs((times[low] as number) - ticks);
    const found = nearer ? before : low;
    this.#next = found + 1;
    return found;
  }
}
