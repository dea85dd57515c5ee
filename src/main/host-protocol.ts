import { z } from 'zod';
import { engineEventSchema } from '../shared/contract/events.ts';
import { replySchema, requestSchema } from '../shared/contract/request.ts';
import { errorReportSchema } from '../shared/errors.ts';
import { cloudAnswerSchema, cloudAskSchema } from './cloud/protocol.ts';

/** What the main process hands to the engine's process when it starts it. */
export const hostStartSchema = z.object({
  libraryPath: z.string(),
  createLibrary: z.boolean(),
  programRoot: z.string(),
  recognitionWorker: z.url(),
  groupingWorker: z.url(),
  exportWorker: z.url(),
  proxyFolder: z.string(),
  /** What is to be done to a library that did not open, before it is opened. */
  remedy: z.enum(['restore', 'repair']).optional(),
});
export type HostStart = z.infer<typeof hostStartSchema>;

/** Messages from the main process to the engine's process. */
export const toHostSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('call'), id: z.number().int(), request: requestSchema }),
  z.object({
    type: z.literal('locate'),
    id: z.number().int(),
    kind: z.enum(['asset', 'image', 'proxy']),
    key: z.string(),
  }),
  z.object({ type: z.literal('cloud'), id: z.number().int(), answer: cloudAnswerSchema }),
  /** The account or its key is another one now. */
  z.object({ type: z.literal('account-changed') }),
  z.object({ type: z.literal('close') }),
]);
export type ToHost = z.infer<typeof toHostSchema>;

/** Messages from the engine's process to the main process. */
export const fromHostSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('failed'), error: errorReportSchema }),
  z.object({ type: z.literal('reply'), id: z.number().int(), reply: replySchema }),
  z.object({ type: z.literal('located'), id: z.number().int(), path: z.string().nullable() }),
  z.object({ type: z.literal('event'), event: engineEventSchema }),
  z.object({ type: z.literal('cloud'), id: z.number().int(), ask: cloudAskSchema }),
  z.object({ type: z.literal('closed') }),
]);
export type FromHost = z.infer<typeof fromHostSchema>;
