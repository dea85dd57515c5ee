import type { ImportDifference } from '../../../shared/contract/index.ts';
import type { Manifest, ManifestElement, ManifestMedia, ManifestTag } from '../../../shared/manifest.ts';
import { fraction, frameRange, nearestFrame } from '../plan/frames.ts';
import { isShot } from '../plan/select.ts';
import { cutTo, oneLine } from '../text/clean.ts';
import type { Imported, ImportedRange } from './types.ts';

/** Names are compared without what formats must change: separators, case of nothing, white space. */
const normal = (name: string): string =>
  name
    .normalize('NFC')
    .replaceAll(/[\u201a,;+|¦/•]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

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

const namesOf = ({ tags }: Known): string => tags.map(({ name }) => name).join(' ');

/** Of several sayings the first that is not what was exported: that is the one that was changed. */
function changed<Value>(said: readonly Value[], isSame: (value: Value) => boolean): Value | undefined {
  return said.find((value) => !isSame(value));
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
  const asExported = frameRange(element.range, first.rate, Number.MAX_SAFE_INTEGER);
  const start = changed(
    ranges.flatMap(({ starts }) => starts),
    (frame) => frame === asExported.startFrame,
  );
  const end = changed(
    ranges.flatMap(({ ends }) => ends),
    (frame) => frame === asExported.endFrame,
  );
  if (start === undefined && end === undefined) return [];
  const toStart = start === undefined ? own.startFrame : Math.max(0, ownFrame(start, first.rate, media));
  const toEnd = end === undefined ? own.endFrame : ownFrame(end, first.rate, media);
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
  const newName = ({ known, ranges }: Returned): string | undefined =>
    changed(
      ranges.flatMap(({ names }) => names).filter((name) => name.trim() !== ''),
      (name) => normal(name) === normal(namesOf(known)),
    )?.trim();
  // Names by another template are no new names of people.
  const alike = returned.filter((one) => newName(one) === undefined).length;
  const isTemplate = alike === 0 && new Set(returned.map(newName)).size > byTag.size;
  return manifest.tags.flatMap((tag): ImportDifference[] => {
    const said = imported.tagNames.get(tag.id);
    const names = new Set((byTag.get(tag.id) ?? []).map(newName));
    const only = names.size === 1 ? [...names][0] : undefined;
    const other = said !== undefined && said !== tag.name ? said : isTemplate ? undefined : only;
    const to = asName(other ?? '');
    if (!to || tag.id === 'shot') return [];
    return [{ kind: 'renamed', id: `renamed-${tag.id}`, tagId: tag.id, from: tag.name, to }];
  });
}

function addedRanges(
  ranges: readonly ImportedRange[],
  manifest: Manifest,
  mediaOf: (range: ImportedRange) => ManifestMedia | undefined,
): ImportDifference[] {
  return ranges.flatMap((range, index): ImportDifference[] => {
    const media = mediaOf(range);
    const [start, end, name] = [range.starts[0], range.ends[0], asName(range.names[0] ?? '')];
    if (!media || start === undefined || end === undefined || end <= start || !name) return [];
    const tag = manifest.tags.find((one) => normal(one.name) === normal(name));
    return [
      {
        kind: 'added',
        id: `added-${index}`,
        assetId: media.id,
        clip: media.name,
        name: tag?.name ?? name,
        ...(tag ? { tagId: tag.id } : {}),
        to: {
          startFrame: Math.max(0, ownFrame(start, range.rate, media)),
          endFrame: ownFrame(end, range.rate, media),
        },
      },
    ];
  });
}

/**
 * Ranges by the id of their element, '' for none. A range without a known id, as of a program that drops notes or of an
 * export older than the last change, is the element of the same name that it overlaps; then its first saying counts.
 */
function matched(
  ranges: readonly ImportedRange[],
  known: ReadonlyMap<string, Known>,
  mediaOf: (range: ImportedRange) => ManifestMedia | undefined,
): Map<string, ImportedRange[]> {
  const named = Map.groupBy(known.values(), (one) => `${one.media.id}\n${normal(namesOf(one))}`);
  const taken = new Set(ranges.map(({ id }) => id));
  const byId = new Map<string, ImportedRange[]>();
  const put = (id: string, range: ImportedRange): void => {
    const own = byId.get(id);
    if (own) own.push(range);
    else byId.set(id, [range]);
  };
  for (const range of ranges) {
    if (range.id && known.has(range.id)) {
      put(range.id, range);
      continue;
    }
    const [start, end] = [range.starts[0] ?? 0, range.ends[0] ?? (range.starts[0] ?? 0) + 1];
    const alike = named.get(`${mediaOf(range)?.id}\n${normal(range.names[0] ?? '')}`) ?? [];
    const same = alike.find((one) => {
      const own = frameRange(one.element.range, range.rate, Number.MAX_SAFE_INTEGER);
      return !taken.has(one.element.id) && own.startFrame < end && start < own.endFrame;
    });
    if (same) taken.add(same.element.id);
    put(same?.element.id ?? '', { ...range, starts: range.starts.slice(0, 1), ends: range.ends.slice(0, 1) });
  }
  return byId;
}

/**
 * What is other in a file that came back, as proposals: ranges that moved, people that have another name, ranges that are
 * new, and ranges that are gone though others of the same clip and person came back. Frames are the clip's own.
 */
export function differences(manifest: Manifest, imported: Imported): ImportDifference[] {
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
  const place = ({ element }: Known): string => JSON.stringify([element.media, ...element.tags]);
  const places = new Set(returned.map((one) => place(one.known)));
  const back = new Set(returned.map((one) => one.known.element.id));
  const missing = [...known.values()].filter(
    (one) => !back.has(one.element.id) && !isShot(one.element) && places.has(place(one)),
  );
  return [
    ...returned.flatMap(movedRange),
    ...renamedTags(returned, manifest, imported),
    ...addedRanges(byId.get('') ?? [], manifest, mediaOf),
    ...missing.map((one): ImportDifference => {
      const { element, media: clip } = one;
      const from = frameRange(element.range, fraction(clip.video.frameRate), Number.MAX_SAFE_INTEGER);
      return {
        kind: 'missing',
        id: `missing-${element.id}`,
        elementId: element.id,
        assetId: clip.id,
        clip: clip.name,
        name: namesOf(one),
        tagIds: element.tags,
        from,
      };
    }),
  ];
}
