import type { AssetId } from '../../shared/ids.ts';
import type { Manifest, ManifestTag } from '../../shared/manifest.ts';
import { identityColour, personLabel } from '../../shared/palette.ts';
import {
  joinManifest,
  type LabelledRange,
  type ManifestClip,
  type ManifestPart,
  partsAbout,
  type TaggedRange,
  thingTag,
} from '../export/index.ts';
import type { Library, StoredAsset } from '../library/index.ts';
import { garmentPhrase } from '../packs/index.ts';
import type { SeenClip } from './appearances.ts';
import { framesOf, frameTicksOf } from './assets.ts';
import { readClipLightly } from './digest.ts';
import { thingRanges } from './seen.ts';
import { outfitsByPerson, type ReadOutfit, startOf } from './wardrobe.ts';
import { wornKey } from './worn.ts';

function taggedRanges(library: Library, assetId: AssetId, frameCount: number): TaggedRange[] {
  return library.decisions.listOf('tag', 'assetId', assetId).flatMap((row): TaggedRange[] => {
    const { id, name, startFrame, endFrame, boxX: x, boxY: y, boxW: w, boxH: h } = row;
    if (startFrame === null || endFrame === null) return [];
    if (startFrame >= frameCount) return [];
    const box = x === null || y === null || w === null || h === null ? undefined : { x, y, w, h };
    const end = Math.min(frameCount, Math.max(startFrame + 1, endFrame));
    return [{ id, name, startFrame, endFrame: end, ...(box ? { box } : {}) }];
  });
}

/** What of the machine's sight beside people is wanted. */
export interface SeenWanted {
  readonly outfits?: boolean | undefined;
  readonly props?: boolean | undefined;
}

/** An outfit in one clip, by the people and tracks who wear it. */
interface Worn extends Pick<LabelledRange, 'tag' | 'isConfirmed' | 'about'> {
  readonly shot: ReadOutfit['shots'][number];
}

/** Where each outfit is worn; yields what each person wears. */
function* wornByPerson(library: Library): Generator<Worn[]> {
  const people = new Map(library.people.list().map((person) => [person.id, person]));
  const rows = new Map(library.decisions.list('identity').map((row) => [row.id, row]));
  for (const outfits of outfitsByPerson(library)) {
    const person = outfits[0] && people.get(outfits[0].person);
    if (!person || person.isHidden) continue;
    const inOrder = outfits.toSorted((a, b) => startOf(a) - startOf(b));
    yield inOrder.flatMap((outfit, index) => {
      const name = rows.get(outfit.id)?.name ?? null;
      const tag: ManifestTag = {
        id: outfit.id,
        kind: 'clothing',
        name: name ?? `${personLabel(person)}, look ${index + 1}`,
        color: identityColour(person.colour + index + 1),
        parent: person.id,
      };
      const about = { garments: outfit.garments.map(garmentPhrase) };
      return outfit.shots.map((shot): Worn => ({ tag, isConfirmed: name !== null, about, shot }));
    });
  }
}

/** The ranges of outfits in one clip; two tracks of one person in a shot have the same. */
function wornRanges({ sightings }: SeenClip, worn: readonly Worn[]): LabelledRange[] {
  const ofTrack = Map.groupBy(sightings, ({ track, identityId }) => identityId && wornKey(track, identityId));
  const ranges = worn.flatMap(({ shot, ...known }) => {
    const own = ofTrack.get(wornKey(shot.track, shot.person)) ?? [];
    const confidence = Math.max(0, ...own.map(({ likeness }) => likeness));
    return shot.spans.map(([startFrame, endFrame]): LabelledRange => {
      const boxes = own
        .filter(({ frame }) => frame >= startFrame && frame < endFrame)
        .map(({ frame, box, bodyBox }) => ({ frame, box: bodyBox ?? box }));
      return { ...known, startFrame, endFrame, confidence, boxes };
    });
  });
  return [...new Map(ranges.map((range) => [`${range.startFrame} ${range.tag.id}`, range])).values()];
}

function clipOf(
  library: Library,
  asset: StoredAsset,
  worn: readonly Worn[],
  { props }: SeenWanted,
): ManifestClip[] {
  if (!asset.facts || library.assets.frameList(asset.id) === undefined) return [];
  const clip = readClipLightly(library, asset.id);
  const seen = [...wornRanges(clip, worn), ...(props ? thingsOf(library, clip) : [])];
  const frames = framesOf(library, asset.id);
  const ofPerson = Map.groupBy(clip.sightings, ({ identityId }) => identityId);
  return [
    {
      id: asset.id,
      name: asset.name,
      path: asset.path,
      bytes: asset.bytes,
      sha256First64k: asset.sha256First64k,
      facts: asset.facts,
      frameTicks: frameTicksOf(frames),
      variableFrameRate: frames.variableFrameRate,
      shots: clip.shots,
      tagged: taggedRanges(library, asset.id, frames.ticks.length),
      seen,
      appearances: clip.appearances.map((range) => ({
        ...range,
        boxes: (ofPerson.get(range.identityId) ?? [])
          .filter((face) => face.frame >= range.startFrame && face.frame < range.endFrame)
          .map((face) => ({ frame: face.frame, box: face.box })),
      })),
    },
  ];
}

const thingsOf = (library: Library, clip: SeenClip): LabelledRange[] =>
  thingRanges(library, clip).map(({ label, ...range }) => ({
    ...range,
    tag: thingTag(label),
    isConfirmed: false,
    about: {},
  }));

/** The parts of a manifest, some at a time; whoever takes them may let others have a turn between two. */
function* readParts(
  library: Library,
  about: ReturnType<typeof aboutOf>,
  assets: readonly StoredAsset[],
  wanted: SeenWanted,
): Generator<ManifestPart[]> {
  const worn: Worn[] = [];
  if (wanted.outfits) {
    for (const own of wornByPerson(library)) {
      worn.push(...own);
      yield [];
    }
  }
  const byClip = Map.groupBy(worn, ({ shot }) => shot.assetId);
  const partOf = partsAbout(about);
  for (const asset of assets) {
    yield clipOf(library, asset, byClip.get(asset.id) ?? [], wanted).map(partOf);
  }
}

/** Who made a manifest, and with what. */
export interface ManifestMaker {
  readonly version: string;
  readonly recogniser: string;
  readonly shotDetector: string;
}

const aboutOf = (library: Library, maker: ManifestMaker) => ({
  generator: { name: 'Castline', version: maker.version },
  recogniser: maker.recogniser,
  shotDetector: maker.shotDetector,
  people: library.people.list().filter(({ isHidden, mergedInto }) => !isHidden && mergedInto === null),
});

function manifestBy(
  library: Library,
  maker: ManifestMaker,
  assets: readonly StoredAsset[],
  wanted: SeenWanted,
) {
  const about = aboutOf(library, maker);
  return joinManifest(about, [...readParts(library, about, assets, wanted)].flat());
}

/** The manifest of the whole library. Clips that could not be read are left out. */
export const manifestOf = (library: Library, maker: ManifestMaker, wanted: SeenWanted): Manifest =>
  manifestBy(library, maker, library.assets.list(), wanted);

/** The manifest of one clip: people and shots. */
export const manifestOfClip = (library: Library, maker: ManifestMaker, assetId: AssetId): Manifest =>
  manifestBy(library, maker, [library.assets.get(assetId)], {});

/** That of the whole library, clip by clip in turns with whatever else is asked. */
export async function manifestInTurns(
  library: Library,
  maker: ManifestMaker,
  wanted: SeenWanted,
): Promise<Manifest> {
  const about = aboutOf(library, maker);
  const parts: ManifestPart[] = [];
  for (const ofClip of readParts(library, about, library.assets.list(), wanted)) {
    parts.push(...ofClip);
    await new Promise(setImmediate);
  }
  const manifest = joinManifest(about, parts);
  const tags = new Set(manifest.tags.map(({ id }) => id));
  const isKnown = (id: string | undefined): boolean => id === undefined || tags.has(id);
  const isWhole =
    manifest.elements.every((element) => element.tags.every(isKnown)) &&
    manifest.tags.every(({ parent }) => isKnown(parent));
  // People were merged or split meanwhile.
  return isWhole ? manifest : manifestOf(library, maker, wanted);
}
