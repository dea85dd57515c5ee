import type { Affine, Point } from '../geometry.ts';

/** A picture of probabilities, row by row from the top left. */
export interface TextMap {
  readonly widthPx: number;
  readonly heightPx: number;
  /** 0 to 1, how likely a pixel lies in the kernel of a line of writing. */
  readonly values: Float32Array;
}

/** A rectangle that may lie askew: `along` points in the direction of reading, both are unit vectors at right angles. */
export interface TextRegion {
  readonly centre: Point;
  readonly along: Point;
  /** In pixels of the map, in the direction of `along` and across it. */
  readonly length: number;
  readonly breadth: number;
  /** Mean probability of its pixels. */
  readonly score: number;
}

/** When pixels are a line of writing; probabilities are 0 to 1. */
export interface RegionRules {
  /** Pixels with at least this probability belong to a line. */
  readonly pixel: number;
  /** Least mean probability of a line. */
  readonly region: number;
  /** The kernel is smaller than the writing: it grows on all sides by this times area by perimeter. */
  readonly grow: number;
}

/** Narrower kernels are noise. */
const leastSidePx = 3;
/** A line this much longer than it is high is read along its longer side, whichever way that points. */
const lineFrom = 1.5;

/**
 * The lines of writing in a map, from top to bottom. What is connected (four neighbours) is one line; its rectangle is the
 * smallest that holds it. After "Real-time Scene Text Detection with Differentiable Binarization" (Liao et al., 2020).
 */
export function regionsOf(map: TextMap, rules: RegionRules): TextRegion[] {
  const seen = new Uint8Array(map.values.length);
  const found: TextRegion[] = [];
  for (let start = 0; start < seen.length; start += 1) {
    if (seen[start] !== 0 || (map.values[start] as number) < rules.pixel) continue;
    const part = connected(map, seen, start, rules.pixel);
    if (part.mean < rules.region) continue;
    const region = smallestRectangle(convexHull(part.rim), part.mean);
    if (Math.min(region.length, region.breadth) >= leastSidePx) found.push(grown(region, rules.grow));
  }
  return found.sort((a, b) => a.centre.y - b.centre.y || a.centre.x - b.centre.x);
}

/** Marks what hangs together with `start`; `rim` has the corners of the first and last pixel of each row. */
function connected(
  { widthPx, values }: TextMap,
  seen: Uint8Array,
  start: number,
  least: number,
): { mean: number; rim: Point[] } {
  const stack = [start];
  const ends = new Map<number, { first: number; last: number }>();
  seen[start] = 1;
  let sum = 0;
  let count = 0;
  const visit = (index: number): void => {
    if (index < 0 || index >= values.length || seen[index] !== 0 || (values[index] as number) < least) return;
    seen[index] = 1;
    stack.push(index);
  };
  for (let index = stack.pop(); index !== undefined; index = stack.pop()) {
    const x = index % widthPx;
    const y = (index - x) / widthPx;
    sum += values[index] as number;
    count += 1;
    const row = ends.get(y);
    if (!row) ends.set(y, { first: x, last: x });
    else if (x < row.first) row.first = x;
    else if (x > row.last) row.last = x;
    if (x > 0) visit(index - 1);
    if (x < widthPx - 1) visit(index + 1);
    visit(index - widthPx);
    visit(index + widthPx);
  }
  const rim = [...ends].flatMap(([y, { first, last }]) => [
    { x: first, y },
    { x: first, y: y + 1 },
    { x: last + 1, y },
    { x: last + 1, y: y + 1 },
  ]);
  return { mean: sum / count, rim };
}

const turn = (from: Point, over: Point, to: Point): number =>
  (over.x - from.x) * (to.y - from.y) - (over.y - from.y) * (to.x - from.x);

/** Corners of the convex hull, in order. Andrew's monotone chain, 1979. */
export function convexHull(points: readonly Point[]): Point[] {
  const sorted = points.toSorted((a, b) => a.x - b.x || a.y - b.y);
  const half = (ordered: readonly Point[]): Point[] => {
    const chain: Point[] = [];
    for (const point of ordered) {
      while (chain.length >= 2 && turn(chain.at(-2) as Point, chain.at(-1) as Point, point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.toReversed())];
}

/** One of the sides of the smallest rectangle around a hull lies on a side of the hull (Freeman and Shapira, 1975). */
function smallestRectangle(hull: readonly Point[], score: number): TextRegion {
  let best: TextRegion | undefined;
  let leastArea = Number.POSITIVE_INFINITY;
  hull.forEach((corner, index) => {
    const next = hull[(index + 1) % hull.length] as Point;
    const side = Math.hypot(next.x - corner.x, next.y - corner.y);
    if (side === 0) return;
    const along = { x: (next.x - corner.x) / side, y: (next.y - corner.y) / side };
    const candidate = rectangleAlong(hull, along, score);
    const area = candidate.length * candidate.breadth;
    if (area < leastArea - 1e-9) {
      leastArea = area;
      best = candidate;
    }
  });
  return forReading(best ?? rectangleAlong(hull, { x: 1, y: 0 }, score));
}

function rectangleAlong(hull: readonly Point[], along: Point, score: number): TextRegion {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of hull) {
    const u = x * along.x + y * along.y;
    const v = y * along.x - x * along.y;
    if (u < left) left = u;
    if (u > right) right = u;
    if (v < top) top = v;
    if (v > bottom) bottom = v;
  }
  const u = (left + right) / 2;
  const v = (top + bottom) / 2;
  const centre = { x: u * along.x - v * along.y, y: u * along.y + v * along.x };
  return { centre, along, length: right - left, breadth: bottom - top, score };
}

/** Turned so that `along` is the way of reading: to the right, or, for a line that stands, down. */
function forReading(region: TextRegion): TextRegion {
  const { along, length, breadth } = region;
  const isSteep = Math.abs(along.y) > Math.abs(along.x);
  const isLine = Math.max(length, breadth) >= lineFrom * Math.min(length, breadth);
  const isAcross = isLine ? breadth > length : isSteep;
  const turned = isAcross
    ? { ...region, along: { x: -along.y, y: along.x }, length: breadth, breadth: length }
    : region;
  const isBackwards = standsUp(turned) ? turned.along.y < 0 : turned.along.x < 0;
  return isBackwards ? reversed(turned) : turned;
}

/** Whether a line runs up or down rather than from side to side: it may have to be read from its other end. */
export const standsUp = ({ along }: TextRegion): boolean => Math.abs(along.y) > Math.abs(along.x);

/** The same line, read from its other end. */
export function reversed(region: TextRegion): TextRegion {
  return { ...region, along: { x: -region.along.x, y: -region.along.y } };
}

function grown(region: TextRegion, grow: number): TextRegion {
  const { length, breadth } = region;
  const rim = (grow * length * breadth) / (length + breadth);
  return { ...region, length: length + rim, breadth: breadth + rim };
}

/**
 * From a strip of `stripWidth` by `stripHeight` pixels to the pixels of a picture, which is `scaleX` and `scaleY` times as
 * large as the map.
 */
export function stripMap(
  { centre, along, length, breadth }: TextRegion,
  strip: { readonly widthPx: number; readonly heightPx: number },
  scale: Point,
): Affine {
  const step = length / strip.widthPx;
  const down = breadth / strip.heightPx;
  const left = centre.x - (along.x * length - along.y * breadth) / 2;
  const top = centre.y - (along.y * length + along.x * breadth) / 2;
  return {
    a: along.x * step * scale.x,
    b: -along.y * down * scale.x,
    c: left * scale.x,
    d: along.y * step * scale.y,
    e: along.x * down * scale.y,
    f: top * scale.y,
  };
}

/** The upright rectangle around a line. */
export function boundsOf({ centre, along, length, breadth }: TextRegion): {
  x: number;
  y: number;
  w: number;
  h: number;
} {
  const w = Math.abs(along.x) * length + Math.abs(along.y) * breadth;
  const h = Math.abs(along.y) * length + Math.abs(along.x) * breadth;
  return { x: centre.x - w / 2, y: centre.y - h / 2, w, h };
}
