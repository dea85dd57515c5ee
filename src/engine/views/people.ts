import type { Appearance, PersonView } from '../../shared/contract/views.ts';
import type { AssetId, IdentityId } from '../../shared/ids.ts';
import { ticksToSeconds, toNumber } from '../../shared/time.ts';
import { type EffectiveShot, readFaces, readShots } from '../cuts/index.ts';
import { faceQuality } from '../identity/index.ts';
import type { FaceInKeyframe, Library, StoredPerson } from '../library/index.ts';
import { appearancesOf, framesOf } from './assets.ts';

interface AssetPeople {
  readonly appearances: readonly Appearance[];
  readonly shots: readonly EffectiveShot[];
  /** Seconds of a range of frames. */
  readonly seconds: (startFrame: number, endFrame: number) => number;
}

function peopleOfAsset(library: Library, assetId: AssetId, faces: readonly FaceInKeyframe[]): AssetPeople {
  const frames = framesOf(library, assetId);
  const { shots, keyframes } = readShots(library, assetId);
  const tickAt = (frame: number): number => frames.ticks[frame] ?? frames.endTicks;
  return {
    shots,
    appearances: appearancesOf(assetId, shots, keyframes, faces),
    seconds: (start, end) => toNumber(ticksToSeconds(tickAt(end) - tickAt(start), frames.timeBase)),
  };
}

function bestFace(faces: readonly FaceInKeyframe[]): PersonView['face'] {
  let best: FaceInKeyframe | undefined;
  let bestQuality = -1;
  for (const face of faces) {
    const quality = faceQuality(face);
    if (quality > bestQuality) [best, bestQuality] = [face, quality];
  }
  if (!best) return undefined;
  return { image: best.image, box: best.box, widthPx: best.imageWidthPx, heightPx: best.imageHeightPx };
}

const overlaps = (shot: EffectiveShot, range: Appearance): boolean =>
  range.startFrame < shot.endFrame && shot.firstFrame < range.endFrame;

function personView(
  person: StoredPerson,
  faces: readonly FaceInKeyframe[],
  assets: ReadonlyMap<AssetId, AssetPeople>,
): PersonView {
  const own = [...assets.values()].map((asset) => ({
    asset,
    ranges: asset.appearances.filter((range) => range.identityId === person.id),
  }));
  const face = bestFace(faces);
  return {
    id: person.id,
    name: person.name,
    number: person.number,
    colour: person.colour,
    ...(face ? { face } : {}),
    shotCount: own.reduce(
      (sum, { asset, ranges }) =>
        sum + asset.shots.filter((shot) => ranges.some((range) => overlaps(shot, range))).length,
      0,
    ),
    assetCount: own.filter(({ ranges }) => ranges.length > 0).length,
    screenSeconds: own.reduce(
      (sum, { asset, ranges }) =>
        sum + ranges.reduce((inAsset, range) => inAsset + asset.seconds(range.startFrame, range.endFrame), 0),
      0,
    ),
    appearances: own.flatMap(({ ranges }) => ranges),
  };
}

/** Everyone in the library: who is named first, then who is longest on screen. */
export function listPeople(library: Library): PersonView[] {
  const faces = readFaces(library);
  const byAsset = Map.groupBy(faces, (face) => face.assetId);
  const assets = new Map(
    [...byAsset].map(([assetId, inAsset]) => [assetId, peopleOfAsset(library, assetId, inAsset)] as const),
  );
  const byPerson = Map.groupBy(faces, (face) => face.identityId);
  return library.people
    .list()
    .map((person) => personView(person, byPerson.get(person.id) ?? [], assets))
    .sort(
      (a, b) =>
        Number(a.name === null) - Number(b.name === null) ||
        b.screenSeconds - a.screenSeconds ||
        a.number - b.number,
    );
}

/** One person. @throws CastlineError not-found */
export function personById(library: Library, id: IdentityId): PersonView {
  const stored = library.people.get(id);
  return listPeople(library).find((person) => person.id === id) ?? personView(stored, [], new Map());
}
