import type { EditLabel } from '../../shared/edit-label.ts';
import { CastlineError } from '../../shared/errors.ts';
import type { AssetId } from '../../shared/ids.ts';
import { formatTimecode } from '../../shared/time.ts';
import type { Edit, Library } from '../library/index.ts';
import { type CutDecisionState, statesForMove } from '../shots/index.ts';
import { type EffectiveShot, foundShots, readShots } from './shots.ts';

/** An edit of cuts, with what takes it back. */
export interface CutEdit {
  readonly forward: Edit;
  readonly inverse: Edit;
  readonly label: EditLabel;
}

/** An asset whose cuts are to be decided. @throws CastlineError not-found where it is not known, or not analysed so far */
function openAsset(library: Library, assetId: AssetId) {
  const { facts, frameCount, name } = library.assets.get(assetId);
  const { shots } = readShots(library, assetId);
  if (!facts || frameCount === undefined || shots.length === 0) {
    throw new CastlineError('not-found', `"${name}" has not been analysed yet.`);
  }
  const timecode = (frame: number): string =>
    formatTimecode(facts.timecode.startFrame + frame, facts.video.frameRate, facts.timecode.dropFrame);
  return { shots, frameCount, timecode };
}

const beginningAt = (shots: readonly EffectiveShot[], frame: number): EffectiveShot | undefined =>
  shots.find((shot) => shot.firstFrame === frame && shot.index > 0);

function insideClip(frame: number, frameCount: number): void {
  if (frame > 0 && frame < frameCount) return;
  throw new CastlineError(
    'invalid-request',
    'A cut lies between two frames of the clip, not at its start or end.',
  );
}

/** Undefined where the states are already so: then there is nothing to undo. */
function editFor(
  library: Library,
  assetId: AssetId,
  states: readonly CutDecisionState[],
  label: EditLabel,
): CutEdit | undefined {
  const now = new Map(library.cuts.list(assetId).map(({ frame, verdict }) => [frame, verdict]));
  const before = states.map(({ frame }) => ({ frame, verdict: now.get(frame) ?? null }));
  if (states.every(({ verdict }, index) => verdict === before[index]?.verdict)) return undefined;
  return {
    forward: { kind: 'decide-cuts', assetId, states: [...states] },
    inverse: { kind: 'decide-cuts', assetId, states: before },
    label,
  };
}

/** @throws CastlineError not-found where no shot begins at the frame */
export function removeCut(library: Library, assetId: AssetId, frame: number): CutEdit | undefined {
  const { shots, timecode } = openAsset(library, assetId);
  const shot = beginningAt(shots, frame);
  if (!shot) throw new CastlineError('not-found', `There is no cut at ${timecode(frame)}.`);
  const label: EditLabel = {
    did: 'remove-cut',
    kind: shot.transition.kind,
    timecode: timecode(frame),
  };
  return editFor(library, assetId, [{ frame, verdict: 'no-cut' }], label);
}

/**
 * A person's cut at a frame; where there is one by the machine, it is confirmed. Undefined where a person said so before.
 *
 * @throws CastlineError not-found, invalid-request (the first frame, or outside of the clip)
 */
export function addCut(library: Library, assetId: AssetId, frame: number): CutEdit | undefined {
  const { shots, frameCount, timecode } = openAsset(library, assetId);
  insideClip(frame, frameCount);
  const shot = beginningAt(shots, frame);
  const label: EditLabel = shot
    ? { did: 'keep-cut', kind: shot.transition.kind, timecode: timecode(frame) }
    : { did: 'add-cut', timecode: timecode(frame) };
  return editFor(library, assetId, [{ frame, verdict: 'cut' }], label);
}

/**
 * Moves a cut, as one step to undo. It stays between its neighbours.
 *
 * @throws CastlineError not-found, invalid-request (outside of the clip, or another cut in the way)
 */
export function moveCut(
  library: Library,
  assetId: AssetId,
  frame: number,
  toFrame: number,
): CutEdit | undefined {
  const { shots, frameCount, timecode } = openAsset(library, assetId);
  const shot = beginningAt(shots, frame);
  if (!shot) throw new CastlineError('not-found', `There is no cut at ${timecode(frame)}.`);
  insideClip(toFrame, frameCount);
  if (toFrame === frame) return undefined;
  const before = shots[shot.index - 1]?.firstFrame ?? 0;
  if (toFrame <= before || toFrame >= shot.endFrame) {
    throw new CastlineError('invalid-request', 'Another cut is in the way.');
  }
  const states = statesForMove(foundShots(library, assetId), library.cuts.list(assetId), frame, toFrame);
  return editFor(library, assetId, states, {
    did: 'move-cut',
    kind: shot.transition.kind,
    from: timecode(frame),
    to: timecode(toFrame),
  });
}
