import type { Crop, PersonView } from '../../shared/contract/index.ts';
import type { IdentityId } from '../../shared/ids.ts';
import type { EffectiveShot } from '../cuts/index.ts';
import type { Sighting } from '../decisions/index.ts';
import { faceQuality } from '../identity/index.ts';
import type { Library, StoredPerson } from '../library/index.ts';
import { readClips, type SeenClip } from './appearances.ts';

/** A person of whom fewer good pictures are there is left to the editor's eye. */
const unsortedQuality = 0.2;

/** The part of a picture that a sighting is. */
export const cropOf = (one: Sighting): Crop => ({
  image: one.image,
  widthPx: one.imageWidthPx,
  heightPx: one.imageHeightPx,
  box: one.box,
});

/** How well a sighting shows who it is, 0 to 1; a body counts less than any face. */
export const sightingQuality = (one: Sighting): number => (one.kind === 'face' ? faceQuality(one) : 0);

/** The best of some sightings: faces before bodies, then by quality. */
export function bestOf(sightings: readonly Sighting[]): Sighting | undefined {
  let best: Sighting | undefined;
  let bestQuality = -1;
  for (const one of sightings) {
    const quality = sightingQuality(one) + (one.kind === 'face' ? 1 : one.box.w * one.box.h);
    if (quality > bestQuality) [best, bestQuality] = [one, quality];
  }
  return best;
}

const overlaps = (
  shot: EffectiveShot,
  range: { readonly startFrame: number; readonly endFrame: number },
): boolean => range.startFrame < shot.endFrame && shot.firstFrame < range.endFrame;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function personView(
  person: StoredPerson,
  own: readonly Sighting[],
  clips: readonly SeenClip[],
  mergedCount: number,
): PersonView {
  const seen = clips.map((clip) => ({
    clip,
    ranges: clip.appearances.filter((range) => range.identityId === person.id),
  }));
  const best = bestOf(own);
  const tracks = new Set(own.map(({ track }) => track));
  const isWeak = own.every((one) => sightingQuality(one) < unsortedQuality);
  return {
    id: person.id,
    name: person.name,
    number: person.number,
    colour: person.colour,
    ...(best ? { face: cropOf(best) } : {}),
    isHidden: person.isHidden,
    isUnsorted: person.name === null && tracks.size === 1 && isWeak,
    mergedCount,
    faceCount: own.length,
    shotCount: sum(
      seen.map(
        ({ clip, ranges }) =>
          clip.shots.filter((shot) => ranges.some((range) => overlaps(shot, range))).length,
      ),
    ),
    assetCount: seen.filter(({ ranges }) => ranges.length > 0).length,
    screenSeconds: sum(
      seen.flatMap(({ clip, ranges }) => ranges.map((one) => clip.seconds(one.startFrame, one.endFrame))),
    ),
    appearances: seen.flatMap(({ ranges }) => ranges),
  };
}

/** Everyone in the library: who is named first, then who is longest on screen. Who was merged is part of another. */
export function listPeople(library: Library, clips: readonly SeenClip[] = readClips(library)): PersonView[] {
  const byPerson = Map.groupBy(
    clips.flatMap(({ sightings }) => sightings),
    (one) => one.identityId,
  );
  const stored = library.people.list();
  const merged = Map.groupBy(stored, ({ mergedInto }) => mergedInto);
  return stored
    .filter(({ mergedInto }) => mergedInto === null)
    .map((person) =>
      personView(person, byPerson.get(person.id) ?? [], clips, merged.get(person.id)?.length ?? 0),
    )
    .filter(({ faceCount, appearances, name }) => faceCount > 0 || appearances.length > 0 || name !== null)
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
  return listPeople(library).find((person) => person.id === id) ?? personView(stored, [], [], 0);
}
