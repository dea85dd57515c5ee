import type { AssetId } from '../../shared/ids.ts';
import { type Library, type StoredKeyframe, type StoredShot, shotIdOf } from '../library/index.ts';
import { type DecidedShot, decideShots, type ShotRange } from '../shots/index.ts';

/** A shot as everything outside of detection sees it: what the machine found, with a person's word before it. */
export interface EffectiveShot {
  readonly id: StoredShot['id'];
  readonly index: number;
  readonly firstFrame: number;
  readonly endFrame: number;
  readonly transition: DecidedShot['transitionIn'];
}

/** The shots of an asset, each keyframe with the shot in which its frame lies. Both in the order of time. */
export interface AssetShots {
  readonly shots: readonly EffectiveShot[];
  readonly keyframes: readonly StoredKeyframe[];
}

/** The machine's shots alone, for working out decisions. */
export function foundShots(library: Library, assetId: AssetId): ShotRange[] {
  return library.shots
    .list(assetId)
    .map(({ firstFrame, endFrame, transition }) => ({ firstFrame, endFrame, transitionIn: transition }));
}

/** The shot in which a frame lies. `shots` in the order of time, without gaps. */
export function shotOfFrame(shots: readonly EffectiveShot[], frame: number): EffectiveShot | undefined {
  let [low, high] = [0, shots.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((shots[middle]?.firstFrame ?? 0) <= frame) low = middle;
    else high = middle - 1;
  }
  return shots[low];
}

/** The effective shots of an asset. Every reader goes through here: `library.shots` holds the machine's word only. */
export function readShots(library: Library, assetId: AssetId): AssetShots {
  const decided = decideShots(foundShots(library, assetId), library.cuts.list(assetId));
  const shots = decided.map(({ firstFrame, endFrame, transitionIn }, index) => ({
    id: shotIdOf(assetId, firstFrame),
    index,
    firstFrame,
    endFrame,
    transition: transitionIn,
  }));
  const keyframes = library.shots.keyframes(assetId).flatMap((keyframe) => {
    const shot = shotOfFrame(shots, keyframe.frame);
    return shot ? [{ ...keyframe, shotId: shot.id }] : [];
  });
  return { shots, keyframes: withoutSpare(shots, keyframes) };
}

/**
 * Leaves out keyframes that were taken for a person's cut and are not needed, as after an undo: where the scan has one, or
 * all but the one nearest to the middle of the shot.
 */
function withoutSpare(
  shots: readonly EffectiveShot[],
  keyframes: readonly StoredKeyframe[],
): StoredKeyframe[] {
  if (!keyframes.some((keyframe) => keyframe.forCut)) return [...keyframes];
  const byShot = Map.groupBy(keyframes, (keyframe) => keyframe.shotId);
  return shots.flatMap((shot) => {
    const inShot = byShot.get(shot.id) ?? [];
    const scanned = inShot.filter((keyframe) => !keyframe.forCut);
    const middle = (shot.firstFrame + shot.endFrame - 1) / 2;
    return scanned.length > 0
      ? scanned
      : inShot.toSorted((a, b) => Math.abs(a.frame - middle) - Math.abs(b.frame - middle)).slice(0, 1);
  });
}

/**
 * How many keyframes each shot has, in the order of time: all that the later steps see of the cuts. Zero stands for a shot
 * that a person's cut made and that has no picture so far.
 */
export function keyframeCounts({ shots, keyframes }: AssetShots): number[] {
  const byShot = Map.groupBy(keyframes, (keyframe) => keyframe.shotId);
  return shots.map((shot) => byShot.get(shot.id)?.length ?? 0);
}
