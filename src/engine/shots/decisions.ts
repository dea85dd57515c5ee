import type { Boundary, ShotRange } from './types.ts';

/** What a person said of one frame: a new shot begins there, or none does. */
export interface CutDecision {
  readonly frame: number;
  readonly verdict: 'cut' | 'no-cut';
}

/** What a frame's decision is to be; null takes it away, so that the machine's word holds again. */
export interface CutDecisionState {
  readonly frame: number;
  readonly verdict: CutDecision['verdict'] | null;
}

/** A boundary of shots, and who says so. */
export interface DecidedBoundary extends Boundary {
  readonly decidedBy: 'machine' | 'person';
}

/** A shot as the editor has it: the machine's, with a person's word before it. */
export interface DecidedShot extends ShotRange {
  readonly transitionIn: DecidedBoundary;
}

/**
 * A decision still means the machine's boundary when another detector puts it this many frames away. No more, because
 * shots go down to three frames.
 */
export const reachFrames = 2;

interface Found {
  readonly at: number;
  readonly boundary: Boundary;
}

/** Frames between a decision and a boundary: none anywhere in the mixed frames of a gradual one. */
function distance({ at, boundary }: Found, frame: number): number {
  if (boundary.endFrame <= boundary.firstFrame) return Math.abs(frame - at);
  return Math.max(0, boundary.firstFrame - frame, frame - boundary.endFrame);
}

function takeNearest(found: Found[], frame: number): Found | undefined {
  const nearest = found
    .filter((one) => distance(one, frame) <= reachFrames)
    .sort(
      (a, b) => distance(a, frame) - distance(b, frame) || Math.abs(a.at - frame) - Math.abs(b.at - frame),
    )[0];
  if (nearest) found.splice(found.indexOf(nearest), 1);
  return nearest;
}

/** A gradual transition that a person has confirmed stays one, with its range; all else that a person says is a cut. */
function personBoundary(frame: number, replaced: Found | undefined): DecidedBoundary {
  const known = replaced?.boundary;
  const keepsRange =
    known && known.endFrame > known.firstFrame && frame >= known.firstFrame && frame <= known.endFrame;
  return keepsRange
    ? { ...known, confidence: 1, decidedBy: 'person' }
    : { kind: 'cut', confidence: 1, firstFrame: frame, endFrame: frame, decidedBy: 'person' };
}

/**
 * Shots with a person's decisions before the machine's. `found`: the machine's shots, in the order of time, covering the
 * clip without a gap. A 'no-cut' takes away the machine's boundary at its frame, or the nearest within `reachFrames` or
 * in whose mixed frames it lies; then a 'cut' puts a boundary exactly at its frame, in place of a machine's one as near.
 * Decisions outside of the clip, or at its first frame, say nothing.
 */
export function decideShots(
  found: readonly ShotRange[],
  decisions: readonly CutDecision[],
): readonly DecidedShot[] {
  const first = found[0];
  const last = found.at(-1);
  if (!first || !last) return [];
  const inside = decisions
    .filter(({ frame }) => frame > first.firstFrame && frame < last.endFrame)
    .toSorted((a, b) => a.frame - b.frame);
  const open = found
    .slice(1)
    .map(({ firstFrame, transitionIn }): Found => ({ at: firstFrame, boundary: transitionIn }));
  for (const { frame, verdict } of inside) if (verdict === 'no-cut') takeNearest(open, frame);
  const decided = inside.flatMap(({ frame, verdict }) =>
    verdict === 'cut' ? [{ at: frame, boundary: personBoundary(frame, takeNearest(open, frame)) }] : [],
  );
  const boundaries = [
    { at: first.firstFrame, boundary: { ...first.transitionIn, decidedBy: 'machine' as const } },
    ...open.map(({ at, boundary }) => ({ at, boundary: { ...boundary, decidedBy: 'machine' as const } })),
    ...decided,
  ].sort((a, b) => a.at - b.at);
  return boundaries.map(({ at, boundary }, index) => ({
    firstFrame: at,
    endFrame: boundaries[index + 1]?.at ?? last.endFrame,
    transitionIn: boundary,
  }));
}

/** Decisions as they are once some of their states are set anew. */
export function withStates(
  decisions: readonly CutDecision[],
  states: readonly CutDecisionState[],
): CutDecision[] {
  const set = new Set(states.map(({ frame }) => frame));
  return [
    ...decisions.filter(({ frame }) => !set.has(frame)),
    ...states.flatMap(({ frame, verdict }) => (verdict ? [{ frame, verdict }] : [])),
  ];
}

/**
 * The states that move a boundary: a cut at the new frame, and at the old one nothing where that is enough to leave it
 * free, else a no. Moving a machine's boundary away and back so leaves it as a person's word on the machine's boundary.
 */
export function statesForMove(
  found: readonly ShotRange[],
  decisions: readonly CutDecision[],
  from: number,
  to: number,
): CutDecisionState[] {
  const moved = (verdict: 'no-cut' | null): CutDecisionState[] => [
    { frame: from, verdict },
    { frame: to, verdict: 'cut' },
  ];
  const cutsOf = (said: readonly CutDecision[]): number[] =>
    decideShots(found, said).map(({ firstFrame }) => firstFrame);
  const wanted = cutsOf(decisions).filter((frame) => frame !== from && frame !== to);
  const got = cutsOf(withStates(decisions, moved(null))).filter((frame) => frame !== to);
  return moved(
    got.length === wanted.length && got.every((frame) => wanted.includes(frame)) ? null : 'no-cut',
  );
}
