import type { AssetId } from '../../shared/ids.ts';
import type { Manifest } from '../../shared/manifest.ts';
import {
  joinManifest,
  type ManifestClip,
  type ManifestPart,
  partsAbout,
  type TaggedRange,
} from '../export/index.ts';
import type { Library, StoredAsset } from '../library/index.ts';
import { framesOf, frameTicksOf } from './assets.ts';
import { readClipLightly } from './digest.ts';

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

function clipOf(library: Library, asset: StoredAsset): ManifestClip[] {
  if (!asset.facts || library.assets.frameList(asset.id) === undefined) return [];
  const frames = framesOf(library, asset.id);
  const { shots, sightings, appearances } = readClipLightly(library, asset.id);
  const ofPerson = Map.groupBy(sightings, ({ identityId }) => identityId);
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
      shots,
      tagged: taggedRanges(library, asset.id, frames.ticks.length),
      appearances: appearances.map((range) => ({
        ...range,
        boxes: (ofPerson.get(range.identityId) ?? [])
          .filter((face) => face.frame >= range.startFrame && face.frame < range.endFrame)
          .map((face) => ({ frame: face.frame, box: face.box })),
      })),
    },
  ];
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

/** The manifest of the whole library. Clips that could not be read are left out. */
export function manifestOf(library: Library, maker: ManifestMaker): Manifest {
  const about = aboutOf(library, maker);
  const partOf = partsAbout(about);
  const clips = library.assets.list().flatMap((asset) => clipOf(library, asset));
  return joinManifest(about, clips.map(partOf));
}

/** The manifest of one clip. */
export function manifestOfClip(library: Library, maker: ManifestMaker, assetId: AssetId): Manifest {
  const about = aboutOf(library, maker);
  const partOf = partsAbout(about);
  const clips = clipOf(library, library.assets.get(assetId));
  return joinManifest(about, clips.map(partOf));
}

/** That of the whole library, clip by clip in turns with whatever else is asked. */
export async function manifestInTurns(library: Library, maker: ManifestMaker): Promise<Manifest> {
  const about = aboutOf(library, maker);
  const partOf = partsAbout(about);
  const parts: ManifestPart[] = [];
  for (const asset of library.assets.list()) {
    parts.push(...clipOf(library, asset).map((clip) => partOf(clip)));
    await new Promise(setImmediate);
  }
  const manifest = joinManifest(about, parts);
  const tags = new Set(manifest.tags.map(({ id }) => id));
  const isWhole = manifest.elements.every((element) => element.tags.every((id) => tags.has(id)));
  // People were merged or split meanwhile.
  return isWhole ? manifest : manifestOf(library, maker);
}
