import { z } from 'zod';

/** What can go wrong with a call, by name; the server answers it instead of the result, or does it to the result. */
export const faultNames = [
  '401-1002',
  '401-1004',
  '403-quota',
  '429-1102',
  '429-1302',
  '429-1303',
  '500-invalid-request',
  '503-model-not-found',
  '503-5001',
  '504',
  '400-1301',
  '301',
  'slow-drip',
  'cut',
  'malformed',
  'wrong-content-type',
  'duplicate-keys',
  'prose',
  'refusal',
  'expired-urls',
  'local-urls',
  'file-urls',
  'echo-key',
  'huge',
  'huge-headers',
  'answer',
] as const;

const faultSchema = z.object({
  name: z.enum(faultNames),
  /** Seconds, sent as Retry-After. */
  retryAfter: z.number().optional(),
  /** What `answer` answers, to the letter. */
  answer: z.object({ status: z.number().int(), body: z.string(), contentType: z.string() }).optional(),
});
export type Fault = z.infer<typeof faultSchema>;

/** How the server behaves. */
export const scriptSchema = z.object({
  /** The faults of the next calls, one each; null is none. */
  next: z.array(faultSchema.nullable()).default([]),
  /** When the list is used up: a share of calls has one of these, by the seed. */
  random: z
    .object({ seed: z.number().int(), share: z.number().min(0).max(1), faults: z.array(faultSchema).min(1) })
    .optional(),
  /** What the generic route does without a fault. */
  responses: z.enum(['json', 'fenced', 'prose', 'model-not-found', 'redirect', 'html']).default('json'),
  /** Share of pictures, by their hash, whose results have addresses; the others have flags only. */
  urls: z.number().min(0).max(1).default(1),
  form: z.enum(['cut-out', 'mask', 'crop']).default('cut-out'),
  /** What lies at the addresses of results in place of the picture. */
  results: z.enum(['png', 'html', 'garbage', 'bomb', 'huge', 'moved', 'moved-away', 'loop']).default('png'),
  /** How long result pictures can be fetched. */
  expireSeconds: z.number().default(30 * 24 * 3600),
  delayMs: z.number().default(0),
});
export type Script = z.infer<typeof scriptSchema>;

/** Mulberry32 by Tommy Ettinger: a number 0 to 1 for a seed. */
export function randomOf(seed: number): number {
  let state = (seed + 0x6d2b79f5) | 0;
  state = Math.imul(state ^ (state >>> 15), state | 1);
  state ^= state + Math.imul(state ^ (state >>> 7), state | 61);
  return ((state ^ (state >>> 14)) >>> 0) / 4294967296;
}

/** The fault of a call, by its number from 0 since the script was set. */
export function faultOf(script: Script, number: number): Fault | undefined {
  if (number < script.next.length) return script.next[number] ?? undefined;
  const { random } = script;
  if (!random || randomOf(random.seed * 7919 + number * 2) >= random.share) return undefined;
  return random.faults[Math.floor(randomOf(random.seed * 7919 + number * 2 + 1) * random.faults.length)];
}
