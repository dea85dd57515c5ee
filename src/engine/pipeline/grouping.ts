import type { AssetId, IdentityId } from '../../shared/ids.ts';
import { findAtPlace, readSightings, rootsOf, type Sighting } from '../decisions/index.ts';
import {
  buildTracks,
  type FaceTrack,
  faceQuality,
  type GroupableTrack,
  type Grouper,
  groupingRules,
} from '../identity/index.ts';
import type { Library, MachineAssignment, StoredTrack } from '../library/index.ts';

/** All that one grouping needs, as plain data that a worker can be given. */
export interface GroupingTask {
  readonly tracks: readonly GroupableTrack[];
  readonly grouper: Omit<Grouper, 'watch'>;
}

/** The task, and what is needed to write its result down. */
export interface PreparedGrouping extends GroupingTask {
  /** Sightings by track. */
  readonly members: ReadonlyMap<string, readonly Sighting[]>;
}

/** A body has to be so high, in parts of the picture, and so often seen, to be somebody without a face. */
const leastBodyHeight = 0.25;
const leastBodySightings = 2;

/** Sightings of clips whose turn has come; one in two keyframes with the same picture is one element and counts once. */
function readReady(library: Library, assetId?: AssetId, withVectors = false): Sighting[] {
  const ready = library.assets.withStep('people');
  const { sightings } = readSightings(library, assetId, { withVectors });
  const shown = sightings.filter((one) => ready.has(one.assetId));
  return [...new Map(shown.map((one) => [one.elementId, one])).values()];
}

function storedTrack(track: FaceTrack, assetId: AssetId): StoredTrack {
  const bodies = track.faces.filter(({ bodyBox }) => bodyBox && bodyBox.h >= leastBodyHeight);
  return {
    id: track.id,
    assetId,
    quality: track.quality,
    isBody: bodies.length >= leastBodySightings,
    frames: track.faces.map(({ frame }) => frame),
    vector: track.vector,
  };
}

/** Joins the sightings of a clip to tracks and keeps them. */
export function buildAssetTracks(library: Library, assetId: AssetId): void {
  const rules = groupingRules(library.sightings.embeddingModel(), 0);
  const groupable = readReady(library, assetId, true).map((one) => ({
    ...one,
    vector: one.embedding?.vector,
    quality: one.kind === 'face' && one.embedding ? faceQuality(one) : 0,
  }));
  const tracks = buildTracks(groupable, rules);
  library.tracks.replace(
    assetId,
    tracks.map((track) => storedTrack(track, assetId)),
    tracks.flatMap(({ id, faces }) => faces.map(({ elementId }) => ({ elementId, track: id }))),
  );
}

function mostFrequent<T>(values: readonly T[]): T | undefined {
  const counts = [...Map.groupBy(values, (value) => value)].map(([value, own]) => ({
    value,
    count: own.length,
  }));
  return counts.toSorted((a, b) => b.count - a.count)[0]?.value;
}

/** Who was believed to be at the places of these sightings, by whatever recogniser. */
function formerAt(believed: readonly MachineAssignment[]): (sightings: readonly Sighting[]) => IdentityId[] {
  const ofElement = new Map<string, IdentityId>(believed.map((one) => [one.elementId, one.identityId]));
  const ofAsset = Map.groupBy(
    believed.flatMap(({ place, identityId }) => (place ? [{ ...place, identityId }] : [])),
    ({ assetId }) => assetId,
  );
  return (sightings) =>
    sightings.flatMap((one) => {
      const known = ofElement.get(one.elementId);
      if (known) return known;
      const near = findAtPlace(one, ofAsset.get(one.assetId) ?? [], () => true);
      return near ? near.identityId : [];
    });
}

/** People on whom something was decided: the machine joins none of them with another. */
function decidedPeople(library: Library): Set<IdentityId> {
  const people = library.people.list();
  return new Set([
    ...people
      .filter(
        ({ name, origin, mergedInto, isHidden }) =>
          name !== null || origin === 'person' || mergedInto || isHidden,
      )
      .flatMap(({ id, mergedInto }) => [id, ...(mergedInto ? [mergedInto] : [])]),
    ...library.decisions.list('identity_pair').flatMap(({ firstId, secondId }) => [firstId, secondId]),
    ...library.decisions.list('sighting_decision').map(({ identityId }) => identityId),
  ]);
}

/** Faces that were refused with all that are alike, by the person who they are not. */
function unlikeVectors(
  stored: readonly StoredTrack[],
  members: ReadonlyMap<string, readonly Sighting[]>,
): Map<IdentityId, Float32Array[]> {
  const unlike = new Map<IdentityId, Float32Array[]>();
  for (const { id, vector } of stored) {
    if (!vector) continue;
    for (const person of new Set(members.get(id)?.flatMap((one) => [...one.unlike]))) {
      unlike.set(person, [...(unlike.get(person) ?? []), vector]);
    }
  }
  return unlike;
}

/** Who a track belongs to before grouping: by a person's word or, unless it is to be placed anew, by what was believed. */
function ownerOf(
  members: readonly Sighting[],
  anew: boolean,
  root: (id: IdentityId) => IdentityId,
): IdentityId | undefined {
  const said = members.find(({ decidedBy, identityId }) => decidedBy === 'person' && identityId)?.identityId;
  if (said || anew) return said;
  // The identity before merges, so that taking a merge back finds everyone where they were.
  return mostFrequent(
    members.flatMap(({ believed, identityId }) =>
      believed && root(believed.identityId) === identityId ? [believed.identityId] : [],
    ),
  );
}

/** An anchored person keeps at least the best of its tracks, or else its name would be left with nobody. */
function anchorBest(tracks: readonly GroupableTrack[], decided: ReadonlySet<string>): GroupableTrack[] {
  const owned = new Set(tracks.flatMap(({ owner }) => owner ?? []));
  const best = new Map<string, GroupableTrack>();
  for (const track of tracks) {
    const { formerly } = track;
    if (formerly === undefined || track.owner || owned.has(formerly) || !decided.has(formerly)) continue;
    if (track.refused?.has(formerly)) continue;
    const known = best.get(formerly);
    if (!known || track.quality > known.quality) best.set(formerly, track);
  }
  return tracks.map((track) =>
    track.formerly !== undefined && best.get(track.formerly) === track
      ? { ...track, owner: track.formerly }
      : track,
  );
}

/**
 * Gathers all tracks and what is known of them. Those of the clip `anew`, or all, are placed anew: of where they were, only a
 * person's word holds.
 */
export function prepareGrouping(
  library: Library,
  { anew, strictness }: { readonly anew: AssetId | 'all'; readonly strictness: number },
): PreparedGrouping {
  const root = rootsOf(library);
  const members = Map.groupBy(readReady(library), ({ track }) => track);
  const stored = library.tracks.list();
  const former = formerAt(library.people.believedPlaces());
  const people = library.people.list();
  const decided = decidedPeople(library);
  const rawOf = Map.groupBy(people, ({ id }) => root(id));
  const tracks = stored.map((track): GroupableTrack => {
    const own = members.get(track.id) ?? [];
    const owner = ownerOf(own, anew === 'all' || anew === track.assetId, root);
    const refused = own
      .flatMap((one) => [...one.refused])
      .flatMap((id) => rawOf.get(id)?.map((row) => row.id) ?? id);
    return {
      id: track.id,
      vector: track.vector,
      quality: track.quality,
      frames: track.frames.map((frame) => `${track.assetId}:${frame}`),
      owner,
      formerly: owner ?? mostFrequent(former(own)),
      refused: new Set(refused),
      isBody: track.isBody,
    };
  });
  const unlike = unlikeVectors(stored, members);
  return {
    tracks: anchorBest(tracks, decided),
    grouper: {
      known: people.map(({ id }) => ({
        identityId: id,
        isAnchored: decided.has(id),
        unlike: unlike.get(root(id)) ?? [],
      })),
      rules: groupingRules(library.sightings.embeddingModel(), strictness),
    },
    members,
  };
}
