import { z } from 'zod';
import { boxSchema } from '../boxes.ts';
import { assetIdSchema, elementIdSchema, identityIdSchema } from '../ids.ts';
import { call, nothing } from './call.ts';
import {
  castFaceSchema,
  conflictSchema,
  continuityMarkSchema,
  outfitSpanSchema,
  outfitViewSchema,
  reviewCountsSchema,
  reviewStateSchema,
  strictnessPreviewSchema,
  tagTargetSchema,
  tagViewSchema,
} from './cast-views.ts';
import { personViewSchema } from './views.ts';

/**
 * Who is who. Everything that changes something is a decision of a person: one step to undo, kept through every later analysis.
 */

const frame = z.number().int().nonnegative();
const name = z.string().max(200);
const elementIds = z.array(elementIdSchema).min(1).max(10_000);
const person = z.object({ identityId: identityIdSchema });
const changes = ['not-found', 'invalid-request'] as const;

export const castContract = {
  /** Everyone, also who is hidden or unsorted; who was merged into another is part of that one. */
  list: call(nothing, z.array(personViewSchema)),
  /** Names a person; an empty name takes the name away. */
  rename: call(z.object({ identityId: identityIdSchema, name }), personViewSchema, changes),
  /** Makes several people one, which keeps the id and number of `into`, and its name or else the first of theirs. */
  merge: call(
    z.object({ into: identityIdSchema, from: z.array(identityIdSchema).min(1).max(1000) }),
    personViewSchema,
    changes,
  ),
  /** Takes people that were merged into this one out again. */
  unmerge: call(person, z.array(personViewSchema), changes),
  /** Makes a new person of some faces, or of all of a range, and never joins the two again. */
  split: call(
    z.object({
      identityId: identityIdSchema,
      elementIds: elementIds.optional(),
      appearance: z.object({ assetId: assetIdSchema, startFrame: frame, endFrame: frame }).optional(),
      name: name.optional(),
    }),
    personViewSchema,
    changes,
  ),
  /** Says who faces show; null: somebody new. Holds for the whole track of each through its shot. */
  assign: call(z.object({ elementIds, identityId: identityIdSchema.nullable() }), personViewSchema, changes),
  /** "Not this person", for ever; with `alike` for all faces that look the same, too. */
  reject: call(
    z.object({ elementIds, identityId: identityIdSchema, alike: z.boolean() }),
    z.object({ rejected: z.number().int().nonnegative() }),
    changes,
  ),
  hide: call(
    z.object({ identityIds: z.array(identityIdSchema).min(1).max(1000), hidden: z.boolean() }),
    nothing,
    changes,
  ),
  /** Two people are not the same: no machine joins them and nobody is asked again. */
  markDifferent: call(
    z.object({ identityIds: z.tuple([identityIdSchema, identityIdSchema]) }),
    nothing,
    changes,
  ),
  /** The faces of a person in the order of clips and time; null: those that are given to nobody. */
  faces: call(z.object({ identityId: identityIdSchema.nullable() }), z.array(castFaceSchema), ['not-found']),
  /** A face or garment that was missed, drawn by hand. A face gets an embedding and joins the grouping; it is given to `identityId`, or to whom it resembles. */
  drawElement: call(
    z.object({
      assetId: assetIdSchema,
      frame,
      box: boxSchema,
      kind: z.enum(['face', 'subject', 'garment']),
      identityId: identityIdSchema.optional(),
    }),
    z.object({ elementId: elementIdSchema, identityId: identityIdSchema.nullable() }),
    [...changes, 'input-not-found', 'media-damaged', 'recognition-failed'],
  ),
  removeDrawn: call(z.object({ elementId: elementIdSchema }), nothing, changes),
  /** Says where a person is seen and where not, against what was worked out. */
  setPresence: call(
    z.object({
      assetId: assetIdSchema,
      identityId: identityIdSchema,
      startFrame: frame,
      endFrame: frame,
      isPresent: z.boolean(),
    }),
    nothing,
    changes,
  ),
  /** Moves one end of the appearance that holds `atFrame`. */
  setAppearanceEnd: call(
    z.object({
      assetId: assetIdSchema,
      identityId: identityIdSchema,
      atFrame: frame,
      end: z.enum(['start', 'end']),
      frame,
    }),
    nothing,
    changes,
  ),
  /** Decisions that do not fit what is seen now. */
  conflicts: call(nothing, z.array(conflictSchema)),
  dropDecision: call(z.object({ id: z.string() }), nothing, changes),
  /** What the grouping would be with another strictness (-1 joins more, 1 joins less, 0 is the default). */
  previewStrictness: call(z.object({ strictness: z.number().min(-1).max(1) }), strictnessPreviewSchema, [
    'cancelled',
  ]),
  /** Groups all faces anew with the settings as they are; 'grouping' events tell how it goes. */
  regroup: call(nothing, z.object({ people: z.number().int().nonnegative() }), ['cancelled']),
  cancelRegroup: call(nothing, nothing),
} as const;

export const tagsContract = {
  list: call(nothing, z.array(tagViewSchema)),
  add: call(z.object({ name: z.string().min(1).max(200), target: tagTargetSchema }), tagViewSchema, changes),
  remove: call(z.object({ tagId: z.string() }), nothing, changes),
} as const;

export const reviewContract = {
  /** What is asked now and what next, most seen and most alike first. */
  next: call(nothing, reviewStateSchema),
  /** Answers a question for good ('later': not again before everything else was asked) and gives what is next. */
  answer: call(
    z.discriminatedUnion('answer', [
      z.object({ questionId: z.string(), answer: z.enum(['yes', 'no', 'later']) }),
      z.object({ questionId: z.string(), answer: z.literal('name'), name: z.string().min(1).max(200) }),
    ]),
    reviewStateSchema,
    changes,
  ),
  remaining: call(nothing, reviewCountsSchema),
} as const;

export const wardrobeContract = {
  /** The outfits of a person, or of all, in the order of people and first frames. */
  list: call(z.object({ identityId: identityIdSchema.optional() }), z.array(outfitViewSchema)),
  rename: call(z.object({ outfitId: identityIdSchema, name }), outfitViewSchema, changes),
  /** Outfits of one person. */
  merge: call(
    z.object({ into: identityIdSchema, from: z.array(identityIdSchema).min(1).max(1000) }),
    outfitViewSchema,
    changes,
  ),
  /** Makes a new outfit of what is worn in these spans. */
  split: call(
    z.object({ outfitId: identityIdSchema, spans: z.array(outfitSpanSchema).min(1).max(1000) }),
    outfitViewSchema,
    changes,
  ),
  continuity: call(z.object({ assetId: assetIdSchema.optional() }), z.array(continuityMarkSchema)),
} as const;

export const privacyContract = {
  /** Removes a person's embeddings and crops for good; names, ranges and decisions stay. Cannot be undone. */
  eraseBiometrics: call(
    person,
    z.object({ embeddings: z.number().int(), pictures: z.number().int() }),
    changes,
  ),
} as const;
