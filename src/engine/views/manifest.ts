import type { AssetId } from '../../shared/ids.ts';
import type { Manifest } from '../../shared/manifest.ts';
import { readFaces, readShots } from '../cuts/index.ts';
import { buildManifest, type ManifestClip } from '../export/index.ts';
import type { FaceInKeyframe, Library, StoredAsset } from '../library/index.ts';
import { appearancesOf, framesOf, frameTicksOf } from './assets.ts';

function clipOf(library: Library, asset: StoredAsset, faces: readonly FaceInKeyframe[]): ManifestClip[] {
  if (!asset.facts || library.assets.frameList(asset.id) === undefined) return [];
  const frames = framesOf(library, asset.id);
  const { shots, keyframes } = readShots(library, asset.id);
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
      appearances: appearancesOf(asset.id, shots, keyframes, faces).map((range) => ({
        ...range,
        boxes: faces
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
  const faces = Map.groupBy(readFaces(library), (face) => face.assetId as AssetId);
  return buildManifest({
    generator: { name: 'Castline', version: about.version },
    recogniser: about.recogniser,
    shotDetector: about.shotDetector,
    people: library.people.list(),
    clips: library.assets.list().flatMap((asset) => clipOf(library, asset, faces.get(asset.id) ?? [])),
  });
}
