import { z } from 'zod';
import { boxSchema } from '../boxes.ts';
import { assetIdSchema, elementIdSchema, identityIdSchema, imageHashSchema } from '../ids.ts';
import { garmentColourSchema, garmentKindSchema, patternSchema } from '../wardrobe.ts';

/** What is shown of people, outfits, tags and questions. Frames are half-open ranges; boxes as everywhere. */

const frame = z.number().int().nonnegative();
const share = z.number().min(0).max(1);

/** A part of a picture, to be cut out for showing. */
export const cropSchema = z.object({
  image: imageHashSchema,
  widthPx: z.number(),
  heightPx: z.number(),
  box: boxSchema,
});
export type Crop = z.infer<typeof cropSchema>;

/** Something seen in one keyframe that is, or may be, of a person: what is corrected one by one. */
export const castFaceSchema = z.object({
  elementId: elementIdSchema,
  assetId: assetIdSchema,
  frame,
  /** 'subject': the person's body where the face cannot be seen. */
  kind: z.enum(['face', 'subject']),
  crop: cropSchema,
  /** Absent for one that is given to nobody. */
  identityId: identityIdSchema.optional(),
  /** How much it is like the person's other faces. */
  score: share,
  /** How well the face shows who it is: size, sharpness, pose. */
  quality: share,
  decidedBy: z.enum(['machine', 'person']),
  isDrawn: z.boolean(),
  /** Faces of one person through one shot; what is decided of one is decided of all with the same. */
  track: z.string(),
});
export type CastFace = z.infer<typeof castFaceSchema>;

export const tagViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  identityId: identityIdSchema.optional(),
  /** With `startFrame` and `endFrame`: a range of a clip, with `box` a place in it. */
  assetId: assetIdSchema.optional(),
  startFrame: frame.optional(),
  endFrame: frame.optional(),
  box: boxSchema.optional(),
});
export type TagView = z.infer<typeof tagViewSchema>;

/** What a tag is put on. */
export const tagTargetSchema = z.discriminatedUnion('on', [
  z.object({ on: z.literal('identity'), identityId: identityIdSchema }),
  z.object({ on: z.literal('element'), elementId: elementIdSchema }),
  z.object({
    on: z.literal('range'),
    assetId: assetIdSchema,
    startFrame: frame,
    endFrame: frame,
    identityId: identityIdSchema.optional(),
    box: boxSchema.optional(),
  }),
]);
export type TagTarget = z.infer<typeof tagTargetSchema>;

/** A decision that no longer fits what is seen. It stays in force as far as it can until the editor drops it. */
export const conflictSchema = z.object({
  id: z.string(),
  /** 'missing': nothing is found at its place now; 'contradiction': two decisions now speak of one face. */
  reason: z.enum(['missing', 'contradiction']),
  identityId: identityIdSchema,
  assetId: assetIdSchema,
  frame,
  box: boxSchema,
  verdict: z.enum(['yes', 'no']),
});
export type Conflict = z.infer<typeof conflictSchema>;

/** What another strictness would change, worked out without changing anything. */
export const strictnessPreviewSchema = z.object({
  strictness: z.number().min(-1).max(1),
  peopleNow: z.number().int().nonnegative(),
  peopleThen: z.number().int().nonnegative(),
  /** People of now that would become one. */
  joined: z.array(z.array(identityIdSchema)),
  /** People of now that would fall apart, and into how many. */
  parted: z.array(z.object({ identityId: identityIdSchema, parts: z.number().int().min(2) })),
  /** Faces that would change their person, or find or lose one. */
  changedFaces: z.number().int().nonnegative(),
});
export type StrictnessPreview = z.infer<typeof strictnessPreviewSchema>;

const questionBase = { id: z.string(), remaining: z.number().int().positive() };

/** What only a person can say. The answer is one key: yes, no, later, or a name. */
export const reviewQuestionSchema = z.discriminatedUnion('kind', [
  /** Who is this? `name` answers; `no` says a stranger, who is hidden. */
  z.object({
    ...questionBase,
    kind: z.literal('unnamed'),
    identityId: identityIdSchema,
    screenSeconds: z.number().nonnegative(),
    faces: z.array(castFaceSchema),
  }),
  /** The same person? `yes` makes them one, `no` keeps them apart for ever. */
  z.object({
    ...questionBase,
    kind: z.literal('same'),
    identityIds: z.tuple([identityIdSchema, identityIdSchema]),
    likeness: share,
    faces: z.tuple([z.array(castFaceSchema), z.array(castFaceSchema)]),
  }),
  /** Is this face that person? `yes` confirms it, `no` refuses it for ever. */
  z.object({
    ...questionBase,
    kind: z.literal('belongs'),
    identityId: identityIdSchema,
    likeness: share,
    face: castFaceSchema,
    faces: z.array(castFaceSchema),
  }),
]);
export type ReviewQuestion = z.infer<typeof reviewQuestionSchema>;

export const reviewCountsSchema = z.object({
  total: z.number().int().nonnegative(),
  unnamed: z.number().int().nonnegative(),
  same: z.number().int().nonnegative(),
  belongs: z.number().int().nonnegative(),
});
export type ReviewCounts = z.infer<typeof reviewCountsSchema>;

/** The question at the top of the queue and the one after it, so that its pictures can be loaded before it is shown. */
export const reviewStateSchema = z.object({
  question: reviewQuestionSchema.nullable(),
  following: reviewQuestionSchema.nullable(),
  counts: reviewCountsSchema,
});
export type ReviewState = z.infer<typeof reviewStateSchema>;

/** A part of a clip in which an outfit is worn. */
export const outfitSpanSchema = z.object({
  assetId: assetIdSchema,
  startFrame: frame,
  endFrame: frame,
});

/** One kind of garment of an outfit, as most of its pictures show it. */
export const outfitGarmentSchema = z.object({
  garment: garmentKindSchema,
  colours: z.array(garmentColourSchema),
  pattern: patternSchema.optional(),
  /** In how many pictures it was seen. */
  count: z.number().int().positive(),
});

export const outfitViewSchema = z.object({
  id: identityIdSchema,
  name: z.string().nullable(),
  number: z.number().int().positive(),
  colour: z.number().int().nonnegative(),
  /** Who wears it. */
  identityId: identityIdSchema,
  garments: z.array(outfitGarmentSchema),
  best: cropSchema.optional(),
  /** With what shows most of it there. */
  spans: z.array(outfitSpanSchema.extend({ crop: cropSchema.optional() })),
  screenSeconds: z.number().nonnegative(),
});
export type OutfitView = z.infer<typeof outfitViewSchema>;

/** Where a person's outfit changes between two shots of one scene. */
export const continuityMarkSchema = z.object({
  assetId: assetIdSchema,
  identityId: identityIdSchema,
  /** First frame of the shot with the other outfit. */
  frame,
  fromOutfitId: identityIdSchema,
  toOutfitId: identityIdSchema,
});
export type ContinuityMark = z.infer<typeof continuityMarkSchema>;
