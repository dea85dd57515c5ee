import { type Box, intersectionOverUnion } from '../../shared/boxes.ts';

/** Where something is: in which clip, at which frame, and where in the picture. */
export interface Place {
  readonly assetId: string;
  readonly frame: number;
  readonly box: Box;
}

/** Boxes of one face by two detectors overlap at least so much in one picture. */
const samePicture = 0.3;
/** In neighbouring pictures of a shot a head may have moved by a third of its width. */
const nearPicture = 0.3;
/** Frames around the place in which another recogniser's keyframes are looked for. */
const nearFrames = 36;

/**
 * The one of `candidates` that is at a place: in the same picture, or where there is none, in the nearest picture of the same
 * shot. Undefined where nothing is there. `candidates` are of the clip.
 */
export function findAtPlace<Candidate extends { readonly frame: number; readonly box: Box }>(
  place: Pick<Place, 'frame' | 'box'>,
  candidates: readonly Candidate[],
  isSameShot: (a: number, b: number) => boolean,
): Candidate | undefined {
  let best: Candidate | undefined;
  let bestScore = 0;
  for (const candidate of candidates) {
    const distance = Math.abs(candidate.frame - place.frame);
    if (distance > nearFrames) continue;
    const overlap = intersectionOverUnion(candidate.box, place.box);
    if (overlap < (distance === 0 ? samePicture : nearPicture)) continue;
    if (distance > 0 && !isSameShot(candidate.frame, place.frame)) continue;
    const score = (distance === 0 ? 2 : 0) + overlap - distance / nearFrames;
    if (!best || score > bestScore) [best, bestScore] = [candidate, score];
  }
  return best;
}
