import { fillPart } from '../bitmaps.ts';
import type { Bitmap } from '../person.ts';

/** One byte a pixel, 1 is in; the size is known to who holds it. */
export type Bits = Uint8Array;

/** Size of a bitmap in pixels. */
export interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Whole pixels, right and bottom exclusive. */
export interface Window {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** How many pixels are in. */
export function countOf(bits: Bits): number {
  let count = 0;
  for (let i = 0; i < bits.length; i += 1) count += bits[i] as number;
  return count;
}

/** How many pixels two masks share. */
export function sharedCount(a: Bits, b: Bits): number {
  let count = 0;
  for (let i = 0; i < a.length; i += 1) count += (a[i] as number) & (b[i] as number);
  return count;
}

/** The least window around all pixels that are in; undefined where there are none. */
export function windowOf({ widthPx, heightPx, bits }: Bitmap): Window | undefined {
  let left = widthPx;
  let right = 0;
  let top = heightPx;
  let bottom = 0;
  for (let y = 0, i = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1, i += 1) {
      if (!bits[i]) continue;
      if (x < left) left = x;
      if (x >= right) right = x + 1;
      if (y < top) top = y;
      bottom = y + 1;
    }
  }
  return right > left ? { left, top, right, bottom } : undefined;
}

/** The share of pixels that are in, 0 to 1, in a square of 2 radius + 1 around each; outside of the picture none is. */
export function density(bits: Bits, { widthPx, heightPx }: Size, radius: number): Float32Array {
  const rows = new Float32Array(bits.length);
  const result = new Float32Array(bits.length);
  for (let y = 0; y < heightPx; y += 1) {
    const start = y * widthPx;
    let sum = 0;
    for (let x = -radius; x < widthPx; x += 1) {
      if (x + radius < widthPx) sum += bits[start + x + radius] as number;
      if (x > radius) sum -= bits[start + x - radius - 1] as number;
      if (x >= 0) rows[start + x] = sum;
    }
  }
  const scale = 1 / (2 * radius + 1) ** 2;
  const sums = new Float32Array(widthPx);
  for (let y = -radius; y < heightPx; y += 1) {
    const entering = (y + radius) * widthPx;
    const leaving = (y - radius - 1) * widthPx;
    for (let x = 0; x < widthPx; x += 1) {
      let sum = sums[x] as number;
      if (y + radius < heightPx) sum += rows[entering + x] as number;
      if (leaving >= 0) sum -= rows[leaving + x] as number;
      sums[x] = sum;
      if (y >= 0) result[y * widthPx + x] = sum * scale;
    }
  }
  return result;
}

/** In where more than `share` of the square around it is: 0.5 smooths, near 1 shrinks, near 0 grows. */
export function majority(bits: Bits, size: Size, radius: number, share = 0.5): Bits {
  const shares = density(bits, size, radius);
  const result = new Uint8Array(bits.length);
  for (let i = 0; i < result.length; i += 1) result[i] = (shares[i] as number) > share ? 1 : 0;
  return result;
}

/** The parts of a bitmap that hang together, by number. */
export interface Components {
  /** 0 is outside, else the number of the component. */
  readonly labels: Int32Array;
  /** By number; the first entry, for 0, is 0. */
  readonly areas: readonly number[];
}

/** Parts that hang together by their sides. */
export function componentsOf(bits: Bits, { widthPx }: Size): Components {
  const labels = new Int32Array(bits.length);
  const areas = [0];
  const stack = new Int32Array(bits.length);
  for (let start = 0; start < bits.length; start += 1) {
    if (bits[start] && !labels[start])
      areas.push(fillPart(bits, labels, stack, start, areas.length, widthPx));
  }
  return { labels, areas };
}

/** Leaves out the parts that are smaller than `share` of the largest. */
export function withoutCrumbs(bits: Bits, size: Size, share: number): Bits {
  const { labels, areas } = componentsOf(bits, size);
  const least = Math.max(...areas) * share;
  const result = new Uint8Array(bits.length);
  for (let i = 0; i < bits.length; i += 1) {
    if (bits[i] && (areas[labels[i] as number] as number) >= least) result[i] = 1;
  }
  return result;
}

/** Only the parts that touch the seed. */
export function connectedTo(bits: Bits, seed: Bits, size: Size): Bits {
  const { labels, areas } = componentsOf(bits, size);
  const keeps = new Uint8Array(areas.length);
  for (let i = 0; i < bits.length; i += 1) if (seed[i]) keeps[labels[i] as number] = 1;
  const result = new Uint8Array(bits.length);
  for (let i = 0; i < bits.length; i += 1) if (bits[i] && keeps[labels[i] as number]) result[i] = 1;
  return result;
}

/** Fills what is enclosed and smaller than `leastPx` pixels. */
export function withoutHoles(bits: Bits, size: Size, leastPx: number): Bits {
  const outside = bits.map((bit) => 1 - bit);
  const { labels, areas } = componentsOf(outside, size);
  const result = Uint8Array.from(bits);
  for (let i = 0; i < bits.length; i += 1) {
    if (!bits[i] && (areas[labels[i] as number] as number) < leastPx) result[i] = 1;
  }
  return result;
}
