import { basename } from 'node:path';
import { CastlineError } from '../../shared/errors.ts';
import type { MediaFacts } from '../../shared/media.ts';
import { seekSeconds } from './extract.ts';
import type { FrameList } from './frame-list.ts';
import { inputArguments } from './input.ts';
import { namedFailure } from './probe.ts';
import { startProgram } from './process.ts';
import type { MediaTools } from './tools.ts';
import { fitPicture, type PictureSize, rgbColours, uprightFilters } from './upright.ts';

/** How a frame at full size is written. */
export type FullFrameFormat = 'jpeg' | 'png';

const encoders: Readonly<Record<FullFrameFormat, readonly string[]>> = {
  jpeg: ['-c:v', 'mjpeg', '-q:v', '2'],
  png: ['-c:v', 'png'],
};

/**
 * One exact frame at full size, upright and with square pixels. The frame is known by its presentation time; where a seek
 * does not bring it, it is looked for from the start of the file.
 *
 * @throws CastlineError `media-damaged` when it cannot be decoded, `input-not-found`, `media-timeout`, `cancelled`
 */
export async function fullFrame(
  tools: MediaTools,
  path: string,
  facts: MediaFacts,
  frames: FrameList,
  frame: number,
  options: { readonly format: FullFrameFormat; readonly signal?: AbortSignal | undefined },
): Promise<PictureSize & { readonly bytes: Buffer }> {
  const size = fitPicture(facts, Number.POSITIVE_INFINITY);
  try {
    for (const seek of frame > 0 ? [seekSeconds(facts, frames, frame), undefined] : [undefined]) {
      const bytes = await decode(tools, path, facts, frames, { frame, size, seek, ...options });
      if (bytes.length > 0) return { ...size, bytes };
    }
  } catch (thrown) {
    throw namedFailure(thrown, path);
  }
  throw new CastlineError('media-damaged', `Frame ${frame} of ${basename(path)} cannot be decoded.`);
}

interface Wanted {
  readonly frame: number;
  readonly size: PictureSize;
  readonly seek: number | undefined;
  readonly format: FullFrameFormat;
  readonly signal?: AbortSignal | undefined;
}

async function decode(
  tools: MediaTools,
  path: string,
  facts: MediaFacts,
  frames: FrameList,
  { frame, size, seek, format, signal }: Wanted,
): Promise<Buffer> {
  const { capabilities } = tools.ffmpeg;
  const { num, den } = frames.timeBase;
  const store = format === 'png' ? rgbColours : undefined;
  const filters = [
    `settb=${num}/${den}`,
    `select=eq(pts\\,${frames.ticks[frame]})`,
    ...uprightFilters(facts, size, capabilities, store),
  ];
  const program = startProgram(
    tools.ffmpeg,
    [
      ...['-nostdin', '-v', 'error', '-noautorotate', '-copyts'],
      ...(seek === undefined ? [] : ['-ss', seek.toFixed(6)]),
      ...inputArguments(path),
      ...['-map', `0:${facts.video.streamIndex}`, '-vf', filters.join(',')],
      ...[capabilities.frameSync, 'passthrough', '-frames:v', '1', ...encoders[format]],
      ...['-f', 'image2pipe', 'pipe:1'],
    ],
    { signal },
  );
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of program.outputs[0] ?? []) chunks.push(chunk);
    await program.end;
    return Buffer.concat(chunks);
  } finally {
    program.kill();
  }
}
