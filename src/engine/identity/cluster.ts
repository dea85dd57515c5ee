import { addTo, dot } from './vectors.ts';

/** When two clusters are one person. Cosines and qualities are 0 to 1. */
export interface JoinRules {
  /** Least mean cosine between two clusters for them to be one person, where one is of poor quality. */
  readonly joinAt: number;
  /** The same where both are of the best quality: good pictures of one person agree more, so more is asked of them. */
  readonly joinAtBest: number;
  /** Qualities from which and up to which the least cosine rises from `joinAt` to `joinAtBest`. */
  readonly joinQualities: readonly [number, number];
}

/** One person through one shot, as clustering sees it. */
export interface Member {
  /** Index into the list of tracks. */
  readonly track: number;
  readonly vector: Float32Array;
  readonly quality: number;
  /** `asset:frame` of the keyframes. */
  readonly frames: readonly string[];
  /** Identities that it is not, by the editor's word. */
  readonly refused: ReadonlySet<string>;
}

/** Faces taken for one person, while people are grouped. */
export interface Cluster {
  identityId: string | undefined;
  /** True when an editor decided on the person: two of those are never joined by the machine. */
  isAnchored: boolean;
  members: Member[];
  /** Sum of the members' unit vectors: the mean cosine of two clusters is (sumA · sumB) / (a · b). */
  sum: Float32Array;
  /** Sum of the members' qualities. */
  qualities: number;
  /** Frames in which the cluster is seen: nobody is in one picture twice. */
  frames: Set<string>;
  refused: Set<string>;
  /** Faces that the editor said are not this person, nor any like them. */
  unlike: readonly Float32Array[];
}

/** From this cosine on a refusal of "all that is alike" holds, where the face is not more like the person itself. */
const alikeShare = 0.5;

/** A cluster of members. `length`: numbers of a vector; members’ vectors are of unit length. */
export function clusterOf(
  members: Member[],
  length: number,
  about: { identityId?: string; isAnchored?: boolean; unlike?: readonly Float32Array[] } = {},
): Cluster {
  const sum = new Float32Array(length);
  for (const { vector } of members) addTo(sum, vector);
  return {
    identityId: about.identityId,
    isAnchored: about.isAnchored ?? false,
    members,
    sum,
    qualities: members.reduce((total, { quality }) => total + quality, 0),
    frames: new Set(members.flatMap(({ frames }) => frames)),
    refused: new Set(members.flatMap(({ refused }) => [...refused])),
    unlike: about.unlike ?? [],
  };
}

/** How far the mean cosine of two clusters lies above what is asked of their quality; negative: two people. */
function margin(a: Cluster, b: Cluster, rules: JoinRules): number {
  const cosine = dot(a.sum, b.sum) / (a.members.length * b.members.length);
  if (cosine < rules.joinAt) return -1;
  const quality = Math.min(a.qualities / a.members.length, b.qualities / b.members.length);
  const [from, to] = rules.joinQualities;
  const share = Math.min(1, Math.max(0, (quality - from) / (to - from)));
  return cosine - (rules.joinAt + share * (rules.joinAtBest - rules.joinAt));
}

const lengthOf = (vector: Float32Array): number => Math.sqrt(dot(vector, vector)) || 1;

/** True where the editor refused somebody who looks like `other` more than the person does. */
export function isUnlike(person: Cluster, other: Float32Array): boolean {
  if (person.unlike.length === 0) return false;
  const own = dot(person.sum, other) / (lengthOf(person.sum) * lengthOf(other));
  return person.unlike.some((refused) => {
    const cosine = dot(refused, other) / lengthOf(other);
    return cosine >= alikeShare && cosine >= own;
  });
}

/** False where the editor’s words, or a frame that shows both, say that they are two people. */
export function mayJoin(a: Cluster, b: Cluster): boolean {
  if (a.isAnchored && b.isAnchored) return false;
  if (a.identityId !== undefined && b.refused.has(a.identityId)) return false;
  if (b.identityId !== undefined && a.refused.has(b.identityId)) return false;
  if (isUnlike(a, b.sum) || isUnlike(b, a.sum)) return false;
  const [small, large] = a.frames.size < b.frames.size ? [a, b] : [b, a];
  for (const frame of small.frames) if (large.frames.has(frame)) return false;
  return true;
}

/** The known person's id stays: an anchored one first, then that of the cluster that is joined to. */
export function join(into: Cluster, from: Cluster): void {
  const keep =
    into.identityId === undefined || (from.isAnchored && from.identityId !== undefined)
      ? (from.identityId ?? into.identityId)
      : into.identityId;
  into.identityId = keep;
  into.isAnchored ||= from.isAnchored;
  into.members.push(...from.members);
  into.qualities += from.qualities;
  into.unlike = [...into.unlike, ...from.unlike];
  addTo(into.sum, from.sum);
  for (const frame of from.frames) into.frames.add(frame);
  for (const id of from.refused) into.refused.add(id);
}

interface Partner {
  /** Index of the cluster to join; -1 for none. */
  partner: number;
  margin: number;
}

/** Told how far a long piece of work is; throws to stop it. */
export type Watch = (done: number, total: number) => void;

/**
 * Agglomerative clustering with average linkage: joins the two clusters with the widest margin until none is left. Keeps
 * each cluster's best partner, so that a join costs a few rows and not the whole table.
 */
export function agglomerate(clusters: Cluster[], rules: JoinRules, watch: Watch = () => {}): Cluster[] {
  const alive = clusters.map(() => true);
  const best: Partner[] = [];
  const findBest = (row: number): void => {
    let found: Partner = { partner: -1, margin: 0 };
    const own = clusters[row] as Cluster;
    for (let other = 0; other < clusters.length; other++) {
      if (other === row || !alive[other]) continue;
      const gap = margin(own, clusters[other] as Cluster, rules);
      if (gap >= found.margin && mayJoin(own, clusters[other] as Cluster))
        found = { partner: other, margin: gap };
    }
    best[row] = found;
  };
  for (let row = 0; row < clusters.length; row++) {
    findBest(row);
    if (row % 64 === 0) watch(row, clusters.length);
  }
  for (;;) {
    let row = -1;
    for (let candidate = 0; candidate < clusters.length; candidate++) {
      const found = best[candidate];
      if (!alive[candidate] || !found || found.partner < 0) continue;
      if (row < 0 || found.margin > (best[row]?.margin ?? -1)) row = candidate;
    }
    if (row < 0) return clusters.filter((_, index) => alive[index]);
    watch(clusters.length, clusters.length);
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
  rules: JoinRules,
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

/** More clusters than this are first thinned out: agglomeration costs the square of their number and more. */
const mostAtOnce = 1500;
/** How far above what good faces must reach two tracks have to agree to be joined without looking at all others. */
const sureMargin = 0.15;

/**
 * Joins tracks that are alike beyond doubt, each to the first such cluster: of a long film's tracks most are near copies of
 * each other, and what is left is few enough for `agglomerate`. Small sets are left as they are.
 */
export function joinSure(clusters: Cluster[], rules: JoinRules, watch: Watch = () => {}): Cluster[] {
  if (clusters.length <= mostAtOnce) return clusters;
  const kept: Cluster[] = [];
  const sure = Math.min(0.98, rules.joinAtBest + sureMargin * (1 - rules.joinAtBest) * 2);
  const byTrust = clusters.toSorted(
    (a, b) => Number(b.isAnchored) - Number(a.isAnchored) || b.members.length - a.members.length,
  );
  byTrust.forEach((cluster, index) => {
    if (index % 64 === 0) watch(index, clusters.length);
    const length = lengthOf(cluster.sum);
    let best: Cluster | undefined;
    let bestCosine = sure;
    for (const other of kept) {
      const cosine = dot(other.sum, cluster.sum) / (lengthOf(other.sum) * length);
      if (cosine >= bestCosine && mayJoin(other, cluster)) [best, bestCosine] = [other, cosine];
    }
    if (best) join(best, cluster);
    else kept.push(cluster);
  });
  return kept;
}
