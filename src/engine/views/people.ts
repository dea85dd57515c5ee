import type { PersonView } from '../../shared/contract/index.ts';
import type { IdentityId } from '../../shared/ids.ts';
import type { Library, PersonShare, StoredPerson } from '../library/index.ts';
import type { SeenClip } from './appearances.ts';
import { freshShares, sharesOf } from './digest.ts';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function personView(person: StoredPerson, shares: readonly PersonShare[], mergedCount: number): PersonView {
  const [best] = shares.flatMap((share) => share.best ?? []).toSorted((a, b) => b.rank - a.rank);
  const trackCount = sum(shares.map((share) => share.trackCount));
  return {
    id: person.id,
    name: person.name,
    number: person.number,
    colour: person.colour,
    ...(best
      ? { face: { image: best.image, widthPx: best.widthPx, heightPx: best.heightPx, box: best.box } }
      : {}),
    isHidden: person.isHidden,
    isUnsorted: person.name === null && trackCount === 1 && shares.every(({ isWeak }) => isWeak),
    mergedCount,
    faceCount: sum(shares.map((share) => share.faceCount)),
    shotCount: sum(shares.map((share) => share.shotCount)),
    assetCount: shares.filter(({ ranges }) => ranges.length > 0).length,
    screenSeconds: sum(shares.map(({ seconds }) => seconds)),
    appearances: shares.flatMap(({ assetId, ranges }) =>
      ranges.map(([startFrame, endFrame, confidence]) => ({
        assetId,
        identityId: person.id,
        startFrame,
        endFrame,
        confidence,
      })),
    ),
  };
}

/**
 * Everyone in the library: who is named first, then who is longest on screen. Who was merged is part of another. Read from
 * what is kept of each clip, unless clips are given.
 */
export function listPeople(library: Library, clips?: readonly SeenClip[]): PersonView[] {
  const byPerson = Map.groupBy(
    clips ? clips.flatMap(sharesOf) : freshShares(library),
    (share) => share.identityId,
  );
  const stored = library.people.list();
  const merged = Map.groupBy(stored, ({ mergedInto }) => mergedInto);
  return stored
    .filter(({ mergedInto }) => mergedInto === null)
    .map((person) => personView(person, byPerson.get(person.id) ?? [], merged.get(person.id)?.length ?? 0))
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
  return listPeople(library).find((person) => person.id === id) ?? personView(stored, [], 0);
}
