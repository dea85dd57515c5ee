import { z } from 'zod';
import { assetIdSchema, imageHashSchema } from '../ids.ts';
import { call, nothing } from './call.ts';

/** One field for all that is known of the footage, and saved searches. */

const frame = z.number().int().nonnegative();
const queryText = z.string().max(500);

/** What a part of a query was taken for; `word` is looked for in what people wrote and in what is written in the picture. */
export const queryPartKindSchema = z.enum([
  'person',
  'garment',
  'object',
  'tag',
  'text',
  'clip',
  'note',
  'word',
  'length',
  'count',
]);
export type QueryPartKind = z.infer<typeof queryPartKindSchema>;

export const queryPartSchema = z.object({
  /** Characters [from, to) of the query. */
  from: z.number().int().nonnegative(),
  to: z.number().int().nonnegative(),
  kind: queryPartKindSchema,
  isNegated: z.boolean(),
  /** Index of a colour of the person that is meant; absent for everything else. */
  colour: z.number().int().optional(),
  /** It cannot be understood ("shot:long") and is left out. */
  isUnclear: z.boolean(),
});
export type QueryPart = z.infer<typeof queryPartSchema>;

export const foundRangeSchema = z.object({ startFrame: frame, endFrame: frame });

/** A shot in which all is seen that was asked for; a clip without shots stands as one of no length. */
export const searchHitSchema = z.object({
  id: z.number().int(),
  assetId: assetIdSchema,
  /** From 0 in the clip. */
  shot: z.number().int().nonnegative(),
  firstFrame: frame,
  endFrame: frame,
  seconds: z.number().nonnegative(),
  /** Where in the shot all of it is seen at once, half-open frames; the whole shot where that cannot be said. */
  ranges: z.array(foundRangeSchema),
  image: imageHashSchema.nullable(),
});
export type SearchHit = z.infer<typeof searchHitSchema>;

export const searchResultSchema = z.object({
  parts: z.array(queryPartSchema),
  /** Shots found in the library, or in the clip that was asked for. */
  total: z.number().int().nonnegative(),
  clips: z.array(z.object({ assetId: assetIdSchema, count: z.number().int().positive() })),
  /** In the order of clips and time. */
  hits: z.array(searchHitSchema),
  /** Where the next page begins; null: this is the last. */
  next: z.number().int().nullable(),
});
export type SearchResult = z.infer<typeof searchResultSchema>;

export const smartBinSchema = z.object({
  id: z.string(),
  name: z.string(),
  query: z.string(),
  /** Shots that it holds now. */
  count: z.number().int().nonnegative(),
});
export type SmartBin = z.infer<typeof smartBinSchema>;

const binName = z.string().min(1).max(200);

export const searchContract = {
  /**
   * Shots by names, clothes, colours, objects, on-screen text, tags, clip names and notes: `anna "red coat" -bob shot:>2s`.
   * Words are joined by "and", `or` stands between alternatives, the last word may be unfinished.
   */
  find: call(
    z.object({
      query: queryText,
      assetId: assetIdSchema.optional(),
      limit: z.number().int().min(1).max(5000),
      after: z.number().int().optional(),
    }),
    searchResultSchema,
  ),
  /** What unfinished words may become: people, tags and what can be seen, that in the language of the window. */
  complete: call(
    z.object({ text: z.string().max(100), language: z.enum(['en', 'de']) }),
    z.array(z.object({ text: z.string(), kind: queryPartKindSchema, colour: z.number().int().optional() })),
  ),
  /** Saved searches with what they hold now, in the editor's order. */
  bins: call(nothing, z.array(smartBinSchema)),
  saveBin: call(z.object({ name: binName, query: queryText.min(1) }), smartBinSchema, ['invalid-request']),
  changeBin: call(
    z.object({ id: z.string(), name: binName.optional(), query: queryText.min(1).optional() }),
    smartBinSchema,
    ['not-found', 'invalid-request'],
  ),
  removeBin: call(z.object({ id: z.string() }), nothing, ['not-found']),
} as const;
