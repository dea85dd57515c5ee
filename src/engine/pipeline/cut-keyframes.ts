import { existsSync } from 'node:fs';
import type { MediaFacts } from '../../shared/media.ts';
import { readShots } from '../cuts/index.ts';
import type { Library, StoredAsset } from '../library/index.ts';
import type { FrameList } from '../media/index.ts';
import { type FrameTools, fetchKeyframes } from './fetch-keyframes.ts';

/** The frames to take for shots that have no keyframe: the middle one of each. */
export function framesWithoutPicture(library: Library, assetId: StoredAsset['id']): number[] {
  const { shots, keyframes } = readShots(library, assetId);
  const withPicture = new Set(keyframes.map((keyframe) => keyframe.shotId));
  return shots
    .filter((shot) => !withPicture.has(shot.id))
    .map((shot) => (shot.firstFrame + shot.endFrame - 1) >> 1);
}

/**
 * Takes a keyframe for each shot that a person's cut made and the scan left without one. Returns how many were taken. Where
 * the file is away or the frame is damaged, the shot waits for the next analysis: what is known of the clip stays good.
 */
export async function takeCutKeyframes(
  tools: FrameTools,
  facts: MediaFacts,
  frames: FrameList,
): Promise<number> {
  const { library, asset } = tools;
  const wanted = framesWithoutPicture(library, asset.id);
  if (wanted.length === 0 || !existsSync(asset.path)) return 0;
  const taken = await fetchKeyframes(tools, facts, frames, wanted);
  library.shots.addKeyframesForCuts(asset.id, taken);
  return taken.length;
}
