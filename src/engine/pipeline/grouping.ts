import type { AssetId, IdentityId } from '../../shared/ids.ts';
import { readShots } from '../cuts/index.ts';
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
import { isSomebody, withoutPrints } from './bodies.ts';

/** All that one grouping needs, as plain data that a worker can be given. */
export interface GroupingTask {
  readonly tracks: readonly GroupableTrack[];
  readonly grouper: Omit<Grouper, 'watch'>;
}

/** The task, and what is needed to write its result down. */
export interface PreparedGrouping extends GroupingTask {
  readonly stored: readonly StoredTrack[];
  readonly members: Members;
}

/** One in two keyframes with the same picture is one element and counts once. */
const oneAnElement = (sightings: readonly Sighting[]): Sighting[] => [
  ...new Map(sightings.map((one) => [one.elementId, one])).values(),
];

/** Sightings of clips whose turn has come. */
function readReady(
  library: Library,
  assetId?: AssetId,
  options: { withVectors?: boolean; withDoubtful?: boolean } = { withVectors: false },
): Sighting[] {
  const ready = library.assets.withStep('people');
  const { sightings } = readSightings(library, assetId, options);
  const shown = sightings.filter((one) => ready.has(one.assetId));
  return oneAnElement(shown);
}

function storedTrack(track: FaceTrack, assetId: AssetId, members: readonly Sighting[]): StoredTrack {
  return {
    id: track.id,
    assetId,
    quality: track.quality,
    isBody: isSomebody(members),
    // What is doubtful does not say that two people are not one.
    frames: members.flatMap(({ frame, isDoubtful }) => (isDoubtful ? [] : frame)),
    vector: track.vector,
  };
}

/** Somebody whom the detector missed for no longer than this has not left. */
const bridgedSeconds = 1.25;

/** Joins sightings of a clip, one an element, to tracks. */
function joinTracks(library: Library, assetId: AssetId, all: readonly Sighting[]): FaceTrack[] {
  const rules = groupingRules(library.sightings.embeddingModel(), 0);
  const sightings = withoutPrints(all);
  const groupable = sightings.map((one) => ({
    ...one,
    vector: one.embedding?.vector,
    quality: one.kind === 'face' && one.embedding ? faceQuality(one) : 0,
  }));
  const { num, den } = library.assets.get(assetId).facts?.video.frameRate ?? { num: 0, den: 1 };
  return buildTracks(groupable, rules, {
    frames: readShots(library, assetId).keyframes.map(({ frame }) => frame),
    bridgedFrames: Math.round((num / den) * bridgedSeconds),
  });
}

function sightingsOf(sightings: readonly Sighting[]): (track: FaceTrack) => Sighting[] {
  const byId = new Map<string, Sighting>(sightings.map((one) => [one.elementId, one]));
  return ({ faces }) => faces.flatMap(({ elementId }) => byId.get(elementId) ?? []);
}

/** The tracks of a clip as its sightings are now, whether its turn has come or not. */
export function tracksOf(library: Library, assetId: AssetId): StoredTrack[] {
  const { sightings } = readSightings(library, assetId, { withVectors: true, withDoubtful: true });
  const own = sightingsOf(sightings);
  return joinTracks(library, assetId, oneAnElement(sightings)).map((track) =>
    storedTrack(track, assetId, own(track)),
  );
}

/** Joins the sightings of a clip to tracks and keeps them. */
export function buildAssetTracks(library: Library, assetId: AssetId): void {
  const sightings = readReady(library, assetId, { withVectors: true, withDoubtful: true });
  const own = sightingsOf(sightings);
  const tracks = joinTracks(library, assetId, sightings).map((track) => ({
    stored: storedTrack(track, assetId, own(track)),
    members: own(track),
  }));
  library.tracks.replace(
    assetId,
    tracks.map(({ stored }) => stored),
    tracks.flatMap(({ stored, members }) => {
      // A track that shows nobody is not worth prolonging.
      const isKept = (one: Sighting): boolean =>
        !one.isDoubtful || stored.isBody || stored.vector !== undefined;
      return members.filter(isKept).map(({ elementId }) => ({ elementId, track: stored.id }));
    }),
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

/** Notes a face that was refused with all that are alike, by the person who it is not. */
function noteUnlike(
  unlike: Map<IdentityId, Float32Array[]>,
  { vector }: StoredTrack,
  members: readonly Sighting[],
): void {
  if (!vector) return;
  for (const person of new Set(members.flatMap((one) => [...one.unlike]))) {
    unlike.set(person, [...(unlike.get(person) ?? []), vector]);
  }
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

/** Sightings by track, read clip by clip as they are asked for: most of a large library plays no part. */
export class Members {
  private readonly library: Library;
  private readonly ofAsset = new Map<AssetId, Map<string, Sighting[]>>();

  constructor(library: Library) {
    this.library = library;
  }

  of({ id, assetId }: Pick<StoredTrack, 'id' | 'assetId'>): readonly Sighting[] {
    let read = this.ofAsset.get(assetId);
    if (!read) {
      read = Map.groupBy(readReady(this.library, assetId), ({ track }) => track);
      this.ofAsset.set(assetId, read);
    }
    return read.get(id) ?? [];
  }
}

/** Clips in which a person decided on faces: who is who there is not the machine's word alone. */
const assetsWithWords = (library: Library): Set<AssetId> =>
  new Set(library.decisions.list('sighting_decision').map(({ assetId }) => assetId));

interface Gathering {
  readonly anew: AssetId | 'all';
  readonly members: Members;
  readonly unlike: Map<IdentityId, Float32Array[]>;
}

/** Fills in what is known of each track. */
function gatherTracks(
  library: Library,
  stored: readonly StoredTrack[],
  { anew, members, unlike }: Gathering,
): GroupableTrack[] {
  const root = rootsOf(library);
  const rawOf = Map.groupBy(library.people.list(), ({ id }) => root(id));
  const former = formerAt(library.people.believedPlaces(anew === 'all' ? undefined : anew));
  const withWords = assetsWithWords(library);
  const believed = library.tracks.owners();
  return stored.map((track) => {
    const isAnew = anew === 'all' || anew === track.assetId;
    const base = {
      id: track.id,
      vector: track.vector,
      quality: track.quality,
      frames: track.frames.map((frame) => `${track.assetId}:${frame}`),
      isBody: track.isBody,
    };
    if (!isAnew && !withWords.has(track.assetId)) return { ...base, owner: believed.get(track.id) };
    const own = members.of(track);
    noteUnlike(unlike, track, own);
    const owner = ownerOf(own, isAnew, root);
    const refused = own
      .flatMap((one) => [...one.refused])
      .flatMap((id) => rawOf.get(id)?.map((row) => row.id) ?? id);
    return { ...base, owner, formerly: owner ?? mostFrequent(former(own)), refused: new Set(refused) };
  });
}

/**
 * Gathers all tracks and what is known of them. Those of the clip `anew`, or all, are placed anew: of where they were, only a
 * person's word holds.
 */
export function prepareGrouping(
  library: Library,
  { anew, strictness }: { readonly anew: AssetId | 'all'; readonly strictness: number },
): PreparedGrouping {
  const members = new Members(library);
  const unlike = new Map<IdentityId, Float32Array[]>();
  const stored = library.tracks.list();
  const tracks = gatherTracks(library, stored, { anew, members, unlike });
  const decided = decidedPeople(library);
  const root = rootsOf(library);
  return {
    tracks: anchorBest(tracks, decided),
    grouper: {
      known: library.people.list().map(({ id }) => ({
        identityId: id,
        isAnchored: decided.has(id),
        unlike: unlike.get(root(id)) ?? [],
      })),
      rules: groupingRules(library.sightings.embeddingModel(), strictness),
    },
    stored,
    members,
  };
}
