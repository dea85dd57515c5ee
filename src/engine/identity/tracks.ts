import { type Box, intersectionOverUnion } from '../../shared/boxes.ts';
import { addTo, dot, unit } from './vectors.ts';

/** Somebody in a keyframe, as grouping sees it. Vectors are at unit length. */
export interface GroupableFace {
  readonly elementId: string;
  readonly assetId: string;
  readonly shotId: string;
  readonly frame: number;
  /** Of the face; of the body where no face is seen. */
  readonly box: Box;
  readonly bodyBox?: Box | undefined;
  /** Of the face; absent where none is seen, and where it was erased. */
  readonly vector?: Float32Array | undefined;
  /** 0 to 1: how far the embedding can be trusted (size, sharpness, pose). */
  readonly quality: number;
  /** The recogniser doubts that this is a body: it prolongs a track, and never begins one. */
  readonly isDoubtful?: boolean;
  /** How sure the recogniser is, 0 to 1. Asked of doubtful bodies only. */
  readonly score?: number;
}

/** One person through one shot. */
export interface FaceTrack {
  /** Named after its first element: the same sightings give the same id. */
  readonly id: string;
  readonly faces: readonly GroupableFace[];
  /** Quality-weighted mean of the faces' embeddings at unit length; absent where the face is never seen. */
  readonly vector: Float32Array | undefined;
  /** Quality of the best face, 0 to 1. */
  readonly quality: number;
}

/** When faces of neighbouring keyframes are one track. */
export interface TrackRules {
  /** Least cosine of two faces in neighbouring keyframes of a shot, once overlap has been added. */
  readonly linkAt: number;
  /** How much of the likeness may come from the boxes lying over each other, 0 to 1. */
  readonly overlapWeight: number;
}

/** The frames of a clip that were looked at. */
export interface LookedFrames {
  /** Ascending. Where somebody is not seen in one, whoever stands at the same place later may be somebody else... */
  readonly frames: readonly number[];
  /** ...unless that is so few frames later: then the detector missed somebody for a moment. */
  readonly bridgedFrames: number;
}

/** Within a shot, who is left over at nearly the same place is the same: a head that turns or tilts changes its embedding. */
const samePlaceFaces = 1;
/** Least overlap of two bodies in neighbouring keyframes for them to be one... */
const bodyOverlap = 0.3;
/** ...or how far their middles, in widths, and their heads, in heights, may be from each other at most. */
const step = { aside: 0.7, up: 0.15 } as const;

function trackOf(faces: readonly GroupableFace[]): FaceTrack {
  let sum: Float32Array | undefined;
  let quality = 0;
  for (const face of faces) {
    quality = Math.max(quality, face.quality);
    if (!face.vector) continue;
    sum ??= new Float32Array(face.vector.length);
    if (sum.length === face.vector.length) addTo(sum, face.vector, Math.max(face.quality, 0.05));
  }
  const first = faces.find(({ isDoubtful }) => !isDoubtful);
  return { id: first?.elementId ?? '', faces, vector: sum && unit(sum), quality };
}

/** Distance of two boxes' centres in mean widths; heights are scaled by the shape of the boxes, so pictures of any shape will do. */
function distanceOf(a: Box, b: Box): number {
  const dx = (a.x + a.w / 2 - b.x - b.w / 2) / ((a.w + b.w) / 2);
  const dy = (a.y + a.h / 2 - b.y - b.h / 2) / ((a.h + b.h) / 2);
  return Math.hypot(dx, dy);
}

interface Pair {
  readonly track: GroupableFace[];
  readonly face: GroupableFace;
  readonly likeness: number;
}

/** True where one body may have walked from here to there: people side by side are a width and more from each other. */
function isStep(from: Box, to: Box): boolean {
  const aside = Math.abs(from.x + from.w / 2 - to.x - to.w / 2) / ((from.w + to.w) / 2);
  const up = Math.abs(from.y - to.y) / ((from.h + to.h) / 2);
  return aside < step.aside && up < step.up;
}

/** Least ratio of widths and of heights of one body in neighbouring keyframes, where the place alone says too little. */
const likeSize = 0.6;

function haveOneSize(a: Box, b: Box): boolean {
  const ratio = (one: number, other: number): number => Math.min(one, other) / Math.max(one, other);
  return ratio(a.w, b.w) > likeSize && ratio(a.h, b.h) > likeSize;
}

/** The faces of a track that a new one is compared with: somebody who turned away and back looks like before. */
const remembered = 3;

function faceLikeness(track: readonly GroupableFace[], face: GroupableFace, rules: TrackRules): number {
  const sure = track.filter(({ isDoubtful }) => !isDoubtful);
  const last = sure.at(-1);
  if (!face.vector || !last) return -1;
  const { vector } = face;
  const cosines = sure
    .slice(-remembered)
    .flatMap((one) => (one.vector?.length === vector.length ? [dot(one.vector, vector)] : []));
  return Math.max(-1, ...cosines) + rules.overlapWeight * intersectionOverUnion(last.box, face.box);
}

function placeLikeness(last: GroupableFace, face: GroupableFace): number {
  const bodies = last.bodyBox && face.bodyBox && intersectionOverUnion(last.bodyBox, face.bodyBox);
  if (last.vector && face.vector) {
    const distance = distanceOf(last.box, face.box);
    return distance < samePlaceFaces ? 1 - distance / samePlaceFaces : -1;
  }
  if (bodies === undefined || !last.bodyBox || !face.bodyBox) return -1;
  const isOfSize = haveOneSize(last.bodyBox, face.bodyBox);
  // Where somebody was only doubted, whoever is surely there has to be of that size: it may be another one.
  if (last.isDoubtful && !face.isDoubtful && !isOfSize) return -1;
  if (bodies >= bodyOverlap) return bodies;
  if (face.isDoubtful && !isOfSize) return -1;
  return isStep(last.bodyBox, face.bodyBox) ? bodies : -1;
}

/** Joins what is most alike first, each track and face at most once. */
function joinPairs(pairs: Pair[], open: Set<GroupableFace[]>, faces: Set<GroupableFace>): void {
  pairs.sort((a, b) => b.likeness - a.likeness);
  for (const { track, face } of pairs) {
    if (!open.has(track) || !faces.has(face)) continue;
    track.push(face);
    open.delete(track);
    faces.delete(face);
  }
}

/**
 * Joins those of one keyframe to the tracks of the shot: first by their faces, then, of those that are left and were seen
 * lately, by the place of faces or bodies. Who is left begins a track.
 *
 * @param since the frame from which on is lately
 */
function linkKeyframe(
  tracks: GroupableFace[][],
  seen: readonly GroupableFace[],
  since: number,
  rules: TrackRules,
): void {
  const [open, left] = [new Set(tracks), new Set(seen)];
  const pairsBy = (
    likenessOf: (track: GroupableFace[], face: GroupableFace) => number,
    least: number,
  ): Pair[] =>
    [...open].flatMap((track) =>
      [...left].flatMap((face) => {
        const likeness = likenessOf(track, face);
        return likeness >= least ? [{ track, face, likeness }] : [];
      }),
    );
  joinPairs(
    pairsBy((track, face) => faceLikeness(track, face, rules), rules.linkAt),
    open,
    left,
  );
  // Of a tail of doubtful bodies the place may be wrong: then it is that of the last body of which nothing was doubted.
  const lately = (track: GroupableFace[]): GroupableFace[] =>
    [track.at(-1), track.findLast(({ isDoubtful }) => !isDoubtful)].flatMap((one) =>
      one && one.frame >= since ? one : [],
    );
  joinPairs(
    pairsBy((track, face) => Math.max(-1, ...lately(track).map((one) => placeLikeness(one, face))), 0),
    open,
    left,
  );
  for (const face of left) tracks.push([face]);
}

/**
 * Prolongs tracks by bodies that the recogniser doubted, which nobody is who was found there: where somebody was a moment
 * before or is a moment later, a doubtful body of that place and size is that somebody. After the second association of
 * ByteTrack (Zhang et al. 2022), but in both directions, as all of the shot is known.
 *
 * @param tracks their ends that are next in time, and what puts a body to that end
 * @param bodies of one picture; those that were used are taken out
 */
function prolong(
  tracks: readonly { readonly end: GroupableFace; readonly add: (body: GroupableFace) => void }[],
  bodies: Set<GroupableFace>,
): void {
  const pairs = tracks.flatMap((track) =>
    [...bodies].flatMap((body) => {
      const likeness = placeLikeness(track.end, body);
      // Of two boxes that would do, the one that the recogniser doubts less.
      return likeness >= 0 ? [{ track, body, likeness: likeness * (body.score ?? 1) }] : [];
    }),
  );
  const open = new Set(tracks);
  for (const { track, body } of pairs.toSorted((a, b) => b.likeness - a.likeness)) {
    if (!open.delete(track)) continue;
    if (bodies.delete(body)) track.add(body);
    else open.add(track);
  }
}

interface ShotTracks {
  /** Ascending frames of the shot's sightings, with those of each. */
  readonly byFrame: readonly (readonly [number, readonly GroupableFace[]])[];
  /** The earliest frame that is lately before, and the latest that is shortly after a frame. */
  readonly since: (frame: number) => number;
  readonly until: (frame: number) => number;
}

function tracksOfShot({ byFrame, since, until }: ShotTracks, rules: TrackRules): GroupableFace[][] {
  const tracks: GroupableFace[][] = [];
  const unused = new Map<number, Set<GroupableFace>>();
  for (const [frame, seen] of byFrame) {
    linkKeyframe(
      tracks,
      seen.filter(({ isDoubtful }) => !isDoubtful),
      since(frame),
      rules,
    );
    const bodies = new Set(seen.filter(({ isDoubtful }) => isDoubtful));
    const ending = tracks.flatMap((track) => {
      const end = track.at(-1);
      return end && end.frame < frame && end.frame >= since(frame)
        ? [{ end, add: (body: GroupableFace) => track.push(body) }]
        : [];
    });
    prolong(ending, bodies);
    unused.set(frame, bodies);
  }
  for (const [frame] of byFrame.toReversed()) {
    const beginning = tracks.flatMap((track) => {
      const end = track[0];
      return end && end.frame > frame && end.frame <= until(frame)
        ? [{ end, add: (body: GroupableFace) => track.unshift(body) }]
        : [];
    });
    prolong(beginning, unused.get(frame) ?? new Set());
  }
  return tracks;
}

/**
 * Joins sightings to tracks within each shot: inside a shot a person changes little, so place helps the embedding.
 * Without `looked`, the frames of the sightings are all that was looked at.
 */
export function buildTracks(
  faces: readonly GroupableFace[],
  rules: TrackRules,
  looked?: LookedFrames,
): FaceTrack[] {
  const byShot = Map.groupBy(faces, (face) => face.shotId);
  const tracks: FaceTrack[] = [];
  for (const inShot of byShot.values()) {
    const byFrame = [...Map.groupBy(inShot, (face) => face.frame)].sort(([a], [b]) => a - b);
    const frames = looked?.frames ?? byFrame.map(([frame]) => frame);
    const bridged = looked?.bridgedFrames ?? 0;
    const since = (frame: number): number =>
      Math.min(frames.findLast((one) => one < frame) ?? -1, frame - bridged);
    const until = (frame: number): number =>
      Math.max(frames.find((one) => one > frame) ?? frame, frame + bridged);
    tracks.push(...tracksOfShot({ byFrame, since, until }, rules).map(trackOf));
  }
  return tracks;
}
