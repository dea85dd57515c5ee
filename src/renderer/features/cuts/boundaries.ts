import type { ShotView } from '../../../shared/contract/index.ts';
import { texts } from '../../texts/index.ts';

export type Boundary = ShotView['transition'];

export const kindText = (kind: Boundary['kind']): string => texts().cuts.kinds[kind];

/** A detector's confidence in words. */
export function confidenceWord(confidence: number): 'certain' | 'sure' | 'likely' | 'unsure' {
  if (confidence >= 0.9) return 'certain';
  if (confidence >= 0.7) return 'sure';
  return confidence >= 0.5 ? 'likely' : 'unsure';
}

/** How sure it is that there is a cut, for people: a person's word needs no number. */
export function surenessText({ confidence, decidedBy }: Boundary): string {
  return decidedBy === 'person' ? texts().cuts.decided : texts().cuts.sureness[confidenceWord(confidence)];
}

/** The shots whose beginnings are to be reviewed: what nobody has decided on first, the least sure at the top; then the rest by time. */
export function reviewOrder(shots: readonly ShotView[]): ShotView[] {
  const isDecided = (shot: ShotView): boolean => shot.transition.decidedBy === 'person';
  return shots
    .filter((shot) => shot.transition.kind !== 'start')
    .toSorted(
      (a, b) =>
        Number(isDecided(a)) - Number(isDecided(b)) ||
        (isDecided(a) ? 0 : a.transition.confidence - b.transition.confidence) ||
        a.firstFrame - b.firstFrame,
    );
}

/** The item of the review for a frame: the boundary there, else the nearest, as after an undo. */
export function currentOf(order: readonly ShotView[], frame: number | undefined): ShotView | undefined {
  if (frame === undefined) return order[0];
  return order.reduce<ShotView | undefined>(
    (best, shot) =>
      best && Math.abs(best.firstFrame - frame) <= Math.abs(shot.firstFrame - frame) ? best : shot,
    undefined,
  );
}

/** The one to go on to after a boundary was decided on: the next that nobody has decided on; else the next of the list. */
export function nextOf(order: readonly ShotView[], current: ShotView): ShotView | undefined {
  const rest = order.filter((shot) => shot.firstFrame !== current.firstFrame);
  const at = order.findIndex((shot) => shot.firstFrame === current.firstFrame);
  const isOpen = (shot: ShotView): boolean => shot.transition.decidedBy === 'machine';
  return rest.slice(at).find(isOpen) ?? rest.find(isOpen) ?? rest[Math.min(at, rest.length - 1)];
}

/**
 * The frames to judge a boundary by: the last of the old shot and the first of the new one, for a gradual one those on both
 * sides of the mixed frames. As the places of which the engine gives the frame before and the frame at.
 */
export function judgedPlaces(shot: ShotView, frameCount: number): { last: number; first: number } {
  const { firstFrame, endFrame } = shot.transition;
  if (endFrame <= firstFrame) return { last: shot.firstFrame, first: shot.firstFrame };
  return { last: Math.max(1, firstFrame), first: Math.min(frameCount - 1, Math.max(1, endFrame)) };
}

/** The boundary nearest to a frame and at most so many frames away. `shots` in the order of time. */
export function boundaryNear(
  shots: readonly ShotView[],
  frame: number,
  withinFrames: number,
): ShotView | undefined {
  const nearest = currentOf(
    shots.filter((shot) => shot.transition.kind !== 'start'),
    frame,
  );
  return nearest && Math.abs(nearest.firstFrame - frame) <= withinFrames ? nearest : undefined;
}
