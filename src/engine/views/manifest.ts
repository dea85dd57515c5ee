import type { Manifest } from '../../shared/manifest.ts';
import { buildManifest, type ManifestClip } from '../export/index.ts';
import type { Library, StoredAsset } from '../library/index.ts';
import { readClip } from './appearances.ts';
import { framesOf, frameTicksOf } from './assets.ts';

function clipOf(library: Library, asset: StoredAsset): ManifestClip[] {
  if (!asset.facts || library.assets.frameList(asset.id) === undefined) return [];
  const frames = framesOf(library, asset.id);
  const { shots, sightings, appearances } = readClip(library, asset.id);
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
      appearances: appearances.map((range) => ({
        ...range,
        boxes: sightings
          .filter((face) => face.identityId === range.identityId)
          .filter((face) => face.frame >= range.startFrame && face.frame < range.endFrame)
          .map((face) => ({ frame: face.frame, box: face.box })),
      })),
    },
  ];
}

/** The manifest of the whole library. Clips that could not be read are left out. */
export function manifestOf(
  library: Library,
  about: { readonly version: string; readonly recogniser: string; readonly shotDetector: string },
): Manifest {
  return buildManifest({
    generator: { name: 'Castline', version: about.version },
    recogniser: about.recogniser,
    shotDetector: about.shotDetector,
    people: library.people.list().filter(({ isHidden, mergedInto }) => !isHidden && mergedInto === null),
    clips: library.assets.list().flatMap((asset) => clipOf(library, asset)),
  });
}
