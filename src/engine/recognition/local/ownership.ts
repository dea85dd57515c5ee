import type { Window } from './bitmaps.ts';
import type { Point, Rect } from './geometry.ts';
import type { Joint } from './person.ts';

/** What speaks for a person at the pixels of a window, each 0 to 1, rows of the window. */
export interface Evidence {
  readonly window: Window;
  readonly box: Rect;
  /** That the pixel shows anybody. */
  readonly people: Float32Array;
  /** That it belongs to this body; empty when no body was found. */
  readonly body: Float32Array;
  /** Distance from the bones, 0 on them and 1 far away; empty when not known. */
  readonly farness: Float32Array;
}

/** Pairs of BlazePose's joints between which a body is: trunk, arms, legs, feet, and the neck to the nose. */
const bones: readonly (readonly [number, number])[] = [
  ...([
    [11, 12],
    [23, 24],
    [11, 23],
    [12, 24],
    [11, 24],
    [12, 23],
  ] as const),
  ...([
    [11, 13],
    [13, 15],
    [12, 14],
    [14, 16],
  ] as const),
  ...([
    [23, 25],
    [25, 27],
    [24, 26],
    [26, 28],
    [27, 31],
    [28, 32],
  ] as const),
  ...([
    [0, 11],
    [0, 12],
  ] as const),
];
/** Bones whose ends are less visible than this are guesses. */
const leastVisibility = 0.3;
/** Distances are computed once a square of this side. Working pixels. */
const cellPx = 4;

function distanceToBone(x: number, y: number, from: Point, to: Point): number {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length = dx * dx + dy * dy;
  const along = length > 0 ? ((x - from.x) * dx + (y - from.y) * dy) / length : 0;
  const part = along < 0 ? 0 : along > 1 ? 1 : along;
  return Math.hypot(x - from.x - part * dx, y - from.y - part * dy);
}

/**
 * How far each pixel of a window is from the bones of a body.
 *
 * @param reachPx the distance that counts as far
 */
export function farnessOf(joints: readonly Joint[], window: Window, reachPx: number): Float32Array {
  const widthPx = window.right - window.left;
  const heightPx = window.bottom - window.top;
  const known = bones.flatMap(([from, to]) => {
    const [a, b] = [joints[from], joints[to]];
    return a && b && a.visibility >= leastVisibility && b.visibility >= leastVisibility ? [{ a, b }] : [];
  });
  if (known.length === 0) return new Float32Array();
  const result = new Float32Array(widthPx * heightPx);
  for (let top = 0; top < heightPx; top += cellPx) {
    for (let left = 0; left < widthPx; left += cellPx) {
      const x = window.left + left + cellPx / 2;
      const y = window.top + top + cellPx / 2;
      let nearest = reachPx;
      for (const { a, b } of known) nearest = Math.min(nearest, distanceToBone(x, y, a, b));
      const right = Math.min(widthPx, left + cellPx);
      const bottom = Math.min(heightPx, top + cellPx);
      for (let row = top; row < bottom; row += 1) {
        result.fill(nearest / reachPx, row * widthPx + left, row * widthPx + right);
      }
    }
  }
  return result;
}

/** What each sign counts for; found by looking at pictures of people side by side. */
const weights = { people: 0.35, body: 0.9, inBox: 0.25, outOfBox: -0.25, offCentre: 0.35, farness: 0.45 };
/** Signs of anybody and of this body from which on a pixel can be a person's. */
const least = { people: 0.5, body: 0.6, sum: 0.2 };

/** For each pixel of the working picture the index of the person it most likely shows, or -1. */
export function ownersOf(
  evidence: readonly Evidence[],
  size: { widthPx: number; heightPx: number },
): Int8Array {
  const owners = new Int8Array(size.widthPx * size.heightPx).fill(-1);
  const best = new Float32Array(owners.length).fill(least.sum);
  evidence.forEach((one, index) => {
    claim(one, index, size.widthPx, owners, best);
  });
  return owners;
}

function claim(
  evidence: Evidence,
  index: number,
  widthPx: number,
  owners: Int8Array,
  best: Float32Array,
): void {
  const { window, box, people, body, farness } = evidence;
  const middle = box.x + box.w / 2;
  const hasBody = body.length > 0;
  const hasBones = farness.length > 0;
  let from = 0;
  for (let y = window.top; y < window.bottom; y += 1) {
    const isRowIn = y >= box.y && y < box.y + box.h;
    for (let x = window.left; x < window.right; x += 1, from += 1) {
      const anybody = people[from] as number;
      const own = hasBody ? (body[from] as number) : anybody;
      if (anybody < least.people && (!hasBody || own < least.body)) continue;
      const aside = (x - middle) / box.w;
      const place = isRowIn && x >= box.x && x < box.x + box.w ? weights.inBox : weights.outOfBox;
      const sum =
        weights.people * anybody +
        weights.body * own +
        place -
        weights.offCentre * aside * aside -
        (hasBones ? weights.farness * (farness[from] as number) : 0);
      const at = y * widthPx + x;
      if (sum <= (best[at] as number)) continue;
      best[at] = sum;
      owners[at] = index;
    }
  }
}
