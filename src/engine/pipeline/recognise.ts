import { CastlineError } from '../../shared/errors.ts';
import type { AssetId, ImageHash } from '../../shared/ids.ts';
import type { Library } from '../library/index.ts';
import { decodePictures, type MediaTools } from '../media/index.ts';
import type { Picture, Recogniser } from '../recognition/index.ts';
import type { AnalysisControl } from './analyse.ts';

interface RecognitionTools {
  readonly library: Library;
  readonly media: MediaTools;
  readonly recogniser: Recogniser;
  readonly clock: () => Date;
}

/** Pictures decoded by one process: few processes, and at most 50 MB of pixels at 1080p. */
const batchSize = 8;

/**
 * Asks the recogniser about each keyframe picture of an asset that it has not answered for, and keeps every answer at
 * once. The next pictures are decoded while the recogniser works on these. Returns how many pictures were recognised.
 */
export async function recogniseKeyframes(
  tools: RecognitionTools,
  assetId: AssetId,
  { report, signal, pace }: Pick<AnalysisControl, 'report' | 'signal' | 'pace'>,
): Promise<number> {
  const { library, recogniser, clock } = tools;
  library.recognitions.begin(assetId, recogniser.key);
  const open = library.recognitions.unanswered(assetId, recogniser.key);
  const total = open.length;
  if (total === 0) return 0;
  report({ done: 0, total, unit: 'pictures', phase: 'recognition' });
  const decode = (from: number): Promise<Picture[]> =>
    decodeBatch(tools, open.slice(from, from + batchSize), signal);
  let next = decode(0);
  let done = 0;
  for (let from = 0; from < total; from += batchSize) {
    const pictures = await next;
    if (from + batchSize < total) {
      next = decode(from + batchSize);
      // Handled where it is awaited; until then an early failure must not count as unhandled.
      next.catch(() => undefined);
    }
    for (const [index, picture] of pictures.entries()) {
      await pace();
      const answer = await recogniser.recognise(picture, signal);
      library.recognitions.add(
        open[from + index] as ImageHash,
        recogniser.key,
        answer,
        clock().toISOString(),
      );
      done += 1;
      report({ done, total, unit: 'pictures', phase: 'recognition' });
    }
  }
  return done;
}

async function decodeBatch(
  { library, media }: RecognitionTools,
  hashes: readonly ImageHash[],
  signal: AbortSignal,
): Promise<Picture[]> {
  const pictures = await decodePictures(
    media,
    hashes.map((hash) => library.images.pathOf(hash)),
    { signal },
  );
  if (pictures.length !== hashes.length) {
    throw new CastlineError('library-damaged', 'A keyframe picture of the library could not be read.');
  }
  return pictures;
}
