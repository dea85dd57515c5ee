import type { Point } from '../geometry.ts';
import type { Bitmap } from '../person.ts';
import { componentsOf, windowOf, withoutCrumbs } from './bitmaps.ts';

/** A silhouette is read on a grid of so many rows, and columns from its middle outwards. */
const bands = 12;
const columns = 6;

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
 * gaps and parts, how full the cells of a grid are, symmetry, how large the second part is (shoes come in pairs), and how much of its
 * convex hull it fills (hats and skirts nearly all, sleeves and legs leave gaps). Undefined for an empty bitmap or one of a few pixels.
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
    ...cellFills(clean, window.left, window.top, width, height),
    Math.log(width / height),
    symmetryOf(clean, window.left, window.top, width, height),
    area / (width * height),
    (areas[1] ?? 0) / (areas[0] ?? 1),
    area / hullArea(clean, window.left, window.top, width, height),
  ];
}

/** Area of the convex hull of the pixels' corners, by Andrew's monotone chain. */
function hullArea(
  { bits, widthPx }: Bitmap,
  left: number,
  top: number,
  width: number,
  height: number,
): number {
  const corners: Point[] = [];
  for (let x = 0; x < width; x += 1) {
    let first = -1;
    let last = -1;
    for (let y = 0; y < height; y += 1) {
      if (!bits[(top + y) * widthPx + left + x]) continue;
      if (first < 0) first = y;
      last = y;
    }
    if (first < 0) continue;
    for (const y of [first, last + 1]) corners.push({ x, y }, { x: x + 1, y });
  }
  const sorted = corners.sort((a, b) => a.x - b.x || a.y - b.y);
  const chain = [...halfHull(sorted), ...halfHull(sorted.toReversed())];
  return Math.max(
    1,
    Math.abs(
      chain.reduce((sum, a, n) => {
        const b = chain[(n + 1) % chain.length] as Point;
        return sum + (a.x * b.y - b.x * a.y) / 2;
      }, 0),
    ),
  );
}

/** One half, without its last corner, which begins the other. */
function halfHull(corners: readonly Point[]): Point[] {
  const half: Point[] = [];
  for (const c of corners) {
    for (;;) {
      const [a, b] = [half.at(-2), half.at(-1)];
      if (!a || !b || (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) > 0) break;
      half.pop();
    }
    half.push(c);
  }
  half.pop();
  return half;
}

/** Band by band, from the middle outwards, both sides together: how full each cell is, 0 to 1. */
function cellFills(
  { bits, widthPx }: Bitmap,
  left: number,
  top: number,
  width: number,
  height: number,
): number[] {
  const sums = new Float64Array(bands * columns);
  const counts = new Float64Array(bands * columns);
  for (let y = 0; y < height; y += 1) {
    const first = Math.min(bands - 1, Math.floor((y * bands) / height)) * columns;
    for (let x = 0; x < width; x += 1) {
      const out = Math.abs((x + 0.5) / width - 0.5) * 2;
      const cell = first + Math.min(columns - 1, Math.floor(out * columns));
      counts[cell] = (counts[cell] as number) + 1;
      sums[cell] = (sums[cell] as number) + (bits[(top + y) * widthPx + left + x] as number);
    }
  }
  return Array.from(sums, (sum, cell) => sum / Math.max(1, counts[cell] as number));
}
