import type { QueryPartKind } from '../../shared/contract/index.ts';
import type { IdentityId } from '../../shared/ids.ts';
import { foldWord, meaningsOf, type Term, wordsFrom } from '../../shared/vocabulary.ts';
import { type Bounds, parseBounds, parseQuery, type QueryToken } from './parse.ts';
import { garmentTerm, objectTerm, personTerm } from './terms.ts';

/** One way in which a part of a query can be true of a shot. */
export type Alternative =
  /** All of these are seen, in one place. */
  | { readonly terms: readonly string[] }
  /** Somebody wrote it, or it can be read; `isOpen`: its last word may go on. */
  | { readonly text: string; readonly isOpen: boolean; readonly columns: readonly TextColumn[] };
/** Where typed words are looked for. */
export type TextColumn = 'written' | 'tags' | 'clip' | 'notes';

/** A part of a query and what it can mean. */
export interface Clause {
  readonly from: number;
  readonly to: number;
  readonly kind: QueryPartKind;
  readonly isNegated: boolean;
  readonly isOr: boolean;
  readonly colour?: number | undefined;
  readonly alternatives: readonly Alternative[];
  readonly bounds?: Bounds | undefined;
  /** The people that are meant, where it is a name. */
  readonly people: readonly IdentityId[];
}

/** Somebody with a name, or of whom something was written. */
export interface KnownPerson {
  readonly id: IdentityId;
  readonly name: string | null;
  readonly colour: number;
  /** Tags and notes on the person. */
  readonly texts: readonly string[];
}

const everywhere: readonly TextColumn[] = ['written', 'tags', 'clip', 'notes'];
const columnsOf: Partial<Record<QueryPartKind, readonly TextColumn[]>> = {
  tag: ['tags'],
  text: ['written'],
  clip: ['clip'],
  note: ['notes'],
};
/** Most words that are taken together: "light grey long-sleeved top". */
const mostWords = 4;
/** Shorter beginnings could become too much. */
const leastOpen = 2;

const splitWords = (text: string): string[] =>
  foldWord(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** Whether words stand in a text one after the other; the last may be the beginning of one. */
export function hasPhrase(text: string, phrase: string, isOpen: boolean): boolean {
  const [all, wanted] = [splitWords(text), splitWords(phrase)];
  if (wanted.length === 0) return false;
  return all.some((_, at) =>
    wanted.every((word, index) => {
      const found = all[at + index];
      return isOpen && index === wanted.length - 1 ? found?.startsWith(word) : found === word;
    }),
  );
}

type Seen = { readonly kind: QueryPartKind; readonly terms: readonly string[] };

function seenAs(terms: readonly Term[], wearers: readonly IdentityId[]): Seen[] {
  const kinds = terms.filter((term) => term.kind === 'garment');
  const attributes = terms.filter((term) => term.kind === 'attribute');
  const objects = terms.filter((term) => term.kind === 'object');
  const whose = wearers.length > 0 ? wearers : [undefined];
  const worn = whose.flatMap((wearer): Seen[] => {
    if (kinds.length > 1) return [];
    const kind = kinds[0]?.value;
    if (kind === undefined && attributes.length === 0) return [];
    const one =
      attributes.length === 0
        ? [garmentTerm({ kind, wearer })]
        : attributes.map(({ value }) => garmentTerm({ kind, attribute: value, wearer }));
    return [{ kind: 'garment', terms: one }];
  });
  return [
    ...worn,
    ...(objects.length === 1 && terms.length === 1
      ? objects.map(({ value }): Seen => ({ kind: 'object', terms: [objectTerm(value)] }))
      : []),
  ];
}

/** Words cut into entries of the vocabulary, all ways of reading each; undefined when a word is not in it. */
function readTerms(words: readonly string[], isOpen: boolean): Term[][] | undefined {
  if (words.length === 0) return [[]];
  for (let size = Math.min(3, words.length); size > 0; size -= 1) {
    const phrase = words.slice(0, size).join(' ');
    const isEnd = size === words.length;
    const open = isOpen && isEnd && phrase.length >= leastOpen;
    const meanings = [
      ...meaningsOf(phrase),
      ...(open ? wordsFrom(phrase, 24).flatMap(({ terms }) => terms) : []),
    ];
    if (meanings.length === 0) continue;
    const rest = readTerms(words.slice(size), isOpen);
    if (rest) return meanings.flatMap((meaning) => rest.map((others) => [meaning, ...others]));
  }
  return undefined;
}

const unique = <T>(values: readonly T[]): T[] => [
  ...new Map(values.map((one) => [JSON.stringify(one), one])).values(),
];

/** Finds out what the words of a query mean, in a library in which some people have names. */
export class Reader {
  private readonly people: readonly KnownPerson[];

  constructor(people: readonly KnownPerson[]) {
    this.people = people;
  }

  read(query: string): Clause[] {
    const tokens = parseQuery(query);
    const clauses: Clause[] = [];
    for (let at = 0; at < tokens.length; ) {
      const before = clauses.at(-1);
      const wearers =
        before && !before.isNegated && (before.kind === 'person' || before.people.length > 0)
          ? before.people
          : [];
      const { clause, used } = this.next(tokens.slice(at, at + mostWords), wearers);
      clauses.push(clause);
      at += used;
    }
    return clauses;
  }

  private next(
    tokens: readonly QueryToken[],
    wearers: readonly IdentityId[],
  ): { clause: Clause; used: number } {
    const [first] = tokens;
    if (!first) throw new Error('A query ended before its end.');
    const isAlone = first.field !== undefined || first.isQuoted || first.isNegated;
    const following = tokens
      .slice(1)
      .findIndex((one) => one.field !== undefined || one.isQuoted || one.isNegated || one.isOr);
    const most = isAlone ? 1 : following < 0 ? tokens.length : following + 1;
    for (let size = most; size > 1; size -= 1) {
      const clause = this.clauseOf(tokens.slice(0, size), wearers);
      if (clause.kind !== 'word') return { clause, used: size };
    }
    return { clause: this.clauseOf([first], wearers), used: 1 };
  }

  private clauseOf(tokens: readonly QueryToken[], wearers: readonly IdentityId[]): Clause {
    const [first] = tokens;
    const last = tokens.at(-1);
    if (!first || !last) throw new Error('A clause without words.');
    const text = tokens.map((token) => token.text).join(' ');
    const { field, isNegated, isOr } = first;
    const base = { from: first.from, to: last.to, isNegated, isOr, people: [] };
    if (field === 'length' || field === 'count') {
      const bounds = parseBounds(text, field === 'length' ? 'seconds' : 'number');
      return { ...base, kind: field, alternatives: [], bounds };
    }
    const people = field === undefined || field === 'person' ? this.named(text, last.isOpen) : [];
    const seen = this.seen(text, field, last.isOpen, field === undefined ? wearers : []);
    const columns = field === undefined ? everywhere : columnsOf[field];
    const isText = splitWords(text).length > 0 && columns !== undefined;
    const noted = isText && field !== 'clip' && field !== 'text' ? this.noted(text, last.isOpen) : [];
    const ids = people.map(({ id }) => id);
    return {
      ...base,
      kind: field ?? (people.length > 0 ? 'person' : (seen[0]?.kind ?? 'word')),
      ...(people.length === 1 ? { colour: people[0]?.colour } : {}),
      people: ids.length > 0 ? ids : seen[0]?.kind === 'garment' ? wearers : [],
      alternatives: unique<Alternative>([
        ...[...ids, ...noted].map((id) => ({ terms: [personTerm(id)] })),
        ...seen.map(({ terms }) => ({ terms })),
        ...(isText ? [{ text, isOpen: last.isOpen, columns }] : []),
      ]),
    };
  }

  /** People whose name has these words. */
  private named(text: string, isOpen: boolean): readonly KnownPerson[] {
    return this.people.filter(({ name }) => name !== null && hasPhrase(name, text, isOpen));
  }

  /** People of whom it was written. */
  private noted(text: string, isOpen: boolean): IdentityId[] {
    return this.people
      .filter(({ texts }) => texts.some((one) => hasPhrase(one, text, isOpen)))
      .map(({ id }) => id);
  }

  private seen(
    text: string,
    field: QueryPartKind | undefined,
    isOpen: boolean,
    wearers: readonly IdentityId[],
  ): Seen[] {
    if (field !== undefined && field !== 'garment' && field !== 'object') return [];
    const readings = readTerms(foldWord(text).split(/\s+/).filter(Boolean), isOpen) ?? [];
    return readings
      .flatMap((terms) => seenAs(terms, wearers))
      .filter(({ kind }) => field === undefined || kind === field);
  }
}
