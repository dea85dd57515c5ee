import type { QueryPart, SearchResult, SmartBin } from '../../shared/contract/index.ts';
import type { AssetId } from '../../shared/ids.ts';
import { suggestWords, type VocabularyLanguage } from '../../shared/vocabulary.ts';
import { rootsOf } from '../decisions/index.ts';
import type { Library } from '../library/index.ts';
import { compileQuery } from './compile.ts';
import { refreshDocuments, type Span } from './documents.ts';
import { type Clause, hasPhrase, type KnownPerson, Reader } from './meaning.ts';
import { rangeFinder } from './ranges.ts';

/** Everyone by whom something can be looked for: who has a name, or of whom something was written. */
function knownPeople(library: Library): KnownPerson[] {
  const root = rootsOf(library);
  const texts = new Map<string, string[]>();
  const add = (id: string | null, text: string): void => {
    if (id !== null) texts.set(id, [...(texts.get(id) ?? []), text]);
  };
  for (const tag of library.decisions.listOf('tag', 'assetId', null)) add(tag.identityId, tag.name);
  for (const note of library.decisions.listOf('note', 'assetId', null)) add(note.identityId, note.text);
  return library.people.list().flatMap(({ id, name, colour }) => {
    const own = texts.get(id) ?? [];
    return name === null && own.length === 0 ? [] : [{ id: root(id), name, colour, texts: own }];
  });
}

const partOf = ({ from, to, kind, isNegated, colour, alternatives, bounds }: Clause): QueryPart => ({
  from,
  to,
  kind,
  isNegated,
  ...(colour === undefined ? {} : { colour }),
  isUnclear: alternatives.length === 0 && bounds === undefined,
});

/** What is looked for, and from which hit on. */
export interface Search {
  readonly query: string;
  readonly assetId?: AssetId | undefined;
  readonly limit: number;
  readonly after?: number | undefined;
}

/** Shots of which a query is true. */
export function find(library: Library, { query, assetId, limit, after }: Search): SearchResult {
  refreshDocuments(library);
  const clauses = new Reader(knownPeople(library)).read(query);
  const parts = clauses.map(partOf);
  const compiled = compileQuery(clauses);
  if (!compiled) return { parts, total: 0, clips: [], hits: [], next: null };
  const clips = library.found.counts(compiled, assetId);
  const rows = library.found.list(compiled, limit + 1, after, assetId);
  const page = rows.slice(0, limit);
  const rangesIn = rangeFinder(clauses);
  return {
    parts,
    total: clips.reduce((sum, { count }) => sum + count, 0),
    clips,
    hits: page.map(({ id, assetId: clip, position, firstFrame, endFrame, seconds, image, spans }) => ({
      id,
      assetId: clip,
      shot: position,
      firstFrame,
      endFrame,
      seconds,
      // Written by `documentsOf`.
      ranges: rangesIn({ firstFrame, endFrame }, JSON.parse(spans) as Span[]),
      image: image ?? null,
    })),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}

const mostCompletions = 8;

/** What the words that are being typed may become: people first, then tags, then what can be seen, in one language. */
export function complete(
  library: Library,
  text: string,
  language: VocabularyLanguage,
): { text: string; kind: QueryPart['kind']; colour?: number }[] {
  if (text.trim() === '') return [];
  const people = library.people
    .list()
    .flatMap(({ name, colour, mergedInto }) =>
      name !== null && mergedInto === null && hasPhrase(name, text, true)
        ? [{ text: name, kind: 'person' as const, colour }]
        : [],
    );
  const tags = [...new Set(library.decisions.list('tag').map(({ name }) => name))]
    .filter((name) => hasPhrase(name, text, true))
    .map((name) => ({ text: name, kind: 'tag' as const }));
  const seen = suggestWords(text, language, mostCompletions).map(({ word, kind }) => ({ text: word, kind }));
  return [...people, ...tags, ...seen].slice(0, mostCompletions);
}

/** Saved searches with what each holds now, in the editor's order. */
export function smartBins(library: Library): SmartBin[] {
  refreshDocuments(library);
  const reader = new Reader(knownPeople(library));
  return library.decisions
    .list('smart_bin')
    .toSorted((a, b) => a.position - b.position || a.id.localeCompare(b.id))
    .map(({ id, name, query }) => {
      const compiled = compileQuery(reader.read(query));
      const counts = compiled ? library.found.counts(compiled) : [];
      return { id, name, query, count: counts.reduce((sum, { count }) => sum + count, 0) };
    });
}
