import { z } from 'zod';
import { boxSchema } from './boxes.ts';
import { maskSchema } from './masks.ts';

/**
 * What a recogniser sees. `subject` is a whole person (or, in a picture without people, what stands out), `head` has the
 * hair, `face` has not, `clothing` is all that one person wears, `garment` one piece of it; `object` is one of the 80 classes
 * of COCO, `text` a line of writing.
 */
export const elementKinds = ['subject', 'head', 'face', 'clothing', 'garment', 'object', 'text'] as const;
export const elementKindSchema = z.enum(elementKinds);
export type ElementKind = z.infer<typeof elementKindSchema>;

/** The four sets that every recogniser, on the device or in the cloud, answers for a picture's main subject. */
export const setKinds = ['subject', 'head', 'face', 'clothing'] as const;
export const setKindSchema = z.enum(setKinds);
export type SetKind = z.infer<typeof setKindSchema>;

/**
 * One set of an answer in normal form, the same for the local recogniser and for Kling. A recogniser that only raises a flag
 * leaves box and mask out.
 */
export const resultSetSchema = z.object({
  kind: setKindSchema,
  isPresent: z.boolean(),
  box: boxSchema.optional(),
  mask: maskSchema.optional(),
});
export type ResultSet = z.infer<typeof resultSetSchema>;

/** Each kind at most once, in any order. */
export const resultSetsSchema = z
  .array(resultSetSchema)
  .max(setKinds.length)
  .refine((sets) => new Set(sets.map((set) => set.kind)).size === sets.length, 'a set is there twice');
