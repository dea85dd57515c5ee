import { z } from 'zod';
import { editLabelSchema } from '../edit-label.ts';
import { assetIdSchema, elementIdSchema, identityIdSchema, imageHashSchema } from '../ids.ts';
import { call, nothing } from './call.ts';
import { cropSchema, tagTargetSchema, tagViewSchema } from './cast-views.ts';

/** What the lanes of the timeline show beside people, the edits of ranges, notes, and the history of edits. */

const frame = z.number().int().nonnegative();
const tagName = z.string().min(1).max(200);

/** A range of frames [startFrame, endFrame) in which a thing or a text is seen; one within a shot. */
export const seenRangeSchema = z.object({
  id: z.string(),
  kind: z.enum(['object', 'text']),
  /** The class of the object, or what is written. */
  label: z.string(),
  startFrame: frame,
  endFrame: frame,
  /** Mean score of the elements behind it, 0 to 1. */
  confidence: z.number().min(0).max(1),
  /** The surest of the elements behind it. */
  elementId: elementIdSchema,
  crop: cropSchema,
});
export type SeenRange = z.infer<typeof seenRangeSchema>;

export const noteTargetSchema = z.discriminatedUnion('on', [
  /** A person or an outfit. */
  z.object({ on: z.literal('identity'), identityId: identityIdSchema }),
  z.object({ on: z.literal('asset'), assetId: assetIdSchema }),
  z.object({ on: z.literal('tag'), tagId: z.string() }),
  /** Frames [startFrame, endFrame) of a clip: a shot, or where something is seen. */
  z.object({ on: z.literal('range'), assetId: assetIdSchema, startFrame: frame, endFrame: frame }),
]);
export type NoteTarget = z.infer<typeof noteTargetSchema>;

export const noteViewSchema = z.object({ target: noteTargetSchema, text: z.string() });
export type NoteView = z.infer<typeof noteViewSchema>;

export const historyEntrySchema = z.object({
  id: z.number().int(),
  label: editLabelSchema,
  /** ISO 8601. */
  madeAt: z.string(),
  /** It was taken back and can be made again. */
  isUndone: z.boolean(),
});
export type HistoryEntry = z.infer<typeof historyEntrySchema>;

/** Edits of several ranges, carried out as one step to undo. */
export const rangeEditsSchema = z.object({
  add: z
    .array(z.object({ name: tagName, target: tagTargetSchema }))
    .max(1000)
    .optional(),
  /** New names and ends of tags; what is left out stays. */
  change: z
    .array(
      z.object({
        tagId: z.string(),
        name: tagName.optional(),
        startFrame: frame.optional(),
        endFrame: frame.optional(),
      }),
    )
    .max(1000)
    .optional(),
  remove: z.array(z.string()).max(1000).optional(),
  /** Where people are seen and where not. */
  presence: z
    .array(
      z.object({
        assetId: assetIdSchema,
        identityId: identityIdSchema,
        startFrame: frame,
        endFrame: frame,
        isPresent: z.boolean(),
      }),
    )
    .max(1000)
    .optional(),
});
export type RangeEdits = z.infer<typeof rangeEditsSchema>;

/** A clip among all others, one after the other. */
export const sequenceClipSchema = z.object({
  assetId: assetIdSchema,
  name: z.string(),
  frameCount: z.number().int().positive(),
  seconds: z.number().nonnegative(),
  /** First frames of its shots. */
  cuts: z.array(frame),
  film: z.array(z.object({ frame, image: imageHashSchema })),
});
export type SequenceClip = z.infer<typeof sequenceClipSchema>;

export const timelineContract = {
  /** All clips whose frames are known, in the order of the library. */
  sequence: call(nothing, z.array(sequenceClipSchema)),
  /** Objects and texts of a clip as ranges, in the order of time. */
  seen: call(z.object({ assetId: assetIdSchema }), z.array(seenRangeSchema), ['not-found']),
  /** Answers with all tags as they are then. */
  edit: call(rangeEditsSchema, z.array(tagViewSchema), ['not-found', 'invalid-request']),
} as const;

export const notesContract = {
  list: call(nothing, z.array(noteViewSchema)),
  /** An empty text takes the note away. */
  write: call(z.object({ target: noteTargetSchema, text: z.string().max(10_000) }), z.array(noteViewSchema), [
    'not-found',
    'invalid-request',
  ]),
} as const;
