import type { Box } from '../../../shared/boxes.ts';
import type { FaceView, KeyframeView } from '../../../shared/contract/index.ts';
import type { ElementId, IdentityId } from '../../../shared/ids.ts';

/** A face as it is drawn over one frame. */
export interface FaceOnFrame {
  readonly elementId: ElementId;
  readonly identityId: IdentityId | undefined;
  readonly box: Box;
  /** Frames to the nearest keyframe in which the face was really seen: 0 means seen on this very frame. */
  readonly framesAway: number;
  /** The box stands where the face was on the keyframe, as nothing says where it went from there. */
  readonly isHeld: boolean;
  /** Drawn by hand, on a frame that need not be a keyframe. */
  readonly isDrawn?: boolean;
  /** A whole person whose face is not seen. */
  readonly isBody?: boolean;
}

/** The last keyframe at or before a frame, by its range; -1 when the frame lies before all of them. */
function indexOfRange(keyframes: readonly KeyframeView[], frame: number): number {
  let low = -1;
  let high = keyframes.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((keyframes[middle]?.firstFrame ?? Number.POSITIVE_INFINITY) <= frame) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The keyframe that stands for a frame: `keyframes` in the order of time, ranges not overlapping. */
export function keyframeFor(keyframes: readonly KeyframeView[], frame: number): KeyframeView | undefined {
  const keyframe = keyframes[indexOfRange(keyframes, frame)];
  return keyframe && frame < keyframe.endFrame ? keyframe : undefined;
}

function blend(a: Box, b: Box, share: number): Box {
  const mix = (from: number, to: number): number => from + (to - from) * share;
  return { x: mix(a.x, b.x), y: mix(a.y, b.y), w: mix(a.w, b.w), h: mix(a.h, b.h) };
}

function sameFace(face: FaceView, others: readonly FaceView[]): FaceView | undefined {
  return face.identityId === undefined
    ? undefined
    : others.find((other) => other.identityId === face.identityId);
}

/**
 * The faces over a frame: those of the keyframe that stands for it. Where the same person is seen in the next keyframe of
 * the same shot too, the box moves in a straight line between the two; else it is held.
 */
export function facesAt(keyframes: readonly KeyframeView[], frame: number): FaceOnFrame[] {
  const index = indexOfRange(keyframes, frame);
  const keyframe = keyframes[index];
  if (!keyframe || frame >= keyframe.endFrame) return [];
  const beside = keyframes[frame < keyframe.frame ? index - 1 : index + 1];
  const neighbour = beside?.shotId === keyframe.shotId ? beside : undefined;
  return keyframe.faces.map((face) => {
    const shown = { elementId: face.elementId, identityId: face.identityId };
    const away = Math.abs(frame - keyframe.frame);
    const twin = neighbour && sameFace(face, neighbour.faces);
    if (!twin || !neighbour || neighbour.frame === keyframe.frame) {
      return { ...shown, box: face.box, framesAway: away, isHeld: true };
    }
    const share = (frame - keyframe.frame) / (neighbour.frame - keyframe.frame);
    return {
      ...shown,
      box: blend(face.box, twin.box, Math.min(1, Math.max(0, share))),
      framesAway: Math.min(away, Math.abs(neighbour.frame - frame)),
      isHeld: false,
    };
  });
}

/**
 * How strongly a box is drawn, 0 to 1. One that moves between two keyframes fades to a half, from half a second to two seconds
 * away. One that is held would soon stand beside the face: it is gone half a second from its keyframe.
 */
export function boxStrength(
  face: Pick<FaceOnFrame, 'framesAway' | 'isHeld'>,
  framesPerSecond: number,
): number {
  const seconds = face.framesAway / Math.max(1, framesPerSecond);
  if (face.isHeld) return 1 - Math.min(1, Math.max(0, seconds - 0.25) / 0.25);
  return 1 - 0.5 * Math.min(1, Math.max(0, seconds - 0.5) / 1.5);
}
