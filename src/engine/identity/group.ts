import { buildTracks, type FaceTrack, type GroupableFace, type TrackRules } from './tracks.ts';
import { addTo, dot, unit } from './vectors.ts';

export interface GroupingRules extends TrackRules {
  /** Least mean cosine between two clusters for them to be one person, where one is of poor quality. */
  readonly joinAt: number;
  /** The same where both are of the best quality: good pictures of one person agree more, so more is asked of them. */
  readonly joinAtBest: number;
  /** Qualities from which and up to which the least cosine rises from `joinAt` to `joinAtBest`. */
  readonly joinQualities: readonly [number, number];
  /** Least cosine to a person's mean for a weak face to be attached. */
  readonly attachAt: number;
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
}

/** A face and the person it is believed to show; `score` is the cosine to the rest of that person's faces, 0 to 1. */
export interface GroupedFace {
  readonly elementId: string;
  readonly identityId: string;
  readonly score: number;
}

interface Cluster {
  identityId: string | undefined;
  isAnchored: boolean;
  tracks: FaceTrack[];
  /** Sum of the tracks' unit vectors: the mean cosine of two clusters is (sumA · sumB) / (a · b). */
  sum: Float32Array;
  /** Sum of the tracks' qualities. */
  qualities: number;
  /** Frames in which the cluster is seen: nobody is in one picture twice. */
  frames: Set<string>;
}

const framesOf = (track: FaceTrack): string[] => track.faces.map((face) => `${face.assetId}:${face.frame}`);

function clusterOf(tracks: FaceTrack[], identityId?: string, isAnchored = false): Cluster {
  const sum = new Float32Array(tracks[0]?.vector.length ?? 0);
  for (const track of tracks) addTo(sum, track.vector);
  const qualities = tracks.reduce((total, track) => total + track.quality, 0);
  return { identityId, isAnchored, tracks, sum, qualities, frames: new Set(tracks.flatMap(framesOf)) };
}

/** How far the mean cosine of two clusters lies above what is asked of their quality; negative: two people. */
function margin(a: Cluster, b: Cluster, rules: GroupingRules): number {
  const cosine = dot(a.sum, b.sum) / (a.tracks.length * b.tracks.length);
  const quality = Math.min(a.qualities / a.tracks.length, b.qualities / b.tracks.length);
  const [from, to] = rules.joinQualities;
  const share = Math.min(1, Math.max(0, (quality - from) / (to - from)));
  return cosine - (rules.joinAt + share * (rules.joinAtBest - rules.joinAt));
}

function mayJoin(a: Cluster, b: Cluster): boolean {
  if (a.isAnchored && b.isAnchored) return false;
  const [small, large] = a.frames.size < b.frames.size ? [a, b] : [b, a];
  for (const frame of small.frames) if (large.frames.has(frame)) return false;
  return true;
}

/** The known person's id stays: an anchored one first, then the one with more faces. */
function join(into: Cluster, from: Cluster): void {
  const keep =
    into.identityId === undefined || (from.isAnchored && from.identityId !== undefined)
      ? (from.identityId ?? into.identityId)
      : into.identityId;
  into.identityId = keep;
  into.isAnchored ||= from.isAnchored;
  into.tracks.push(...from.tracks);
  into.qualities += from.qualities;
  addTo(into.sum, from.sum);
  for (const frame of from.frames) into.frames.add(frame);
}

interface Partner {
  /** Index of the cluster to join; -1 for none. */
  partner: number;
  margin: number;
}

/**
 * Agglomerative clustering with average linkage: joins the two clusters with the widest margin until none is left. Keeps
 * each cluster's best partner, so that a join costs one row and not the whole table.
 */
function agglomerate(clusters: Cluster[], rules: GroupingRules): Cluster[] {
  const alive = clusters.map(() => true);
  const best: Partner[] = [];
  const findBest = (row: number): void => {
    let found: Partner = { partner: -1, margin: 0 };
    const own = clusters[row] as Cluster;
    for (let other = 0; other < clusters.length; other++) {
      if (other === row || !alive[other]) continue;
      const gap = margin(own, clusters[other] as Cluster, rules);
      if (gap >= found.margin && mayJoin(own, clusters[other] as Cluster)) {
        found = { partner: other, margin: gap };
      }
    }
    best[row] = found;
  };
  for (let row = 0; row < clusters.length; row++) findBest(row);
  for (;;) {
    let row = -1;
    for (let candidate = 0; candidate < clusters.length; candidate++) {
      const found = best[candidate];
      if (!alive[candidate] || !found || found.partner < 0) continue;
      if (row < 0 || found.margin > (best[row]?.margin ?? -1)) row = candidate;
    }
    if (row < 0) return clusters.filter((_, index) => alive[index]);
    const partner = best[row]?.partner as number;
    join(clusters[row] as Cluster, clusters[partner] as Cluster);
    alive[partner] = false;
    for (let other = 0; other < clusters.length; other++) {
      const points = best[other]?.partner;
      if (alive[other] && (other === row || points === partner || points === row)) findBest(other);
    }
    refreshAgainst(row, clusters, alive, best, rules);
  }
}

/** After a join the grown cluster may have become the best partner of others. */
function refreshAgainst(
  row: number,
  clusters: Cluster[],
  alive: boolean[],
  best: Partner[],
  rules: GroupingRules,
): void {
  const grown = clusters[row] as Cluster;
  for (let other = 0; other < clusters.length; other++) {
    if (other === row || !alive[other]) continue;
    const gap = margin(grown, clusters[other] as Cluster, rules);
    const known = best[other];
    if (known && gap >= 0 && gap > known.margin && mayJoin(grown, clusters[other] as Cluster)) {
      best[other] = { partner: row, margin: gap };
    }
  }
}

/** Weak tracks (small, blurred, turned faces) go to the nearest person, never make one and never move its mean. */
function attachWeak(clusters: readonly Cluster[], weak: readonly FaceTrack[], attachAt: number): void {
  const means = clusters.map((cluster) => unit(cluster.sum));
  for (const track of [...weak].sort((a, b) => b.quality - a.quality)) {
    const frames = framesOf(track);
    let best = -1;
    let bestCosine = attachAt;
    means.forEach((mean, index) => {
      const cosine = dot(mean, track.vector);
      const isFree = frames.every((frame) => !clusters[index]?.frames.has(frame));
      if (cosine >= bestCosine && isFree) [best, bestCosine] = [index, cosine];
    });
    const cluster = clusters[best];
    if (!cluster) continue;
    cluster.tracks.push(track);
    for (const frame of frames) cluster.frames.add(frame);
  }
}

function seedClusters(tracks: readonly FaceTrack[], known: readonly KnownPerson[]): Cluster[] {
  const ownerOf = new Map(
    known.flatMap((person) => [...person.elementIds].map((id) => [id, person] as const)),
  );
  const byPerson = new Map<string, { person: KnownPerson; tracks: FaceTrack[] }>();
  const clusters: Cluster[] = [];
  for (const track of tracks) {
    const owner = track.faces
      .map((face) => ownerOf.get(face.elementId))
      .find((person) => person !== undefined);
    if (!owner) {
      clusters.push(clusterOf([track]));
      continue;
    }
    const entry = byPerson.get(owner.identityId) ?? { person: owner, tracks: [] };
    entry.tracks.push(track);
    byPerson.set(owner.identityId, entry);
  }
  for (const { person, tracks: own } of byPerson.values()) {
    clusters.push(clusterOf(own, person.identityId, person.isAnchored));
  }
  return clusters;
}

/**
 * Groups faces into people. Faces become tracks within shots; tracks that can be trusted are clustered, starting from
 * the people that the library already has; weak ones are attached. A person that is new gets its id from its best face,
 * so that the same footage gives the same ids. Faces that fit nobody are left out.
 */
export function groupFaces(
  faces: readonly GroupableFace[],
  known: readonly KnownPerson[],
  rules: GroupingRules,
): GroupedFace[] {
  const tracks = buildTracks(faces, rules);
  const owned = new Set(known.flatMap((person) => [...person.elementIds]));
  const isSeed = (track: FaceTrack): boolean =>
    track.quality >= rules.seedQuality || track.faces.some((face) => owned.has(face.elementId));
  const clusters = agglomerate(seedClusters(tracks.filter(isSeed), known), rules);
  attachWeak(
    clusters,
    tracks.filter((track) => !isSeed(track)),
    rules.attachAt,
  );
  return clusters.flatMap((cluster) => {
    const members = cluster.tracks.flatMap((track) => track.faces);
    const identityId = cluster.identityId ?? newIdentityId(members);
    const mean = unit(cluster.sum);
    return members.map((face) => ({
      elementId: face.elementId,
      identityId,
      score: Math.min(1, Math.max(0, dot(mean, face.vector))),
    }));
  });
}

function newIdentityId(members: readonly GroupableFace[]): string {
  const best = members.reduce((a, b) => {
    if (a.quality !== b.quality) return b.quality > a.quality ? b : a;
    return b.elementId < a.elementId ? b : a;
  });
  return `p${best.elementId.slice(1)}`;
}
