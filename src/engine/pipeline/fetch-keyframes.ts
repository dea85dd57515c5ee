import { CastlineError } from '../../shared/errors.ts';
import type { MediaFacts } from '../../shared/media.ts';
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

/**
 * Takes frames of a clip as keyframes of the shots that the scan found. Their pictures are stored, their rows are not. Frames
 * that cannot be decoded are left out: what is known of the clip stays good.
 *
 * @param wanted numbers of the frame list
 * @throws CastlineError `input-not-found`, `media-timeout`, `cancelled`, `disk-full`
 */
export async function fetchKeyframes(
  tools: FrameTools,
  facts: MediaFacts,
  frames: FrameList,
  wanted: readonly number[],
): Promise<NewKeyframe[]> {
  const { library, media, asset, maxSidePx, signal, pace } = tools;
  const shots = library.shots.list(asset.id);
  const taken: NewKeyframe[] = [];
  try {
    for await (const picture of extractFrames(media, asset.path, facts, frames, wanted, {
      maxSidePx,
      signal,
    })) {
      await pace();
      const { frame, jpeg, widthPx, heightPx } = picture;
      const shot = shots.find((one) => frame >= one.firstFrame && frame < one.endFrame);
      if (!shot) continue;
      taken.push({
        id: keyframeIdOf(asset.id, frame),
        shotId: shot.id,
        frame,
        ticks: ticksOfFrame(frames, frame),
        image: await storePicture(library, picture),
        sharpness: jpeg.length / (widthPx * heightPx),
      });
    }
  } catch (thrown) {
    if (!(thrown instanceof CastlineError && thrown.code === 'media-damaged')) throw thrown;
  }
  return taken;
}
