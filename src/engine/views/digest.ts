import type { AssetId, IdentityId } from '../../shared/ids.ts';
import type { Sighting } from '../decisions/index.ts';
import type { ClipDigest, Library, PersonShare, WornShare } from '../library/index.ts';
import { readClip, type SeenClip } from './appearances.ts';
import { bestOf, cropOf, sightingQuality, sightingRank } from './best.ts';
import { wornIn } from './worn.ts';

/** A person of whom no better picture is there is left to the editor's eye. */
const unsortedQuality = 0.2;

type Range = SeenClip['appearances'][number];

function shareOf(
  clip: SeenClip,
  identityId: IdentityId,
  own: readonly Sighting[],
  ranges: readonly Range[],
): PersonShare {
  const best = bestOf(own);
  const isIn = (shot: SeenClip['shots'][number]): boolean =>
    ranges.some((range) => range.startFrame < shot.endFrame && shot.firstFrame < range.endFrame);
  return {
    assetId: clip.assetId,
    identityId,
    faceCount: own.length,
    trackCount: new Set(own.map(({ track }) => track)).size,
    isWeak: own.every((one) => sightingQuality(one) < unsortedQuality),
    shotCount: clip.shots.filter(isIn).length,
    seconds: ranges.reduce((sum, one) => sum + clip.seconds(one.startFrame, one.endFrame), 0),
    ...(best ? { best: { rank: sightingRank(best), ...cropOf(best) } } : {}),
    ranges: ranges.map(({ startFrame, endFrame, confidence }) => [startFrame, endFrame, confidence] as const),
  };
}

/** What a clip has of each person who is seen or was said to be in it. */
export function sharesOf(clip: SeenClip): PersonShare[] {
  const sightings = Map.groupBy(clip.sightings, ({ identityId }) => identityId);
  const ranges = Map.groupBy(clip.appearances, ({ identityId }) => identityId);
  const people = new Set([...sightings.keys(), ...ranges.keys()]);
  return [...people].flatMap((person) =>
    person === undefined
      ? []
      : [shareOf(clip, person, sightings.get(person) ?? [], ranges.get(person) ?? [])],
  );
}

/** A clip as it is now, without what only grouping needs. */
export const readClipLightly = (library: Library, assetId: AssetId): SeenClip =>
  readClip(library, assetId, { withVectors: false });

interface WorkedOut {
  readonly digest: ClipDigest;
  readonly shares: readonly PersonShare[];
  readonly worn: readonly WornShare[];
}

function workOut(library: Library, assetId: AssetId): WorkedOut {
  const clip = readClipLightly(library, assetId);
  const seen = clip.sightings.flatMap(({ identityId }) => identityId ?? []);
  const digest = {
    assetId,
    shotCount: clip.shots.length,
    personCount: new Set(seen).size,
    poster: clip.keyframes[0]?.image,
  };
  return { digest, shares: sharesOf(clip), worn: wornIn(library, clip) };
}

/**
 * Works out anew what has changed since it was read last: a clip each, in one transaction. Who may only read a library
 * cannot keep it, and is given it.
 */
function refresh(library: Library): readonly WorkedOut[] {
  const stale = library.digests.stale('digest');
  if (stale.length === 0) return [];
  if (library.isReadOnly) return stale.map((assetId) => workOut(library, assetId));
  library.transaction(() => {
    for (const assetId of stale) {
      const { digest, shares, worn } = workOut(library, assetId);
      library.digests.replace(digest, shares, worn);
      library.digests.setFresh('digest', assetId);
    }
  });
  return [];
}

/** What is kept of all clips, in their order, with what could not be kept in place of what is stale. */
function withUnkept<T extends { readonly assetId: AssetId }>(
  unkept: readonly WorkedOut[],
  kept: readonly T[],
  anew: (one: WorkedOut) => readonly T[],
): readonly T[] {
  if (unkept.length === 0) return kept;
  const stale = new Set(unkept.map(({ digest }) => digest.assetId));
  return [...kept.filter(({ assetId }) => !stale.has(assetId)), ...unkept.flatMap(anew)].toSorted((a, b) =>
    a.assetId < b.assetId ? -1 : Number(a.assetId > b.assetId),
  );
}

/** What each clip has of each person, in the order of clips. */
export function freshShares(library: Library): readonly PersonShare[] {
  const unkept = refresh(library);
  return withUnkept(unkept, library.digests.shares(), ({ shares }) => shares);
}

/** What each person wears through each shot, in the order of clips. */
export function freshWorn(library: Library): readonly WornShare[] {
  const unkept = refresh(library);
  return withUnkept(unkept, library.digests.worn(), ({ worn }) => worn);
}

/** What the list says of each clip. */
export function freshDigests(library: Library): Map<AssetId, ClipDigest> {
  const digests = refresh(library).map(({ digest }) => digest);
  return new Map([...library.digests.list(), ...digests].map((digest) => [digest.assetId, digest]));
}
