import { z } from 'zod';
import {
  cloudAccountSchema,
  cloudRequestSchema,
  pictureOutcomeSchema,
  rawOutcomeSchema,
} from '../../shared/cloud.ts';

/** What the engine's process asks of the main process, where key and network are: an account, a call, a picture. */
export const cloudAskSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('account') }),
  z.object({ kind: z.literal('send'), request: cloudRequestSchema }),
  z.object({ kind: z.literal('fetch'), url: z.string().max(8192) }),
  /** Ends the ask with this message's id. */
  z.object({ kind: z.literal('abort') }),
]);
export type CloudAsk = z.infer<typeof cloudAskSchema>;

/** The answers to them. None holds the key. */
export const cloudAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('account'), account: cloudAccountSchema.nullable() }),
  z.object({ kind: z.literal('send'), outcome: rawOutcomeSchema }),
  z.object({ kind: z.literal('fetch'), outcome: pictureOutcomeSchema }),
]);
export type CloudAnswer = z.infer<typeof cloudAnswerSchema>;
