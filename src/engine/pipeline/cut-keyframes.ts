import { existsSync } from 'node:fs';
import { CastlineError } from '../../shared/errors.ts';
import type { MediaFacts } from '../../shared/media.ts';
import { readShots } from '../cuts/index.ts';
import { keyframeIdOf, type Library, type NewKeyframe, type StoredAsset } from '../library/index.ts';
import { extractFrames, type FrameList, type MediaTools, ticksOfFrame } from '../media/index.ts';
import { storePicture } from './pictures.ts';

/** What taking single frames of a clip as keyframes needs. */
export interface FrameTools {
  readonly library: Library;
  readonly media: MediaTools;
  readonly asset: StoredAsset;
  readonly maxSidePx: number;
  readonly signal: AbortSignal;
  readonly pace: () => Promise<void>;
}

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
  const { library, media, asset, maxSidePx, signal, pace } = tools;
  const wanted = framesWithoutPicture(library, asset.id);
  if (wanted.length === 0 || !existsSync(asset.path)) return 0;
  const stored = library.shots.list(asset.id);
  const taken: NewKeyframe[] = [];
  try {
    for await (const picture of extractFrames(media, asset.path, facts, frames, wanted, {
      maxSidePx,
      signal,
    })) {
      await pace();
      const { frame } = picture;
      const holder = stored.find((shot) => frame >= shot.firstFrame && frame < shot.endFrame);
      if (!holder) continue;
      taken.push({
        id: keyframeIdOf(asset.id, frame),
        shotId: holder.id,
        frame,
        ticks: ticksOfFrame(frames, frame),
        image: await storePicture(library, picture),
        // Compared within a shot only, and this one is alone in its shot.
        sharpness: 0,
      });
    }
  } catch (thrown) {
    if (!(thrown instanceof CastlineError && thrown.code === 'media-damaged')) throw thrown;
  }
  library.shots.addKeyframesForCuts(asset.id, taken);
  return taken.length;
}
