import { basename } from 'node:path';
import { CastlineError } from '../../shared/errors.ts';
import type { MediaFacts } from '../../shared/media.ts';
import { toNumber } from '../../shared/time.ts';
import type { FrameList } from './frame-list.ts';
import { FrameMatcher } from './frame-matcher.ts';
import { frameTimes, timeOutputArguments } from './frame-times.ts';
import { inputArguments } from './input.ts';
import { jpegOutputArguments, splitJpegs } from './jpeg.ts';
import { namedFailure } from './probe.ts';
import { startProgram } from './process.ts';
import type { MediaTools } from './tools.ts';
import { fitPicture, type PictureSize, uprightFilters } from './upright.ts';

/** One frame as a JPEG, upright. */
export interface ExtractedFrame extends PictureSize {
  frame: number;
  jpeg: Buffer;
}

/** Which frames are taken out, and how large. */
export interface ExtractOptions {
  /** Longest side of the picture; it is never made larger than the source. */
  maxSidePx: number;
  /** ffmpeg's JPEG quantiser, 2 (best) to 31. */
  quality?: number;
  signal?: AbortSignal | undefined;
}

/** What starting a program and opening the file costs, in frames decoded. */
const startFrames = 12;
/** Bound on one run's filter expression. */
const maxRunFrames = 50;

/** The last frame up to this one at which decoding can begin. */
function syncBefore({ syncFrames }: FrameList, frame: number): number {
  let low = 0;
  let high = syncFrames.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((syncFrames[middle] as number) <= frame) low = middle + 1;
    else high = middle;
  }
  return syncFrames[low - 1] ?? 0;
}

/** Splits ascending frame numbers into runs that one process each decodes: a new one where seeking saves decoding. */
export function planRuns(frames: FrameList, wanted: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const frame of wanted) {
    const run = runs[runs.length - 1];
    const last = run?.[run.length - 1];
    const near = last !== undefined && syncBefore(frames, frame) - last <= startFrames;
    if (run && near && run.length < maxRunFrames) run.push(frame);
    else runs.push([frame]);
  }
  return runs;
}

/** Where to start reading so that the frame is surely decoded: half a frame before it. Seconds from the container's zero. */
export function seekSeconds(facts: MediaFacts, frames: FrameList, frame: number): number {
  const here = frames.ticks[frame] ?? 0;
  const before = frames.ticks[frame - 1] ?? here - 1;
  const seconds = ((here + before) / 2) * toNumber(frames.timeBase) - facts.containerStartSeconds;
  return Math.max(0, seconds);
}

async function* extractRun(
  tools: MediaTools,
  path: string,
  facts: MediaFacts,
  frames: FrameList,
  run: readonly number[],
  options: ExtractOptions & { seek: boolean },
): AsyncGenerator<ExtractedFrame> {
  const { capabilities } = tools.ffmpeg;
  const size = fitPicture(facts, options.maxSidePx);
  const first = run[0] ?? 0;
  const seek = options.seek && first > 0 ? ['-ss', seekSeconds(facts, frames, first).toFixed(6)] : [];
  const chosen = run.map((frame) => `eq(pts\\,${frames.ticks[frame]})`).join('+');
  // The filters count in the stream's ticks from here on; a container whose times are repaired may differ by a tick.
  const graph = `[0:${facts.video.streamIndex}]settb=${frames.timeBase.num}/${frames.timeBase.den},select=${chosen},split[a][b];[a]${uprightFilters(facts, size, capabilities).join(',')}[p]`;
  const sync = [capabilities.frameSync, 'passthrough'];
  const program = startProgram(
    tools.ffmpeg,
    [
      ...['-nostdin', '-v', 'error', '-noautorotate', '-copyts', ...seek, ...inputArguments(path)],
      ...['-filter_complex', graph, '-map', '[p]', ...sync, '-frames:v', String(run.length)],
      ...jpegOutputArguments(options.quality ?? 3, 'pipe:1'),
      ...['-map', '[b]', ...sync, '-frames:v', String(run.length), '-s', '16x16'],
      ...timeOutputArguments(frames.timeBase, 'pipe:3'),
    ],
    { signal: options.signal, extraPipes: 1 },
  );
  try {
    const times: number[] = [];
    const reading = (async () => {
      for await (const some of frameTimes(program.outputs[1] ?? noChunks())) times.push(...some);
    })();
    const jpegs: Buffer[] = [];
    for await (const jpeg of splitJpegs(program.outputs[0] ?? noChunks())) jpegs.push(jpeg);
    await reading;
    await program.end;
    const matcher = new FrameMatcher(frames);
    for (const [index, jpeg] of jpegs.entries()) {
      const time = times[index];
      const frame = time === undefined ? undefined : matcher.match(time);
      if (frame !== undefined && frames.ticks[frame] === time) yield { frame, jpeg, ...size };
    }
  } finally {
    program.kill();
  }
}

async function* noChunks(): AsyncGenerator<Buffer> {}

/**
 * Fetches exact frames as upright, square-pixel JPEGs, in ascending order. Frames that lie close together come from one
 * process; each picture is known by its presentation time, and one that a seek did not bring is looked for again from the
 * start of the file. Frames that a damaged file does not hold are left out.
 * @throws CastlineError `media-damaged` when none of them can be decoded, `media-timeout`, `cancelled`
 */
export async function* extractFrames(
  tools: MediaTools,
  path: string,
  facts: MediaFacts,
  frames: FrameList,
  wanted: readonly number[],
  options: ExtractOptions,
): AsyncGenerator<ExtractedFrame> {
  const ordered = [...new Set(wanted)].sort((a, b) => a - b);
  let found = 0;
  try {
    for (const run of planRuns(frames, ordered)) {
      const seen = new Map<number, ExtractedFrame>();
      for (const seek of [true, false]) {
        const missing = run.filter((frame) => !seen.has(frame));
        if (missing.length === 0 || (!seek && (run[0] ?? 0) === 0)) break;
        const pictures = extractRun(tools, path, facts, frames, missing, { ...options, seek });
        for await (const picture of pictures) seen.set(picture.frame, picture);
      }
      found += seen.size;
      yield* [...seen.values()].sort((a, b) => a.frame - b.frame);
    }
  } catch (thrown) {
    throw namedFailure(thrown, path);
  }
  if (found === 0 && ordered.length > 0) {
    throw new CastlineError('media-damaged', `No picture of ${basename(path)} could be decoded.`);
  }
}
