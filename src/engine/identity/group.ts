import {
  agglomerate,
  type Cluster,
  clusterOf,
  isUnlike,
  type JoinRules,
  joinSure,
  type Member,
  type Watch,
} from './cluster.ts';
import { buildTracks, type FaceTrack, type GroupableFace, type TrackRules } from './tracks.ts';
import { dot, unit } from './vectors.ts';

/** All thresholds of grouping; cosines and qualities are 0 to 1. */
export interface GroupingRules extends TrackRules, JoinRules {
  /** Least cosine to a person's mean for a weak face to be attached. */
  readonly attachAt: number;
  /** Added to it for the poorest faces. */
  readonly attachPoor: number;
  /** Tracks below this quality are attached to people but never make one. */
  readonly seedQuality: number;
}

/** A person that the library already has. */
export interface KnownPerson {
  readonly identityId: string;
  /** True when an editor named or decided on the person: two of those are never joined by the machine. */
  readonly isAnchored: boolean;
  /** Elements that belong to the person now. */
  readonly elementIds: ReadonlySet<string>;
  /** Embeddings of faces that the editor refused, with all that look like them. */
  readonly unlike?: readonly Float32Array[];
}

/** A track as grouping needs it: the same whether its sightings are at hand or only what was kept of them. */
export interface GroupableTrack {
  readonly id: string;
  readonly vector: Float32Array | undefined;
  readonly quality: number;
  /** `asset:frame` of its keyframes. */
  readonly frames: readonly string[];
  /** The known person that it belongs to. */
  readonly owner?: string | undefined;
  /** Who it showed in an earlier grouping, which gives a new cluster its id. */
  readonly formerly?: string | undefined;
  readonly refused?: ReadonlySet<string>;
  /** Enough is seen of the body, over time, for it to be somebody even without a face. */
  readonly isBody?: boolean;
}

/** Whom a track shows. */
export interface GroupedTrack {
  readonly id: string;
  readonly identityId: string;
  /** Cosine to the mean of the person, 0 to 1. */
  readonly score: number;
  /** The person's mean at unit length, for the scores of single faces. */
  readonly mean: Float32Array | undefined;
}

/** Whom the library knows already, and how faces are joined. */
export interface Grouper {
  readonly known: readonly Omit<KnownPerson, 'elementIds'>[];
  readonly rules: GroupingRules;
  readonly watch?: Watch;
}

const share = (value: number): number => Math.min(1, Math.max(0, value));
const nobody: ReadonlySet<string> = new Set();

/** Weak tracks (small, blurred, turned faces) go to the nearest person, never make one and never move its mean. */
function attachWeak(clusters: readonly Cluster[], weak: readonly Member[], rules: GroupingRules): void {
  const means = clusters.map((cluster) => unit(cluster.sum));
  for (const member of weak.toSorted((a, b) => b.quality - a.quality)) {
    let best: Cluster | undefined;
    // The poorer the face, the more it looks like anybody.
    const poverty = Math.max(0, 1 - member.quality / rules.seedQuality);
    let bestCosine = rules.attachAt + poverty * rules.attachPoor;
    clusters.forEach((cluster, index) => {
      const cosine = dot(means[index] as Float32Array, member.vector);
      if (cosine < bestCosine || member.frames.some((frame) => cluster.frames.has(frame))) return;
      if (cluster.identityId !== undefined && member.refused.has(cluster.identityId)) return;
      if (!isUnlike(cluster, member.vector)) [best, bestCosine] = [cluster, cosine];
    });
    if (!best) continue;
    best.members.push(member);
    for (const frame of member.frames) best.frames.add(frame);
  }
}

const memberOf = (track: GroupableTrack, index: number): Member[] =>
  track.vector
    ? [
        {
          track: index,
          vector: track.vector,
          quality: track.quality,
          frames: track.frames,
          refused: track.refused ?? nobody,
        },
      ]
    : [];

function seedClusters(
  tracks: readonly GroupableTrack[],
  { known, rules }: Grouper,
  length: number,
): Cluster[] {
  const owned = new Map(known.map((person) => [person.identityId, [] as Member[]]));
  const clusters: Cluster[] = [];
  tracks.forEach((track, index) => {
    const [member] = memberOf(track, index);
    if (member?.vector.length !== length) return;
    const own = track.owner === undefined ? undefined : owned.get(track.owner);
    if (own) own.push(member);
    else if (track.quality >= rules.seedQuality) clusters.push(clusterOf([member], length));
  });
  for (const person of known) {
    const members = owned.get(person.identityId);
    if (members && members.length > 0) clusters.push(clusterOf(members, length, person));
  }
  return clusters;
}

/** The id of a person that is new: that of its best track, so that the same footage gives the same ids. */
function newId(ids: readonly GroupableTrack[], taken: ReadonlySet<string>): string {
  const best = ids.reduce((a, b) => {
    if (a.quality !== b.quality) return b.quality > a.quality ? b : a;
    return b.id < a.id ? b : a;
  });
  let id = `p${best.id.slice(1)}`;
  while (taken.has(id)) id = `${id}n`;
  return id;
}

/** Gives clusters ids: those that they have, then of the earlier grouping the one most of their tracks had, then new ones. */
function nameClusters(groups: { identityId?: string | undefined; tracks: GroupableTrack[] }[]): string[] {
  const taken = new Set(groups.flatMap(({ identityId }) => identityId ?? []));
  const votes = groups.flatMap(({ identityId, tracks }, index) => {
    if (identityId !== undefined) return [];
    const counts = Map.groupBy(tracks, ({ formerly }) => formerly);
    return [...counts].flatMap(([id, own]) => (id === undefined ? [] : [{ index, id, count: own.length }]));
  });
  const names = groups.map(({ identityId }) => identityId);
  for (const { index, id } of votes.toSorted((a, b) => b.count - a.count || a.index - b.index)) {
    if (names[index] !== undefined || taken.has(id)) continue;
    names[index] = id;
    taken.add(id);
  }
  return groups.map(({ tracks }, index) => {
    const name = names[index] ?? newId(tracks, taken);
    taken.add(name);
    return name;
  });
}

/**
 * Groups tracks into people. Tracks whose face can be trusted are clustered, starting from the people that are known; weak
 * ones are attached; bodies without a usable face that are there for some time are people of their own. Tracks that fit
 * nobody are left out.
 */
export function groupTracks(tracks: readonly GroupableTrack[], grouper: Grouper): GroupedTrack[] {
  const { rules, watch } = grouper;
  const length = tracks.find(({ vector }) => vector)?.vector?.length ?? 0;
  const seeds = seedClusters(tracks, grouper, length);
  const clusters = agglomerate(joinSure(seeds, rules, watch), rules, watch);
  const clustered = new Set(clusters.flatMap(({ members }) => members.map(({ track }) => track)));
  const weak = tracks.flatMap((track, index) => (clustered.has(index) ? [] : memberOf(track, index)));
  attachWeak(
    clusters,
    weak.filter(({ vector }) => vector.length === length),
    rules,
  );
  const placed = new Set(clusters.flatMap(({ members }) => members.map(({ track }) => track)));
  const owners = new Set(grouper.known.map(({ identityId }) => identityId));
  const bodies = tracks.filter(
    ({ owner, isBody }, index) =>
      !placed.has(index) && (isBody || (owner !== undefined && owners.has(owner))),
  );
  const groups = [
    ...clusters.map(({ identityId, members, sum }) => ({
      identityId,
      mean: unit(sum),
      tracks: members.map(({ track }) => tracks[track] as GroupableTrack),
    })),
    ...[...Map.groupBy(bodies, ({ owner, id }) => owner ?? `alone ${id}`).values()].map((own) => ({
      identityId: own[0]?.owner,
      mean: undefined,
      tracks: own,
    })),
  ];
  const names = nameClusters(groups);
  return groups.flatMap(({ mean, tracks: own }, index) =>
    own.map((track) => ({
      id: track.id,
      identityId: names[index] as string,
      score: mean && track.vector ? share(dot(mean, track.vector)) : 0.5,
      mean,
    })),
  );
}

/** A face and the person it is believed to show; `score` is the cosine to the rest of that person's faces, 0 to 1. */
export interface GroupedFace {
  readonly elementId: string;
  readonly identityId: string;
  readonly score: number;
}

/** What is kept of a track once its sightings are put away. */
export const summaryOf = ({ id, vector, quality, faces }: FaceTrack): GroupableTrack => ({
  id,
  vector,
  quality,
  frames: faces.map((face) => `${face.assetId}:${face.frame}`),
});

/** Groups faces of some clips into people: tracks within shots, then `groupTracks`. */
export function groupFaces(
  faces: readonly GroupableFace[],
  known: readonly KnownPerson[],
  rules: GroupingRules,
): GroupedFace[] {
  const ownerOf = new Map(
    known.flatMap((person) => [...person.elementIds].map((id) => [id, person.identityId] as const)),
  );
  const tracks = buildTracks(faces, rules);
  const groupable = tracks.map((track) => ({
    ...summaryOf(track),
    owner: track.faces.map(({ elementId }) => ownerOf.get(elementId)).find((owner) => owner !== undefined),
  }));
  const facesOf = new Map(tracks.map((track) => [track.id, track.faces]));
  return groupTracks(groupable, { known, rules }).flatMap(({ id, identityId, score, mean }) =>
    (facesOf.get(id) ?? []).map(({ elementId, vector }) => ({
      elementId,
      identityId,
      score: mean && vector ? share(dot(mean, vector)) : score,
    })),
  );
}
