import { z } from 'zod';
import { assetIdSchema } from '../ids.ts';
import { proxyViewSchema, workloadSchema } from './views.ts';

/** What the engine says unasked. `changed` names the areas whose answers may now differ. */
export const engineEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('workload'), workload: workloadSchema }),
  z.object({ type: z.literal('proxy'), assetId: assetIdSchema, proxy: proxyViewSchema }),
  /** A regrouping of all faces; `done` of `total` steps. */
  z.object({ type: z.literal('grouping'), done: z.number(), total: z.number() }),
  /** Another library is open; nothing known of the one before holds any more. */
  z.object({ type: z.literal('library-opened') }),
  z.object({
    type: z.literal('changed'),
    areas: z.array(z.enum(['library', 'assets', 'cast', 'tags', 'edits', 'cloud'])),
    /** Present when only this asset changed. */
    assetId: assetIdSchema.optional(),
  }),
]);
export type EngineEvent = z.infer<typeof engineEventSchema>;
