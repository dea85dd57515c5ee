import { findBoundaries } from './detect.ts';
import type { FrameFeatures } from './features.ts';
import type { Boundary } from './types.ts';

/** Frames that a boundary may need on each side to be judged: the longest transition and its surroundings. */
const context = 256;
/** Frames that are judged at once. */
const step = 512;

/**
 * Runs the detector over a stream of features without keeping it: a window slides over the frames, and what lies far
 * enough from the window's ends is final.
 */
export class ShotStream {
  #features: FrameFeatures[] = [];
  /** Number of the window's first frame. */
  #base = 0;
  #settled = 0;
  readonly #boundaries: Boundary[] = [];

  /** All boundaries that are final so far, in order. */
  get boundaries(): readonly Boundary[] {
    return this.#boundaries;
  }

  /** Frames before this number can no longer change. */
  get settled(): number {
    return this.#settled;
  }

  get count(): number {
    return this.#base + this.#features.length;
  }

  /** Features of a frame that is still in the window. */
  featuresOf(frame: number): FrameFeatures | undefined {
    return this.#features[frame - this.#base];
  }

  add(features: FrameFeatures): void {
    this.#features.push(features);
    if (this.count - this.#settled >= step + context) this.#settle(this.count - context);
  }

  /** Judges what is left. */
  finish(): void {
    this.#settle(this.count);
  }

  #settle(limit: number): void {
    let end = limit;
    for (const found of findBoundaries(this.#features)) {
      const boundary = {
        ...found,
        firstFrame: found.firstFrame + this.#base,
        endFrame: found.endFrame + this.#base,
      };
      const last = this.#boundaries[this.#boundaries.length - 1];
      // What begins before the line was judged with the window before; what crosses the limit is judged with the next.
      if (boundary.firstFrame < this.#settled || (last && boundary.firstFrame < last.endFrame)) continue;
      if (boundary.endFrame >= limit && limit < this.count) {
        end = Math.min(end, boundary.firstFrame);
        break;
      }
      this.#boundaries.push(boundary);
    }
    this.#settled = Math.max(this.#settled, end);
    const drop = Math.max(0, this.#settled - context - this.#base);
    this.#features = this.#features.slice(drop);
    this.#base += drop;
  }
}
