import type { Picture } from '../port.ts';
import { emptyBitmap, type Window } from './bitmaps.ts';
import { EdgeGuide } from './edges.ts';
import { type Evidence, ownersOf } from './ownership.ts';
import type { Bitmap } from './person.ts';

/**
 * Gives each person pixels of their own: first by the evidence, then with edges that follow the picture's.
 *
 * @param ovals each person's face, where there is one
 */
export function partPeople(
  evidence: readonly Evidence[],
  ovals: readonly (Bitmap | undefined)[],
  working: Picture,
): Bitmap[] {
  const owners = ownersOf(evidence, working);
  claimOvals(owners, ovals);
  const refined = evidence.map((one, index) => refinedMask(one, index, owners, working));
  return partedBitmaps(evidence, refined, ovals, working);
}

/** A face belongs to its person whatever the masks say. */
function claimOvals(owners: Int8Array, ovals: readonly (Bitmap | undefined)[]): void {
  ovals.forEach((oval, index) => {
    const bits = oval?.bits;
    for (let i = 0; bits && i < owners.length; i += 1) if (bits[i] !== 0) owners[i] = index;
  });
}

/** The soft mask of the pixels that a person owns, its edges moved to those of the picture. */
function refinedMask(
  { window, people, body }: Evidence,
  index: number,
  owners: Int8Array,
  working: Picture,
): Float32Array {
  const mask = new Float32Array(people.length);
  let at = 0;
  for (let y = window.top; y < window.bottom; y += 1) {
    for (let x = window.left; x < window.right; x += 1, at += 1) {
      if (owners[y * working.widthPx + x] !== index) continue;
      const own = body.length > 0 ? (body[at] as number) - 0.1 : 0;
      mask[at] = Math.max(people[at] as number, own);
    }
  }
  new EdgeGuide(working, window).refine(mask);
  return mask;
}

/** Each pixel goes to the person with the strongest refined mask there, if that is above a half. */
function partedBitmaps(
  evidence: readonly Evidence[],
  refined: readonly Float32Array[],
  ovals: readonly (Bitmap | undefined)[],
  { widthPx, heightPx }: Picture,
): Bitmap[] {
  const best = new Float32Array(widthPx * heightPx).fill(0.5);
  const owners = new Int8Array(widthPx * heightPx).fill(-1);
  evidence.forEach(({ window }, index) => {
    const mask = refined[index] as Float32Array;
    takeStronger(window, mask, index, best, owners, widthPx);
  });
  claimOvals(owners, ovals);
  return evidence.map((_, index) => {
    const bitmap = emptyBitmap({ widthPx, heightPx });
    for (let i = 0; i < owners.length; i += 1) if (owners[i] === index) bitmap.bits[i] = 1;
    return bitmap;
  });
}

function takeStronger(
  window: Window,
  mask: Float32Array,
  index: number,
  best: Float32Array,
  owners: Int8Array,
  widthPx: number,
): void {
  let at = 0;
  for (let y = window.top; y < window.bottom; y += 1) {
    for (let x = window.left; x < window.right; x += 1, at += 1) {
      const pixel = y * widthPx + x;
      if ((mask[at] as number) <= (best[pixel] as number)) continue;
      best[pixel] = mask[at] as number;
      owners[pixel] = index;
    }
  }
}
