import { z } from 'zod';

const faceAttributesSchema = z.object({
  qualities: z.object({
    /** Mean of the box's sides in pixels of the keyframe. */
    sizePx: z.number(),
    /** 0 to 1. */
    sharpness: z.number(),
    /** 0 (profile) to 1 (looks into the camera). */
    frontality: z.number(),
  }),
});

/** Faces of this size or more give embeddings that do not get better with size (models see 112 px). */
const fullSizePx = 80;
const leastSizePx = 20;

/** Detector scores: below the first a box is as often a print on a shirt as a face, from the second on it is a face. */
const doubtfulScore = 0.65;
const certainScore = 0.9;

const share = (value: number, from: number, to: number): number =>
  Math.min(1, Math.max(0, (value - from) / (to - from)));

/**
 * How far a face's embedding can be trusted and how well it shows the person, 0 to 1, from the detector's score and the
 * attributes that the recogniser stored with it. Unknown attributes count as 0.
 */
export function faceQuality(face: { readonly score: number; readonly attributes: unknown }): number {
  const parsed = faceAttributesSchema.safeParse(face.attributes);
  if (!parsed.success) return 0;
  const { sizePx, sharpness, frontality } = parsed.data.qualities;
  const size = share(sizePx, leastSizePx, fullSizePx);
  const certainty = share(face.score, doubtfulScore, certainScore);
  return certainty * size * (0.35 + 0.65 * frontality) * (0.5 + 0.5 * sharpness);
}
