import type { Crop } from '../../shared/contract/index.ts';
import type { Sighting } from '../decisions/index.ts';
import { faceQuality } from '../identity/index.ts';

/** The part of a picture that a sighting is. */
export const cropOf = (one: Sighting): Crop => ({
  image: one.image,
  widthPx: one.imageWidthPx,
  heightPx: one.imageHeightPx,
  box: one.box,
});

/** How well a sighting shows who it is, 0 to 1; a body counts less than any face. */
export const sightingQuality = (one: Sighting): number => (one.kind === 'face' ? faceQuality(one) : 0);

/** How good a picture of somebody a sighting is, 0 to 2: faces before bodies, then by quality; doubtful bodies last. */
export const sightingRank = (one: Sighting): number => {
  if (one.kind === 'face') return sightingQuality(one) + 1;
  return one.isDoubtful ? 0 : one.box.w * one.box.h;
};

/** The best of some sightings. */
export function bestOf(sightings: readonly Sighting[]): Sighting | undefined {
  let best: Sighting | undefined;
  let bestRank = -1;
  for (const one of sightings) {
    const rank = sightingRank(one);
    if (rank > bestRank) [best, bestRank] = [one, rank];
  }
  return best;
}
