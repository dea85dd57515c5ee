import { basename } from 'node:path';
import { CastlineError } from '../../shared/errors.ts';
import type { MediaFacts } from '../../shared/media.ts';
import type { FrameList } from './frame-list.ts';
import { inputArguments } from './input.ts';
import { namedFailure } from './probe.ts';
import { startProgram } from './process.ts';
import type { MediaTools } from './tools.ts';
import { fitPicture, type PictureSize, uprightFilters } from './upright.ts';

const proxySidePx = 1280;
/** A sync frame every so many frames: a seek in the window decodes no more than these. */
const syncEvery = 12;

/**
 * Samples that an AAC encoder puts before the sound. The copy has no edit list to hide them (old builds of ffmpeg give the last
 * frame no duration, and an edit list then cuts it off), so as many samples of the sound make room for them.
 */
const aacPrimingSamples = 1024;

/** 4:2:0 pictures have even sides. */
function evenSize(size: PictureSize): PictureSize {
  const even = (pixels: number): number => Math.max(2, 2 * Math.round(pixels / 2));
  return { widthPx: even(size.widthPx), heightPx: even(size.heightPx) };
}

/** The first sound track as AAC, its place beside the picture kept: the picture's first frame is at `startSeconds`. */
function soundArguments(streamIndex: number, startSeconds: number): string[] {
  const filters = [
    `asetpts=PTS-${startSeconds}/TB`,
    'aresample=48000:async=1:first_pts=0',
    `atrim=start_sample=${aacPrimingSamples}`,
  ];
  return ['-map', `0:${streamIndex}`, '-c:a', 'aac', '-b:a', '128k', '-ac', '2', '-af', filters.join(',')];
}

/** The end of the copy so far, in microseconds, from ffmpeg's `-progress`. */
function progressMicroseconds(text: string): number | undefined {
  const found = [...text.matchAll(/^out_time_(?:us|ms)=(\d+)$/gm)].at(-1);
  return found ? Number(found[1]) : undefined;
}

/**
 * Makes a small copy that every Chromium plays: H.264 with AAC in MP4, upright, square pixels, no B-frames. Every frame of the
 * clip is one frame of the copy, at the same time from the first frame on; sound keeps its place beside the picture.
 * @throws CastlineError `ffmpeg-failed`, `media-timeout`, `cancelled`, `disk-full`
 */
export async function makeProxy(
  tools: MediaTools,
  path: string,
  facts: MediaFacts,
  frames: FrameList,
  outFile: string,
  options: { readonly onProgress?: (fraction: number) => void; readonly signal?: AbortSignal | undefined },
): Promise<void> {
  const { capabilities } = tools.ffmpeg;
  if (!capabilities.encoders.has('libx264')) {
    throw new CastlineError(
      'ffmpeg-failed',
      'This ffmpeg cannot write H.264, so clips cannot be made playable.',
    );
  }
  const { num, den } = frames.timeBase;
  const first = frames.ticks[0] ?? 0;
  const total = ((frames.endTicks - first) * num * 1e6) / den;
  const size = evenSize(fitPicture(facts, proxySidePx));
  // The upright filters end in a JPEG's full range; video players expect the limited one of BT.709.
  const limited = 'scale=in_range=jpeg:out_range=tv:in_color_matrix=bt601:out_color_matrix=bt709';
  const shifted = [`settb=${num}/${den}`, `setpts=PTS-${first}`];
  // ffmpeg itself turns the picture here, or it would write the source's turn into the copy once more.
  const turned = { ...facts, video: { ...facts.video, rotationDegrees: 0 as const } };
  const upright = uprightFilters(turned, size, capabilities);
  const picture = [...shifted, ...upright, limited, 'format=yuv420p'].join(',');
  const sound = facts.audio[0] ? soundArguments(facts.audio[0].streamIndex, (first * num) / den) : [];
  const program = startProgram(
    tools.ffmpeg,
    [
      ...['-nostdin', '-v', 'error', '-y', '-copyts', ...inputArguments(path)],
      ...['-map', `0:${facts.video.streamIndex}`, '-vf', picture, capabilities.frameSync, 'passthrough'],
      ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '24', '-bf', '0', '-g', String(syncEvery)],
      ...['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'],
      ...['-enc_time_base', `${num}/${den}`, '-video_track_timescale', String(den), ...sound],
      ...['-use_editlist', '0', '-movflags', '+faststart'],
      ...['-progress', 'pipe:1', '-f', 'mp4', `file:${outFile}`],
    ],
    { signal: options.signal },
  );
  try {
    for await (const chunk of program.outputs[0] as AsyncIterable<Buffer>) {
      const done = progressMicroseconds(chunk.toString('latin1'));
      if (done !== undefined && total > 0) options.onProgress?.(Math.min(1, done / total));
    }
    const { code, stderr } = await program.end;
    if (code !== 0) {
      const isFull = /No space left/i.test(stderr);
      throw new CastlineError(
        isFull ? 'disk-full' : 'ffmpeg-failed',
        `${basename(path)} could not be made playable.`,
        {
          details: stderr,
        },
      );
    }
  } catch (thrown) {
    throw namedFailure(thrown, path);
  } finally {
    program.kill();
  }
}
