import type { Picture } from '../port.ts';
import type { Window } from './bitmaps.ts';

/** Means over squares of side 2 * radius + 1, smaller at the borders; `plane` is changed in place. */
function blur(plane: Float32Array, widthPx: number, heightPx: number, radius: number): void {
  const line = new Float64Array(Math.max(widthPx, heightPx) + 1);
  for (let y = 0; y < heightPx; y += 1) blurLine(plane, y * widthPx, 1, widthPx, radius, line);
  for (let x = 0; x < widthPx; x += 1) blurLine(plane, x, widthPx, heightPx, radius, line);
}

function blurLine(
  plane: Float32Array,
  start: number,
  step: number,
  length: number,
  radius: number,
  sums: Float64Array,
): void {
  let sum = 0;
  for (let i = 0, at = start; i < length; i += 1, at += step) {
    sum += plane[at] as number;
    sums[i + 1] = sum;
  }
  for (let i = 0, at = start; i < length; i += 1, at += step) {
    const from = i > radius ? i - radius : 0;
    const to = i + radius + 1 < length ? i + radius + 1 : length;
    plane[at] = ((sums[to] as number) - (sums[from] as number)) / (to - from);
  }
}

/** Brightness of a part of a picture, 0 to 1, Rec. 601 weights. */
function brightnessOf({ rgb, widthPx }: Picture, { left, top, right, bottom }: Window): Float32Array {
  const guide = new Float32Array((right - left) * (bottom - top));
  let at = 0;
  for (let y = top; y < bottom; y += 1) {
    for (let i = (y * widthPx + left) * 3, end = (y * widthPx + right) * 3; i < end; i += 3, at += 1) {
      guide[at] =
        (0.299 * (rgb[i] as number) + 0.587 * (rgb[i + 1] as number) + 0.114 * (rgb[i + 2] as number)) / 255;
    }
  }
  return guide;
}

/** Half side of the squares in which an edge of the mask may move, in working pixels. */
const reachPx = 5;
/** Variance of brightness below which a square counts as even: there the mask is only smoothed. */
const evenVariance = 0.0004;

/**
 * Moves the edges of soft masks to those of the picture: the guided filter (He, Sun, Tang, "Guided image filtering",
 * 2013) with brightness as its guide. One object serves several masks of the same window.
 */
export class EdgeGuide {
  private readonly widthPx: number;
  private readonly heightPx: number;
  private readonly guide: Float32Array;
  private readonly mean: Float32Array;
  private readonly variance: Float32Array;

  constructor(working: Picture, window: Window) {
    this.widthPx = window.right - window.left;
    this.heightPx = window.bottom - window.top;
    this.guide = brightnessOf(working, window);
    this.mean = Float32Array.from(this.guide);
    this.variance = new Float32Array(this.guide.length);
    for (let i = 0; i < this.guide.length; i += 1) this.variance[i] = (this.guide[i] as number) ** 2;
    blur(this.mean, this.widthPx, this.heightPx, reachPx);
    blur(this.variance, this.widthPx, this.heightPx, reachPx);
    for (let i = 0; i < this.guide.length; i += 1) {
      this.variance[i] = Math.max(0, (this.variance[i] as number) - (this.mean[i] as number) ** 2);
    }
  }

  /** @param mask 0 to 1, rows of the window; becomes the refined mask. */
  refine(mask: Float32Array): void {
    const { guide, mean, variance, widthPx, heightPx } = this;
    const slope = new Float32Array(mask.length);
    for (let i = 0; i < mask.length; i += 1) slope[i] = (guide[i] as number) * (mask[i] as number);
    blur(slope, widthPx, heightPx, reachPx);
    blur(mask, widthPx, heightPx, reachPx);
    for (let i = 0; i < mask.length; i += 1) {
      const a =
        ((slope[i] as number) - (mean[i] as number) * (mask[i] as number)) /
        ((variance[i] as number) + evenVariance);
      slope[i] = a;
      mask[i] = (mask[i] as number) - a * (mean[i] as number);
    }
    blur(slope, widthPx, heightPx, reachPx);
    blur(mask, widthPx, heightPx, reachPx);
    for (let i = 0; i < mask.length; i += 1) {
      mask[i] = (mask[i] as number) + (slope[i] as number) * (guide[i] as number);
    }
  }
}
