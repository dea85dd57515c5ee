import { z } from 'zod';
import { errorReportSchema } from '../errors.ts';

/** What every call has, whatever it takes and gives. */
export type AnyCall = { input: z.ZodType; output: z.ZodType };

/** Looks a call up by names that come from outside; own properties only, so that `constructor` is no call. */
export function findCall(of: object, area: string, name: string): AnyCall | undefined {
  if (!Object.hasOwn(of, area)) return undefined;
  const calls = Reflect.get(of, area) as object;
  if (!Object.hasOwn(calls, name)) return undefined;
  return Reflect.get(calls, name) as AnyCall;
}

/** The request and the reply as they cross a process boundary. */
export const requestSchema = z.object({
  area: z.string().max(40),
  name: z.string().max(40),
  input: z.unknown().optional(),
});
export type Request = z.infer<typeof requestSchema>;

export const replySchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), output: z.unknown() }),
  z.object({ ok: z.literal(false), error: errorReportSchema }),
]);
export type Reply = z.infer<typeof replySchema>;
