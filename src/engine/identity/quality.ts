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

/**
 * How far a face's embedding can be trusted and how well it shows the person, 0 to 1, from the attributes that the
 * recogniser stored with it. Unknown attributes count as 0.
 */
export function faceQuality(attributes: unknown): number {
  const parsed = faceAttributesSchema.safeParse(attributes);
  if (!parsed.success) return 0;
  const { sizePx, sharpness, frontality } = parsed.data.qualities;
  const size = Math.min(1, Math.max(0, (sizePx - leastSizePx) / (fullSizePx - leastSizePx)));
  return size * (0.35 + 0.65 * frontality) * (0.5 + 0.5 * sharpness);
}
