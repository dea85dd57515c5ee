import { z } from 'zod';
import type { SetKind } from '../../shared/recognition.ts';

/** One set of an answer: a flag, and where the provider gave one, the address of its picture. */
export interface FlaggedSet {
  readonly kind: SetKind;
  readonly isPresent: boolean;
  readonly url?: string;
}

/** An answer in normal form, or what it is instead of one. */
export type Reading =
  | {
      readonly kind: 'sets';
      readonly sets: readonly FlaggedSet[];
      /** Types that Castline does not know; they are kept in the raw answer. */
      readonly unknownTypes: readonly string[];
      readonly requestId?: string;
      /** What the provider says that it took off the account. */
      readonly units?: number;
    }
  | { readonly kind: 'error'; readonly code: string; readonly message: string; readonly requestId?: string }
  | { readonly kind: 'prose' | 'refusal'; readonly text: string }
  | { readonly kind: 'redirect' | 'html' }
  | { readonly kind: 'unreadable'; readonly reason: 'empty' | 'no-json' | 'wrong-types' | 'unfinished' };

const kindOfType: Readonly<Record<string, SetKind>> = {
  object_seg: 'subject',
  head_seg: 'head',
  face_seg: 'face',
  cloth_seg: 'clothing',
};

const imageSchema = z.object({ type: z.string(), is_contain: z.boolean(), url: z.string().nullish() });
const imagesSchema = z.array(imageSchema);
const resultSchema = z.object({ images: imagesSchema });
const codeSchema = z.union([z.number(), z.string()]);

const klingSchema = z.object({
  code: codeSchema,
  message: z.string().nullish(),
  request_id: z.string().nullish(),
  data: z.unknown().optional(),
});
const klingDataSchema = z.object({
  task_result: resultSchema,
  final_unit_deduction: z.union([z.string(), z.number()]).nullish(),
});
const cometErrorSchema = z.object({
  error: z.object({ message: z.string().nullish(), type: z.string().nullish(), code: codeSchema.nullish() }),
});

const contentSchema = z.union([
  z.object({ type: z.literal('output_text'), text: z.string() }),
  z.object({ type: z.literal('refusal'), refusal: z.string() }),
  z.object({ type: z.string() }),
]);
const responseSchema = z.object({
  object: z.literal('response'),
  id: z.string().nullish(),
  status: z.string().nullish(),
  error: z.object({ code: codeSchema.nullish(), message: z.string().nullish() }).nullish(),
  output: z.array(z.object({ type: z.string(), content: z.array(contentSchema).nullish() })).nullish(),
});

function setsFrom(
  images: z.infer<typeof imagesSchema>,
): Pick<Reading & { kind: 'sets' }, 'sets' | 'unknownTypes'> {
  const byKind = new Map<SetKind, FlaggedSet>();
  const unknownTypes: string[] = [];
  for (const { type, is_contain: isPresent, url } of images) {
    const kind = kindOfType[type];
    if (!kind) {
      unknownTypes.push(type);
      continue;
    }
    const known = byKind.get(kind);
    // A type that is there twice counts once; the one with a picture says more.
    if (known && (known.url || !url)) continue;
    byKind.set(kind, { kind, isPresent, ...(url ? { url } : {}) });
  }
  return { sets: [...byKind.values()], unknownTypes };
}

const optionalId = (id: string | null | undefined): { requestId?: string } => (id ? { requestId: id } : {});

/** A number of units as the vendor writes it: "0.1". */
function unitsOf(value: string | number | null | undefined): { units?: number } {
  const units = Number(value ?? Number.NaN);
  return Number.isFinite(units) && units >= 0 ? { units } : {};
}

function readKling(envelope: z.infer<typeof klingSchema>): Reading {
  const id = optionalId(envelope.request_id);
  if (String(envelope.code) !== '0') {
    return { kind: 'error', code: String(envelope.code), message: envelope.message ?? '', ...id };
  }
  const data = klingDataSchema.safeParse(envelope.data);
  if (data.success) {
    const { task_result, final_unit_deduction } = data.data;
    return { kind: 'sets', ...setsFrom(task_result.images), ...id, ...unitsOf(final_unit_deduction) };
  }
  const isTask = z.object({ task_id: z.string(), task_status: z.string() }).safeParse(envelope.data).success;
  return { kind: 'unreadable', reason: isTask ? 'unfinished' : 'wrong-types' };
}

/** What a model may put into its text: the whole envelope, or only the inner part of it. */
function readInner(value: unknown): Reading | undefined {
  const envelope = klingSchema.safeParse(value);
  if (envelope.success) return readKling(envelope.data);
  for (const schema of [
    z.object({ task_result: resultSchema }).transform((found) => found.task_result.images),
    z
      .object({ data: z.object({ task_result: resultSchema }) })
      .transform((found) => found.data.task_result.images),
    resultSchema.transform((found) => found.images),
    imagesSchema,
  ]) {
    const found = schema.safeParse(value);
    if (found.success) return { kind: 'sets', ...setsFrom(found.data) };
  }
  return undefined;
}

/** A fence of three backticks around the JSON, with or without the word "json". */
const withoutFence = (text: string): string =>
  /^```[a-z]*\s*\n?([\s\S]*?)\n?```$/i.exec(text.trim())?.[1] ?? text;

function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function readResponse(response: z.infer<typeof responseSchema>): Reading {
  const id = optionalId(response.id);
  if (response.error) {
    const { code, message } = response.error;
    return { kind: 'error', code: String(code ?? ''), message: message ?? '', ...id };
  }
  if (response.status && response.status !== 'completed') return { kind: 'unreadable', reason: 'unfinished' };
  const contents = (response.output ?? []).flatMap(({ content }) => content ?? []);
  const refusal = contents.find((content) => 'refusal' in content);
  if (refusal && 'refusal' in refusal) return { kind: 'refusal', text: refusal.refusal };
  const text = contents.map((content) => ('text' in content ? content.text : '')).join('');
  if (text.trim() === '') return { kind: 'unreadable', reason: 'empty' };
  const parsed = parseJson(withoutFence(text));
  if (!parsed) {
    // What begins like JSON and does not end like it was cut off.
    return /^[[{]/.test(withoutFence(text).trim())
      ? { kind: 'unreadable', reason: 'no-json' }
      : { kind: 'prose', text };
  }
  const inner = readInner(parsed.value);
  if (!inner) return { kind: 'unreadable', reason: 'wrong-types' };
  return inner.kind === 'sets' || inner.kind === 'error' ? { ...id, ...inner } : inner;
}

function readJson(value: unknown): Reading {
  const response = responseSchema.safeParse(value);
  if (response.success) return readResponse(response.data);
  const comet = cometErrorSchema.safeParse(value);
  if (comet.success) {
    const { code, message } = comet.data.error;
    // The request id often stands inside the message: "… (request id: 2026…)".
    const id = /request id:\s*([\w-]+)/i.exec(message ?? '')?.[1];
    return { kind: 'error', code: String(code ?? ''), message: message ?? '', ...optionalId(id) };
  }
  return readInner(value) ?? { kind: 'unreadable', reason: 'wrong-types' };
}

/** Reads an answer of any of the routes: what it says counts, not how its content type or its route would have it. */
export function readAnswer(answer: {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}): Reading {
  if (answer.status >= 300 && answer.status < 400) return { kind: 'redirect' };
  const text = new TextDecoder().decode(answer.body).trim();
  if (text === '') return { kind: 'unreadable', reason: 'empty' };
  const parsed = parseJson(text);
  if (parsed) return readJson(parsed.value);
  const isHtml = /^</.test(text) || (answer.headers['content-type'] ?? '').includes('text/html');
  if (isHtml) return { kind: 'html' };
  return /^[[{]/.test(text) ? { kind: 'unreadable', reason: 'no-json' } : { kind: 'prose', text };
}
