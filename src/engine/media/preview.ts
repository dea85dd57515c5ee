import { basename } from 'node:path';
import { CastlineError } from '../../shared/errors.ts';
import type { MediaFacts } from '../../shared/media.ts';
import { inputArguments } from './input.ts';
import { jpegOutputArguments } from './jpeg.ts';
import { namedFailure } from './probe.ts';
import { runProgram } from './process.ts';
import type { MediaTools } from './tools.ts';
import { fitPicture, type PictureSize, uprightFilters } from './upright.ts';

/** A frame made in a hurry, upright. */
export interface PreviewFrame extends PictureSize {
  /** Where it was asked for, in seconds from the container's zero; the picture is that of the sync frame before. */
  seconds: number;
  jpeg: Buffer;
}

const previewWidthPx = 320;

/** The middles of `count` equal parts of the clip, the first part's beginning first: it is there to be seen at once. */
export function previewTimes(durationSeconds: number, count: number): number[] {
  if (!(durationSeconds > 0) || count < 2) return [0];
  const middles = Array.from({ length: count - 1 }, (_, part) => ((part + 1) * durationSeconds) / count);
  return [0, ...middles];
}

/**
 * A few small pictures of a clip within a second or two, however long it is: each is fetched by seeking to a sync frame and
 * decoding that one frame only.
 * @throws CastlineError `media-damaged` when not even the first can be decoded; `cancelled`
 */
export async function* previewFrames(
  tools: MediaTools,
  path: string,
  facts: MediaFacts,
  options: { readonly count: number; readonly signal?: AbortSignal | undefined },
): AsyncGenerator<PreviewFrame> {
  const size = fitPicture(facts, previewWidthPx);
  for (const seconds of previewTimes(facts.claimedDurationSeconds ?? 0, options.count)) {
    const seek = seconds > 0 ? ['-ss', seconds.toFixed(3)] : [];
    const filters = uprightFilters(facts, size, tools.ffmpeg.capabilities).join(',');
    const { stdout } = await runProgram(
      tools.ffmpeg,
      [
        ...[
          '-nostdin',
          '-v',
          'error',
          '-noautorotate',
          '-skip_frame',
          'nokey',
          ...seek,
          ...inputArguments(path),
        ],
        ...['-map', `0:${facts.video.streamIndex}`, '-frames:v', '1', '-vf', filters],
        ...jpegOutputArguments(5, 'pipe:1'),
      ],
      { signal: options.signal },
    ).catch((thrown: unknown) => {
      throw namedFailure(thrown, path);
    });
    if (stdout.length > 0) yield { seconds, jpeg: stdout, ...size };
    else if (seconds === 0) {
      throw new CastlineError('media-damaged', `No picture of ${basename(path)} could be decoded.`);
    }
  }
}
