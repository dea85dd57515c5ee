import type { QueryPartKind } from '../../shared/contract/index.ts';

/** A query cut into words, phrases and fields; what they mean is looked up later. */
export interface QueryToken {
  /** Characters [from, to) of the query. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** What a field before it says it is; undefined: to be found out. */
  readonly field: QueryPartKind | undefined;
  readonly isNegated: boolean;
  readonly isQuoted: boolean;
  /** An alternative to what stands before it. */
  readonly isOr: boolean;
  /** The end of the query: still being typed. */
  readonly isOpen: boolean;
}

const fields: Readonly<Record<string, QueryPartKind>> = {
  person: 'person',
  who: 'person',
  wer: 'person',
  wears: 'garment',
  outfit: 'garment',
  traegt: 'garment',
  trägt: 'garment',
  object: 'object',
  thing: 'object',
  objekt: 'object',
  ding: 'object',
  tag: 'tag',
  text: 'text',
  says: 'text',
  schrift: 'text',
  clip: 'clip',
  note: 'note',
  notiz: 'note',
  shot: 'length',
  einstellung: 'length',
  people: 'count',
  personen: 'count',
};

const isAlternative = (word: string): boolean => /^(or|oder|\|)$/i.test(word);
const isJoint = (word: string): boolean => /^(and|und|&)$/i.test(word);
const isDenial = (word: string): boolean => /^(not|nicht|ohne|without)$/i.test(word);

/** Reads `anna "red coat" -bob shot:>2s clip:A003 or tag:vfx`. Understands every text; never throws. */
export function parseQuery(query: string): QueryToken[] {
  const tokens: QueryToken[] = [];
  const pattern = /(-?)(?:(\p{L}+):)?(?:"([^"]*)("|$)|([^\s"]+))/gu;
  let isOr = false;
  let isDenied = false;
  for (const found of query.matchAll(pattern)) {
    const [whole, minus, prefix = '', quoted, , bare = ''] = found;
    const field = fields[prefix.toLowerCase()];
    const text = quoted ?? (field === undefined && prefix !== '' ? `${prefix}:${bare}` : bare);
    const isPlain = quoted === undefined && prefix === '' && minus === '';
    if (isPlain && isAlternative(text)) {
      isOr = tokens.length > 0;
      continue;
    }
    if (isPlain && isDenial(text)) {
      isDenied = true;
      continue;
    }
    // A field whose value is still to come asks for nothing.
    const isBareField =
      quoted === undefined &&
      /^\p{L}+:$/u.test(bare) &&
      fields[bare.slice(0, -1).toLowerCase()] !== undefined;
    if (isBareField || text.trim() === '' || (isPlain && isJoint(text))) continue;
    const from = found.index;
    const isNegated = minus === '-' || isDenied;
    tokens.push({
      from,
      to: from + whole.length,
      text,
      field,
      isNegated,
      isQuoted: quoted !== undefined,
      isOr: isOr && !isNegated,
      isOpen: from + whole.length === query.length && found[4] !== '"',
    });
    isOr = false;
    isDenied = false;
  }
  return tokens;
}

/** Two bounds, each included or not; seconds, frames or a number. */
export interface Bounds {
  readonly unit: 'seconds' | 'frames' | 'number';
  readonly least: number | undefined;
  readonly most: number | undefined;
  /** Whether the bounds themselves are left out. */
  readonly isOpen: boolean;
}

const unitOf: Readonly<Record<string, { unit: 'seconds' | 'frames'; factor: number }>> = {
  s: { unit: 'seconds', factor: 1 },
  sec: { unit: 'seconds', factor: 1 },
  m: { unit: 'seconds', factor: 60 },
  min: { unit: 'seconds', factor: 60 },
  f: { unit: 'frames', factor: 1 },
  b: { unit: 'frames', factor: 1 },
};

/** Reads `>2s`, `<=12f`, `2s-5s`, `3`; undefined for what is none of these. A number alone counts `bare`. */
export function parseBounds(text: string, bare: 'seconds' | 'number'): Bounds | undefined {
  const value = String.raw`(\d+(?:[.,]\d+)?)(s|sec|m|min|f|b)?`;
  const found = new RegExp(`^(>=|<=|>|<|=)?${value}(?:-${value})?$`, 'i').exec(text.trim());
  if (!found) return undefined;
  const [, sign, first = '', firstUnit, second, secondUnit] = found;
  const named = (secondUnit ?? firstUnit)?.toLowerCase();
  const { unit, factor } =
    named === undefined ? { unit: bare, factor: 1 } : (unitOf[named] ?? { unit: bare, factor: 1 });
  if (bare === 'number' && named !== undefined) return undefined;
  const number = (digits: string): number => Number(digits.replace(',', '.')) * factor;
  const isOpen = sign === '>' || sign === '<';
  if (second !== undefined) {
    return sign === undefined ? { unit, least: number(first), most: number(second), isOpen } : undefined;
  }
  const bound = number(first);
  if (sign?.startsWith('>')) return { unit, least: bound, most: undefined, isOpen };
  if (sign?.startsWith('<')) return { unit, least: undefined, most: bound, isOpen };
  return { unit, least: bound, most: bound, isOpen };
}
