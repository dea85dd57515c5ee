import type { Bitmap } from '../person.ts';
import { componentsOf, windowOf, withoutCrumbs } from './bitmaps.ts';

/** Rows and columns that a silhouette is read at. */
const bands = 12;
const columns = 8;

/** How many numbers `measuresOf` gives. */
export const measureCount = 3 * bands + columns + 4;

interface Row {
  /** Filled pixels, and from the first to the last, of the window's width. */
  readonly filled: number;
  readonly extent: number;
  /** How many parts the row has, at most three. */
  readonly runs: number;
}

function rowOf(bits: Uint8Array, start: number, width: number): Row {
  let filled = 0;
  let first = -1;
  let last = -1;
  let runs = 0;
  for (let x = 0; x < width; x += 1) {
    if (!bits[start + x]) continue;
    filled += 1;
    if (first < 0) first = x;
    // A gap of less than two in a hundred of the width is a crease.
    if (last < 0 || x - last > Math.max(2, width * 0.02)) runs += 1;
    last = x;
  }
  return {
    filled: filled / width,
    extent: first < 0 ? 0 : (last - first + 1) / width,
    runs: Math.min(3, runs),
  };
}

function meanOf(rows: readonly Row[], pick: (row: Row) => number): number {
  return rows.reduce((sum, row) => sum + pick(row), 0) / Math.max(1, rows.length);
}

/** The outline's likeness to its own mirror image, 0 to 1. */
function symmetryOf(
  { bits, widthPx }: Bitmap,
  left: number,
  top: number,
  width: number,
  height: number,
): number {
  let both = 0;
  let either = 0;
  for (let y = top; y < top + height; y += 1) {
    for (let x = 0; x < width >> 1; x += 1) {
      const one = bits[y * widthPx + left + x] as number;
      const other = bits[y * widthPx + left + width - 1 - x] as number;
      both += one & other;
      either += one | other;
    }
  }
  return either > 0 ? both / either : 0;
}

/**
 * What the outline of a garment tells, whatever its size: breadth to height, the breadth of each of twelve bands, their
 * gaps and parts, the columns' filling, symmetry, and how large the second part is (shoes come in pairs). Undefined for
 * an empty bitmap or one of a few pixels.
 */
export function measuresOf(bitmap: Bitmap): number[] | undefined {
  const bits = withoutCrumbs(bitmap.bits, bitmap, 0.1);
  const clean = { ...bitmap, bits };
  const window = windowOf(clean);
  if (!window) return undefined;
  const width = window.right - window.left;
  const height = window.bottom - window.top;
  if (width < bands || height < bands) return undefined;
  const rows = Array.from({ length: height }, (_, y) =>
    rowOf(bits, (window.top + y) * bitmap.widthPx + window.left, width),
  );
  const band = (index: number) =>
    rows.slice(Math.floor((index * height) / bands), Math.floor(((index + 1) * height) / bands));
  const all = Array.from({ length: bands }, (_, index) => band(index));
  const areas = [...componentsOf(bits, bitmap).areas].sort((a, b) => b - a);
  const area = areas.reduce((sum, part) => sum + part, 0);
  return [
    ...all.map((each) => meanOf(each, (row) => row.filled)),
    ...all.map((each) => meanOf(each, (row) => row.extent)),
    ...all.map((each) => meanOf(each, (row) => row.runs) - 1),
    ...columnFills(clean, window.left, window.top, width, height),
    Math.log(width / height),
    symmetryOf(clean, window.left, window.top, width, height),
    area / (width * height),
    (areas[1] ?? 0) / (areas[0] ?? 1),
  ];
}

/** From the middle outwards, both sides together. */
function columnFills(
  { bits, widthPx }: Bitmap,
  left: number,
  top: number,
  width: number,
  height: number,
): number[] {
  const sums = new Float64Array(columns);
  const counts = new Float64Array(columns);
  for (let x = 0; x < width; x += 1) {
    const out = Math.abs((x + 0.5) / width - 0.5) * 2;
    const column = Math.min(columns - 1, Math.floor(out * columns));
    counts[column] = (counts[column] as number) + height;
    for (let y = top; y < top + height; y += 1) {
      sums[column] = (sums[column] as number) + (bits[y * widthPx + left + x] as number);
    }
  }
  return Array.from(sums, (sum, column) => sum / Math.max(1, counts[column] as number));
}
