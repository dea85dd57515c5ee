import { type Box, intersectionOverUnion } from '../../shared/boxes.ts';
import { addTo, dot, unit } from './vectors.ts';

/** A face in a keyframe, as grouping sees it. Vectors are at unit length. */
export interface GroupableFace {
  readonly elementId: string;
  readonly assetId: string;
  readonly shotId: string;
  readonly frame: number;
  readonly box: Box;
  readonly vector: Float32Array;
  /** 0 to 1: how far the embedding can be trusted (size, sharpness, pose). */
  readonly quality: number;
}

/** The faces of one person through one shot, and their quality-weighted mean at unit length. */
export interface FaceTrack {
  readonly faces: readonly GroupableFace[];
  readonly vector: Float32Array;
  /** Quality of the best face, 0 to 1. */
  readonly quality: number;
}

export interface TrackRules {
  /** Least cosine of two faces in neighbouring keyframes of a shot, once overlap has been added. */
  readonly linkAt: number;
  /** How much of the likeness may come from the boxes lying over each other, 0 to 1. */
  readonly overlapWeight: number;
}

function trackOf(faces: readonly GroupableFace[]): FaceTrack {
  const sum = new Float32Array(faces[0]?.vector.length ?? 0);
  let quality = 0;
  for (const face of faces) {
    addTo(sum, face.vector, Math.max(face.quality, 0.05));
    quality = Math.max(quality, face.quality);
  }
  return { faces, vector: unit(sum), quality };
}

/** Joins the faces of one keyframe to the tracks that are open, the most alike first, one face a track. */
function linkKeyframe(open: GroupableFace[][], faces: readonly GroupableFace[], rules: TrackRules): void {
  const pairs: { track: GroupableFace[]; face: GroupableFace; likeness: number }[] = [];
  for (const track of open) {
    const last = track[track.length - 1] as GroupableFace;
    for (const face of faces) {
      const likeness =
        dot(last.vector, face.vector) + rules.overlapWeight * intersectionOverUnion(last.box, face.box);
      if (likeness >= rules.linkAt) pairs.push({ track, face, likeness });
    }
  }
  pairs.sort((a, b) => b.likeness - a.likeness);
  const takenTracks = new Set<GroupableFace[]>();
  const takenFaces = new Set<GroupableFace>();
  for (const { track, face } of pairs) {
    if (takenTracks.has(track) || takenFaces.has(face)) continue;
    track.push(face);
    takenTracks.add(track);
    takenFaces.add(face);
  }
  for (const face of faces) if (!takenFaces.has(face)) open.push([face]);
}

/** Joins faces to tracks within each shot: inside a shot a person changes little, so place helps the embedding. */
export function buildTracks(faces: readonly GroupableFace[], rules: TrackRules): FaceTrack[] {
  const byShot = Map.groupBy(faces, (face) => face.shotId);
  const tracks: FaceTrack[] = [];
  for (const inShot of byShot.values()) {
    const open: GroupableFace[][] = [];
    const byFrame = [...Map.groupBy(inShot, (face) => face.frame)].sort(([a], [b]) => a - b);
    for (const [, inFrame] of byFrame) linkKeyframe(open, inFrame, rules);
    tracks.push(...open.map(trackOf));
  }
  return tracks;
}
