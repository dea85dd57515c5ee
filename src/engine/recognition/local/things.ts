import type { Picture } from '../port.ts';
import { areaOf, dropSpecks, emptyBitmap, fillHoles } from './bitmaps.ts';
import { EdgeGuide } from './edges.ts';
import type { Bitmap } from './person.ts';

/** Nothing stands out of a picture whose highest saliency is less than this. */
const leastPeak = 0.6;
/** What stands out covers at least this part of the picture, and not nearly all of it. */
const share = { least: 0.003, most: 0.95 };

/**
 * What stands out of a picture, by its saliency: more than half of the way from the least to the highest value. Undefined
 * where nothing does.
 *
 * @param saliency 0 to 1 for each pixel of the working picture; is changed
 */
export function thingOf(
  saliency: Float32Array,
  working: Picture,
): { bitmap: Bitmap; score: number } | undefined {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of saliency) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (!(most >= leastPeak)) return undefined;
  const range = most - least || 1;
  for (let i = 0; i < saliency.length; i += 1) saliency[i] = ((saliency[i] as number) - least) / range;
  new EdgeGuide(working, { left: 0, top: 0, right: working.widthPx, bottom: working.heightPx }).refine(
    saliency,
  );
  const bitmap = emptyBitmap(working);
  let sum = 0;
  let count = 0;
  for (let i = 0; i < saliency.length; i += 1) {
    const value = saliency[i] as number;
    if (value <= 0.5) continue;
    bitmap.bits[i] = 1;
    sum += value;
    count += 1;
  }
  dropSpecks(bitmap, 0.05);
  fillHoles(bitmap, Math.max(12, count * 0.004));
  const covered = areaOf(bitmap) / bitmap.bits.length;
  if (covered < share.least || covered > share.most) return undefined;
  return { bitmap, score: Math.max(0, Math.min(1, (most * sum) / count)) };
}
