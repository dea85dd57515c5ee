import type { ImportDifference } from '../../../shared/contract/index.ts';
import type { Manifest, ManifestElement, ManifestMedia, ManifestTag } from '../../../shared/manifest.ts';
import { fraction, frameRange, nearestFrame } from '../plan/frames.ts';
import { type ExportedState, nameHash, comparableName as normal } from '../plan/mark.ts';
import { isSeen, isShot } from '../plan/select.ts';
import { cutTo, oneLine } from '../text/clean.ts';
import type { Imported, ImportedRange } from './types.ts';

/** As many characters as a name may have. */
const mostNameLength = 200;

/** A name from a file as one that can be given here: one line, without control characters, and not too long. */
const asName = (text: string): string => cutTo(oneLine(text).trim(), mostNameLength).text;

interface Known {
  readonly element: ManifestElement;
  readonly media: ManifestMedia;
  readonly tags: readonly ManifestTag[];
}

/** All that was said of one element, from wherever in the file. */
interface Returned {
  readonly known: Known;
  readonly ranges: readonly ImportedRange[];
}

/** Where it is can be the editor's word. */
const isPlaced = ({ tags }: Known): boolean => !tags.some(({ kind }) => isSeen(kind));

const namesOf = ({ tags }: Known): string => tags.map(({ name }) => name).join(' ');

/**
 * Of several sayings the first that was changed elsewhere: that is not as it was exported. Where the file does not say how
 * that was, it is taken to have been as it is in the library.
 */
function changed<Value>(said: readonly Value[], wasExported: (value: Value) => boolean): Value | undefined {
  return said.find((value) => !wasExported(value));
}

const exportedOf = ({ ranges }: Returned) => ranges.find(({ exported }) => exported)?.exported;

/** The name that a range was given elsewhere; nothing where it is the one that it was exported with, or has by now. */
function newName(one: Returned): string | undefined {
  const exported = exportedOf(one);
  const own = normal(namesOf(one.known));
  const said = changed(
    one.ranges.flatMap(({ names }) => names).filter((name) => name.trim() !== ''),
    (name) => (exported ? exported.names.includes(nameHash(name)) : normal(name) === own),
  )?.trim();
  return said === undefined || [said, asName(said)].some((name) => normal(name) === own) ? undefined : said;
}

/** A frame of another rate in the clip's own frames. */
function ownFrame(frame: number, from: ImportedRange['rate'], media: ManifestMedia): number {
  const own = fraction(media.video.frameRate);
  if (from.num * own.den === own.num * from.den) return frame;
  return nearestFrame({ num: frame * from.den, den: from.num }, own);
}

function movedRange({ known, ranges }: Returned): ImportDifference[] {
  const { element, media } = known;
  const own = frameRange(element.range, fraction(media.video.frameRate), Number.MAX_SAFE_INTEGER);
  const first = ranges[0];
  if (!first) return [];
  const present = frameRange(element.range, first.rate, Number.MAX_SAFE_INTEGER);
  const asExported = exportedOf({ known, ranges }) ?? present;
  const start = changed(
    ranges.flatMap(({ starts }) => starts),
    (frame) => frame === asExported.startFrame,
  );
  const end = changed(
    ranges.flatMap(({ ends }) => ends),
    (frame) => frame === asExported.endFrame,
  );
  const isOther = (said: number | undefined, now: number): said is number =>
    said !== undefined && said !== now;
  const isStartNew = isOther(start, present.startFrame);
  const isEndNew = isOther(end, present.endFrame);
  if (!isStartNew && !isEndNew) return [];
  const toStart = isStartNew ? Math.max(0, ownFrame(start, first.rate, media)) : own.startFrame;
  const saidEnd = isEndNew ? ownFrame(end, first.rate, media) : own.endFrame;
  // A start that was put behind the end, which was left alone, moves the range as it is.
  const toEnd = end === undefined && saidEnd <= toStart ? toStart + own.endFrame - own.startFrame : saidEnd;
  if (toEnd <= toStart) return [];
  return [
    {
      kind: 'moved',
      id: `moved-${element.id}`,
      elementId: element.id,
      assetId: media.id,
      clip: media.name,
      name: namesOf(known),
      tagIds: element.tags,
      from: { startFrame: own.startFrame, endFrame: own.endFrame },
      to: { startFrame: toStart, endFrame: toEnd },
    },
  ];
}

/** People whose ranges all came back with one other name. */
function renamedTags(
  returned: readonly Returned[],
  manifest: Manifest,
  imported: Imported,
): ImportDifference[] {
  const byTag = Map.groupBy(
    returned.filter(({ known }) => known.tags.length === 1),
    ({ known }) => known.tags[0]?.id ?? '',
  );
  // Names by another template are no new names of people.
  const alike = returned.filter((one) => exportedOf(one) || newName(one) === undefined).length;
  const isTemplate = alike === 0 && new Set(returned.map(newName)).size > byTag.size;
  return manifest.tags.flatMap((tag): ImportDifference[] => {
    const said = imported.tagNames.get(tag.id);
    const names = new Set((byTag.get(tag.id) ?? []).map(newName));
    const only = names.size === 1 ? [...names][0] : undefined;
    const isSaidNew =
      said !== undefined &&
      said !== tag.name &&
      !(byTag.get(tag.id) ?? []).some((one) => exportedOf(one)?.names.includes(nameHash(said)));
    const to = asName((isSaidNew ? said : isTemplate ? undefined : only) ?? '');
    if (!to || tag.id === 'shot' || tag.kind === 'object') return [];
    return [{ kind: 'renamed', id: `renamed-${tag.id}`, tagId: tag.id, from: tag.name, to }];
  });
}

/** Ranges that were given somebody else's name while others of the same person kept theirs: there it is somebody else. */
function givenToOthers(returned: readonly Returned[], manifest: Manifest): ImportDifference[] {
  const byTag = Map.groupBy(returned, ({ known }) => known.tags.map(({ id }) => id).join());
  return returned.flatMap((one): ImportDifference[] => {
    const name = asName(newName(one) ?? '');
    const others = byTag.get(one.known.tags.map(({ id }) => id).join()) ?? [];
    if (!name || !exportedOf(one) || others.every((other) => newName(other) === newName(one))) return [];
    const [moved] = movedRange(one);
    const { element, media } = one.known;
    const from = frameRange(element.range, fraction(media.video.frameRate), Number.MAX_SAFE_INTEGER);
    const to = moved?.kind === 'moved' ? moved.to : from;
    const tag = manifest.tags.find((known) => normal(known.name) === normal(name));
    const [inClip, id] = [{ assetId: media.id, clip: media.name }, `added-for-${element.id}`];
    return [
      {
        kind: 'added',
        ...inClip,
        id,
        name: tag?.name ?? name,
        ...(tag ? { tagId: tag.id } : {}),
        to,
      },
      { ...missingRange(one.known), replacedBy: id },
    ];
  });
}

function missingRange(one: Known): Extract<ImportDifference, { kind: 'missing' }> {
  const { element, media } = one;
  return {
    kind: 'missing',
    id: `missing-${element.id}`,
    elementId: element.id,
    assetId: media.id,
    clip: media.name,
    name: namesOf(one),
    tagIds: element.tags,
    from: frameRange(element.range, fraction(media.video.frameRate), Number.MAX_SAFE_INTEGER),
  };
}

const isAsExported = ({ starts, ends, names }: ImportedRange, exported: ExportedState): boolean =>
  starts.every((frame) => frame === exported.startFrame) &&
  ends.every((frame) => frame === exported.endFrame) &&
  names.every((name) => name.trim() === '' || exported.names.includes(nameHash(name)));

function addedRanges(
  ranges: readonly ImportedRange[],
  manifest: Manifest,
  mediaOf: (range: ImportedRange) => ManifestMedia | undefined,
): ImportDifference[] {
  return ranges.flatMap((range, index): ImportDifference[] => {
    const media = mediaOf(range);
    const [start, end, name] = [range.starts[0], range.ends[0], asName(range.names[0] ?? '')];
    if (!media || start === undefined || end === undefined || end <= start || !name) return [];
    // It was exported like this, and is gone from the library since.
    if (range.exported && isAsExported(range, range.exported)) return [];
    const startFrame = Math.max(0, ownFrame(start, range.rate, media));
    const endFrame = ownFrame(end, range.rate, media);
    // Before the clip's first frame, or of no length in its frames: nothing that could be put there.
    if (endFrame <= startFrame) return [];
    const tag = manifest.tags.find((one) => normal(one.name) === normal(name));
    return [
      {
        kind: 'added',
        id: `added-${index}`,
        assetId: media.id,
        clip: media.name,
        name: tag?.name ?? name,
        ...(tag ? { tagId: tag.id } : {}),
        to: { startFrame, endFrame },
      },
    ];
  });
}

/** Frames in which a range that came back and an element are both, by what was said and by how it was exported. */
function overlap(range: ImportedRange, { element }: Known): number {
  const own = frameRange(element.range, range.rate, Number.MAX_SAFE_INTEGER);
  const common = (start: number, end: number): number =>
    Math.min(end, own.endFrame) - Math.max(start, own.startFrame);
  const { exported } = range;
  const start = range.starts.find((frame) => frame !== exported?.startFrame) ?? range.starts[0] ?? 0;
  const end = range.ends.find((frame) => frame !== exported?.endFrame) ?? range.ends[0] ?? start + 1;
  const length = exported ? exported.endFrame - exported.startFrame : 1;
  const said = common(start, end > start ? end : start + length);
  return exported ? Math.max(said, common(exported.startFrame, exported.endFrame)) : said;
}

/**
 * Ranges by the id of their element, '' for none. A range without a known id, as of a program that drops notes or of an
 * export older than the last change, is the element of a name that it has or had and that it overlaps most; where it does
 * not say how it was exported, its first saying counts.
 */
function matched(
  ranges: readonly ImportedRange[],
  known: ReadonlyMap<string, Known>,
  mediaOf: (range: ImportedRange) => ManifestMedia | undefined,
): Map<string, ImportedRange[]> {
  const named = Map.groupBy(known.values(), (one) => `${one.media.id}\n${nameHash(namesOf(one))}`);
  const taken = new Set(ranges.map(({ id }) => id));
  const byId = new Map<string, ImportedRange[]>();
  const found = new Map<string, string>();
  const put = (id: string, range: ImportedRange): void => {
    const ofId = byId.get(id);
    if (ofId) ofId.push(range);
    else byId.set(id, [range]);
  };
  for (const range of ranges) {
    const id = range.id && (known.has(range.id) ? range.id : found.get(range.id));
    if (id) {
      put(id, range);
      continue;
    }
    const hashes = new Set([...range.names.map(nameHash), ...(range.exported?.names ?? [])]);
    const same = [...hashes]
      .flatMap((hash) => named.get(`${mediaOf(range)?.id}\n${hash}`) ?? [])
      .filter((one) => !taken.has(one.element.id) && overlap(range, one) > 0)
      .sort((a, b) => overlap(range, b) - overlap(range, a))[0];
    if (same) {
      taken.add(same.element.id);
      if (range.id) found.set(range.id, same.element.id);
    }
    const first = { ...range, starts: range.starts.slice(0, 1), ends: range.ends.slice(0, 1) };
    put(same?.element.id ?? '', range.exported ? range : first);
  }
  return byId;
}

/**
 * What is other in a file that came back, as proposals: ranges that moved, people that have another name, ranges that are
 * new, and ranges that are gone though others of the same clip and person came back. Frames are the clip's own.
 * `exportedIds` are the elements that the last export of this format held, where that is known: no other can be missing.
 */
export function differences(
  manifest: Manifest,
  imported: Imported,
  exportedIds?: ReadonlySet<string>,
): ImportDifference[] {
  const media = new Map(manifest.media.map((one) => [one.id, one]));
  const tags = new Map(manifest.tags.map((one) => [one.id, one]));
  const known = new Map(
    manifest.elements.flatMap((element): [string, Known][] => {
      const clip = media.get(element.media);
      if (!clip || element.status === 'rejected') return [];
      return [[element.id, { element, media: clip, tags: element.tags.flatMap((id) => tags.get(id) ?? []) }]];
    }),
  );
  const mediaOf = (range: ImportedRange): ManifestMedia | undefined =>
    media.get(range.media) ?? manifest.media.find(({ name }) => name === range.media);
  const byId = matched(imported.ranges, known, mediaOf);
  const returned = [...byId].flatMap(([id, ranges]): Returned[] => {
    const one = known.get(id);
    // Cuts have an editor of their own.
    return one && !isShot(one.element) ? [{ known: one, ranges }] : [];
  });
  // Where outfits and things are seen is worked out; an outfit may have another name.
  const placed = returned.filter(({ known: one }) => isPlaced(one));
  const place = ({ element }: Known): string => JSON.stringify([element.media, ...element.tags]);
  const places = new Set(placed.map((one) => place(one.known)));
  const back = new Set(returned.map((one) => one.known.element.id));
  const missing = [...known.values()].filter(
    (one) =>
      !back.has(one.element.id) &&
      !isShot(one.element) &&
      places.has(place(one)) &&
      (exportedIds === undefined || exportedIds.has(one.element.id)),
  );
  const given = givenToOthers(placed, manifest);
  const gone = new Set(given.flatMap((one) => (one.kind === 'missing' ? [one.elementId] : [])));
  return [
    ...placed.filter(({ known: { element } }) => !gone.has(element.id)).flatMap(movedRange),
    ...renamedTags(returned, manifest, imported),
    ...given,
    ...addedRanges(byId.get('') ?? [], manifest, mediaOf),
    ...missing.map(missingRange),
  ];
}
