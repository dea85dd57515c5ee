import { type Box, clampBox } from '../../../shared/boxes.ts';
import { type Mask, packMask } from '../../../shared/masks.ts';
import type { Point, Rect } from './geometry.ts';
import type { Bitmap } from './person.ts';

/** A part of the working picture in whole pixels; `right` and `bottom` are exclusive. */
export interface Window {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A bitmap in which nothing is in. */
export function emptyBitmap(size: { readonly widthPx: number; readonly heightPx: number }): Bitmap {
  const { widthPx, heightPx } = size;
  return { widthPx, heightPx, bits: new Uint8Array(widthPx * heightPx) };
}

/** The pixels of a picture that a rectangle touches, at least one where it lies in the picture at all. */
export function windowOf(rect: Rect, widthPx: number, heightPx: number): Window {
  const left = Math.min(widthPx - 1, Math.max(0, Math.floor(rect.x)));
  const top = Math.min(heightPx - 1, Math.max(0, Math.floor(rect.y)));
  return {
    left,
    top,
    right: Math.max(left + 1, Math.min(widthPx, Math.ceil(rect.x + rect.w))),
    bottom: Math.max(top + 1, Math.min(heightPx, Math.ceil(rect.y + rect.h))),
  };
}

/** How many pixels are in. */
export function areaOf({ bits }: Bitmap): number {
  let area = 0;
  for (let i = 0; i < bits.length; i += 1) area += bits[i] as number;
  return area;
}

/** The least rectangle around all that is in; undefined for an empty bitmap. */
export function boundsOfBits({ widthPx, heightPx, bits }: Bitmap): Rect | undefined {
  let left = widthPx;
  let right = -1;
  let top = -1;
  let bottom = -1;
  for (let y = 0; y < heightPx; y += 1) {
    const row = y * widthPx;
    let first = 0;
    while (first < widthPx && bits[row + first] === 0) first += 1;
    if (first === widthPx) continue;
    let last = widthPx - 1;
    while (bits[row + last] === 0) last -= 1;
    if (first < left) left = first;
    if (last > right) right = last;
    if (top < 0) top = y;
    bottom = y;
  }
  return right < 0 ? undefined : { x: left, y: top, w: right - left + 1, h: bottom - top + 1 };
}

/** Takes away, in place, each connected part (of four neighbours) with less than `leastShare` of the largest one's pixels. */
export function dropSpecks({ widthPx, heightPx, bits }: Bitmap, leastShare: number): void {
  const labels = new Int32Array(widthPx * heightPx);
  const stack = new Int32Array(widthPx * heightPx);
  const sizes = [0];
  for (let start = 0; start < bits.length; start += 1) {
    if (bits[start] === 0 || labels[start] !== 0) continue;
    sizes.push(fillPart(bits, labels, stack, start, sizes.length, widthPx));
  }
  const least = leastShare * sizes.reduce((most, size) => Math.max(most, size), 0);
  for (let i = 0; i < bits.length; i += 1) {
    if (bits[i] !== 0 && (sizes[labels[i] as number] as number) < least) bits[i] = 0;
  }
}

/**
 * Labels the part that has the pixel `start`, which hangs together by its sides, and returns its size.
 *
 * @param stack scratch space of as many numbers as there are pixels
 */
export function fillPart(
  bits: Uint8Array,
  labels: Int32Array,
  stack: Int32Array,
  start: number,
  label: number,
  widthPx: number,
): number {
  let depth = 1;
  let size = 0;
  stack[0] = start;
  labels[start] = label;
  while (depth > 0) {
    depth -= 1;
    const at = stack[depth] as number;
    size += 1;
    const x = at % widthPx;
    if (x > 0 && bits[at - 1] !== 0 && labels[at - 1] === 0) {
      labels[at - 1] = label;
      stack[depth++] = at - 1;
    }
    if (x < widthPx - 1 && bits[at + 1] !== 0 && labels[at + 1] === 0) {
      labels[at + 1] = label;
      stack[depth++] = at + 1;
    }
    if (at >= widthPx && bits[at - widthPx] !== 0 && labels[at - widthPx] === 0) {
      labels[at - widthPx] = label;
      stack[depth++] = at - widthPx;
    }
    if (at + widthPx < bits.length && bits[at + widthPx] !== 0 && labels[at + widthPx] === 0) {
      labels[at + widthPx] = label;
      stack[depth++] = at + widthPx;
    }
  }
  return size;
}

/** Fills, in place, holes with fewer than `mostPixels` pixels. */
export function fillHoles({ widthPx, heightPx, bits }: Bitmap, mostPixels: number): void {
  const inverse = new Uint8Array(bits.length);
  for (let i = 0; i < bits.length; i += 1) inverse[i] = bits[i] === 0 ? 1 : 0;
  const labels = new Int32Array(widthPx * heightPx);
  const stack = new Int32Array(widthPx * heightPx);
  const sizes = [0];
  for (let start = 0; start < inverse.length; start += 1) {
    if (inverse[start] === 0 || labels[start] !== 0) continue;
    sizes.push(fillPart(inverse, labels, stack, start, sizes.length, widthPx));
  }
  for (let i = 0; i < bits.length; i += 1) {
    if (inverse[i] !== 0 && (sizes[labels[i] as number] as number) < mostPixels) bits[i] = 1;
  }
}

/** Works on the part of a bitmap that has pixels in it, with a rim of one pixel, and puts it back. */
export function withinBounds(bitmap: Bitmap, work: (part: Bitmap) => void): void {
  const bounds = boundsOfBits(bitmap);
  if (!bounds) return;
  const part = emptyBitmap({ widthPx: bounds.w + 2, heightPx: bounds.h + 2 });
  const rowOf = (y: number): number => (bounds.y + y) * bitmap.widthPx + bounds.x;
  for (let y = 0; y < bounds.h; y += 1) {
    part.bits.set(bitmap.bits.subarray(rowOf(y), rowOf(y) + bounds.w), (y + 1) * part.widthPx + 1);
  }
  work(part);
  for (let y = 0; y < bounds.h; y += 1) {
    const from = (y + 1) * part.widthPx + 1;
    bitmap.bits.set(part.bits.subarray(from, from + bounds.w), rowOf(y));
  }
}

/** The parts of `bitmap` (of four neighbours) that share a pixel with `seed`. */
export function partsTouching(bitmap: Bitmap, seed: Bitmap): Bitmap {
  const { widthPx, bits } = bitmap;
  const labels = new Int32Array(bits.length);
  const stack = new Int32Array(bits.length);
  for (let i = 0; i < bits.length; i += 1) {
    if (bits[i] !== 0 && seed.bits[i] !== 0 && labels[i] === 0) fillPart(bits, labels, stack, i, 1, widthPx);
  }
  const result = emptyBitmap(bitmap);
  for (let i = 0; i < bits.length; i += 1) result.bits[i] = labels[i] as number;
  return result;
}

/** Sets the pixels whose centres lie in a polygon, by the even-odd rule. */
export function fillPolygon({ widthPx, heightPx, bits }: Bitmap, corners: readonly Point[]): void {
  for (let y = 0; y < heightPx; y += 1) {
    const crossings: number[] = [];
    let previous = corners[corners.length - 1];
    for (const corner of corners) {
      if (previous && corner.y > y + 0.5 !== previous.y > y + 0.5) {
        const part = (y + 0.5 - corner.y) / (previous.y - corner.y);
        crossings.push(corner.x + part * (previous.x - corner.x));
      }
      previous = corner;
    }
    crossings.sort((a, b) => a - b);
    for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
      const from = Math.max(0, Math.ceil((crossings[pair] as number) - 0.5));
      const to = Math.min(widthPx, Math.ceil((crossings[pair + 1] as number) - 0.5));
      if (to > from) bits.fill(1, y * widthPx + from, y * widthPx + to);
    }
  }
}

/** A rectangle of a picture in parts of its sides; what hangs over its edge is cut off. */
export function boxOfRect(rect: Rect, { widthPx, heightPx }: { widthPx: number; heightPx: number }): Box {
  return clampBox({ x: rect.x / widthPx, y: rect.y / heightPx, w: rect.w / widthPx, h: rect.h / heightPx });
}

/** The box around what is in and the mask over it; undefined for an empty bitmap. */
export function maskOf(bitmap: Bitmap): { readonly box: Box; readonly mask: Mask } | undefined {
  const bounds = boundsOfBits(bitmap);
  if (!bounds) return undefined;
  const bits = new Uint8Array(bounds.w * bounds.h);
  for (let y = 0; y < bounds.h; y += 1) {
    const from = (bounds.y + y) * bitmap.widthPx + bounds.x;
    bits.set(bitmap.bits.subarray(from, from + bounds.w), y * bounds.w);
  }
  const box = boxOfRect(bounds, bitmap);
  return { box, mask: packMask(box, bounds.w, bounds.h, bits) };
}
