import type { AssetId, IdentityId } from '../../shared/ids.ts';
import { type GarmentAttributes, garmentAttributesSchema } from '../../shared/wardrobe.ts';
import { appearancesInShot, bridgeGaps } from '../identity/index.ts';
import type { FoundShot, FoundWords, Library, NoteRow, StoredElement, TagRow } from '../library/index.ts';
import { readClipLightly, type SeenClip } from '../views/index.ts';
import { garmentTerms, objectTerm, personTerm } from './terms.ts';

/** Where in a shot something is: terms of what is seen, or text that somebody wrote or that can be read. */
export interface Span {
  /** Half-open frames. */
  readonly s: number;
  readonly e: number;
  /** Terms, with spaces between. */
  readonly t?: string;
  readonly text?: string;
  readonly in?: 'written' | 'tags' | 'notes';
}

/** People are no objects, but asked for like one: "person", "Leute". */
const anyone = objectTerm('person');

type Shot = SeenClip['shots'][number];

const text = (attributes: unknown, field: string): string | undefined => {
  const value: unknown =
    typeof attributes === 'object' && attributes !== null ? Reflect.get(attributes, field) : undefined;
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
};

const attributesOf = ({ colours, pattern, sleeve, length }: GarmentAttributes): string[] =>
  [...colours.map(({ name }) => name), pattern, sleeve, length].filter((one) => one !== undefined);

/** What an element adds to the index: a span without its place. */
function meaningOf(element: StoredElement, wearer: IdentityId | undefined): Omit<Span, 's' | 'e'>[] {
  switch (element.kind) {
    case 'object': {
      const name = text(element.attributes, 'class');
      return name ? [{ t: objectTerm(name) }] : [];
    }
    case 'text': {
      const written = text(element.attributes, 'text');
      return written ? [{ text: written, in: 'written' }] : [];
    }
    case 'garment': {
      const garment = garmentAttributesSchema.safeParse(element.attributes);
      if (!garment.success) return [];
      return [{ t: garmentTerms(garment.data.garment, attributesOf(garment.data), wearer).join(' ') }];
    }
    default:
      return [];
  }
}

/** Spans of things, texts and garments: neighbouring keyframes that show the same are joined, as for people. */
function seenSpans(clip: SeenClip, elements: readonly StoredElement[]): Map<string, Span[]> {
  const wearers = new Map(
    clip.sightings.map((one) => [`${one.keyframeId} ${one.person}`, one.identityId] as const),
  );
  const byKeyframe = Map.groupBy(elements, ({ keyframeId }) => keyframeId);
  const byShot = Map.groupBy(clip.keyframes, ({ shotId }) => shotId);
  const spansOf = (shot: Shot): Span[] => {
    const meanings = new Map<string, Omit<Span, 's' | 'e'>>();
    const keyframes = (byShot.get(shot.id) ?? []).map(({ id, frame }) => ({
      frame,
      people: (byKeyframe.get(id) ?? []).flatMap((element) => {
        const wearer = element.person === undefined ? undefined : wearers.get(`${id} ${element.person}`);
        return meaningOf(element, wearer).map((meaning) => {
          const key = JSON.stringify(meaning);
          meanings.set(key, meaning);
          return { identityId: key, score: element.score };
        });
      }),
    }));
    return bridgeGaps(appearancesInShot(shot, keyframes), () => false).map((range) => ({
      s: range.startFrame,
      e: range.endFrame,
      ...meanings.get(range.identityId),
    }));
  };
  return new Map(clip.shots.map((shot) => [shot.id, spansOf(shot)]));
}

const clipped = (shot: Shot, start: number, end: number, rest: Omit<Span, 's' | 'e'>): Span[] => {
  const [s, e] = [Math.max(start, shot.firstFrame), Math.min(end, shot.endFrame)];
  return s < e ? [{ s, e, ...rest }] : [];
};

/** What people wrote about frames of the clip; what has no frames is about all of it. */
function saidSpans(shot: Shot, tags: readonly TagRow[], notes: readonly NoteRow[]): Span[] {
  const place = ({ startFrame, endFrame }: { startFrame: number | null; endFrame: number | null }) =>
    [startFrame ?? 0, endFrame ?? (startFrame === null ? shot.endFrame : startFrame + 1)] as const;
  return [
    ...tags.flatMap((tag) => clipped(shot, ...place(tag), { text: tag.name, in: 'tags' })),
    ...notes.flatMap((note) => clipped(shot, ...place(note), { text: note.text, in: 'notes' })),
  ];
}

function wordsOf(spans: readonly Span[], clip: string): FoundWords {
  const unique = (values: readonly string[]): string => [...new Set(values)].join(' ');
  const texts = (kind: Span['in']): string =>
    [...new Set(spans.flatMap((span) => (span.in === kind && span.text ? [span.text] : [])))].join('\n');
  return {
    terms: unique(spans.flatMap((span) => span.t?.split(' ') ?? [])),
    written: texts('written'),
    tags: texts('tags'),
    clip,
    notes: texts('notes'),
  };
}

/** A clip of which nothing is known yet can be found by its name all the same. */
const unseen = (name: string): FoundShot => ({
  position: 0,
  firstFrame: 0,
  endFrame: 0,
  seconds: 0,
  people: 0,
  image: undefined,
  spans: '[]',
  words: wordsOf([], name),
});

/** What search keeps of a clip, a shot each. */
export function documentsOf(library: Library, assetId: AssetId): FoundShot[] {
  if (library.assets.isRemoved(assetId)) return [];
  const { name } = library.assets.get(assetId);
  const clip = readClipLightly(library, assetId);
  if (clip.shots.length === 0) return [unseen(name)];
  const elements = library.elements.list({ assetId, kinds: ['object', 'text', 'garment'] });
  const seen = seenSpans(clip, elements);
  const tags = library.decisions.listOf('tag', 'assetId', assetId);
  const notes = library.decisions.listOf('note', 'assetId', assetId).map((note) => {
    const tag = tags.find(({ id }) => id === note.tagId);
    return tag ? { ...note, startFrame: tag.startFrame, endFrame: tag.endFrame } : note;
  });
  const images = Map.groupBy(clip.keyframes, ({ shotId }) => shotId);
  return clip.shots.map((shot) => {
    const people = clip.appearances.flatMap((one) =>
      clipped(shot, one.startFrame, one.endFrame, {
        t: `${personTerm(one.identityId)} ${anyone}`,
      }),
    );
    const spans = [...people, ...(seen.get(shot.id) ?? []), ...saidSpans(shot, tags, notes)];
    return {
      position: shot.index,
      firstFrame: shot.firstFrame,
      endFrame: shot.endFrame,
      seconds: clip.seconds(shot.firstFrame, shot.endFrame),
      people: new Set(people.map(({ t }) => t)).size,
      image: images.get(shot.id)?.[0]?.image,
      spans: JSON.stringify(spans),
      words: wordsOf(spans, name),
    };
  });
}

/** Works out anew what has changed since it was searched last. Who may only read a library searches what is kept. */
export function refreshDocuments(library: Library): void {
  if (library.isReadOnly) return;
  const stale = library.digests.stale('search');
  if (stale.length === 0) return;
  library.transaction(() => {
    for (const assetId of stale) {
      library.found.replace(assetId, documentsOf(library, assetId));
      library.digests.setFresh('search', assetId);
    }
  });
}
