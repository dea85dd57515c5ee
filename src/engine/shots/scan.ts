import { basename } from 'node:path';
import { CastlineError } from '../../shared/errors.ts';
import type { MediaFacts } from '../../shared/media.ts';
import {
  extractFrames,
  type FrameList,
  FrameMatcher,
  frameTimes,
  type MediaTools,
  namedFailure,
  splitJpegs,
  startProgram,
} from '../media/index.ts';
import { shotDetector, shotsBetween } from './detect.ts';
import { FeatureExtractor, type FrameFeatures, gridBytes } from './features.ts';
import { KeyframeChooser } from './keyframes.ts';
import { planScan, type ScanPlan, scanArguments } from './scan-command.ts';
import { ShotStream } from './shot-stream.ts';
import type { Boundary, FilmstripPicture, KeyframeOptions, KeyframePicture, ShotRange } from './types.ts';

/** How a film is looked through. */
export interface ScanOptions {
  keyframes: KeyframeOptions;
  /** Called now and then with the frames decoded so far. */
  onProgress?: (doneFrames: number) => void;
  signal?: AbortSignal | undefined;
  /** Asked before each piece of the stream: while it waits, the program waits too, held by its full pipe. */
  pace?: () => Promise<void>;
  /**
   * Takes each keyframe as soon as its shot is known, so that a long film need not be held in memory; the scan waits for
   * it. Without it the pictures are in the result.
   */
  onKeyframe?: (picture: KeyframePicture) => Promise<void>;
}

/** What one decoding of a film gave. */
export interface ShotScan {
  boundaries: Boundary[];
  shots: ShotRange[];
  /** In the order of the film; empty when `onKeyframe` took them. */
  keyframes: KeyframePicture[];
  filmstrip: FilmstripPicture[];
  detector: { name: string; version: number };
  decodedFrames: number;
}

const reportEvery = 50;

/** Splits raw frames of a known size off a stream of bytes, those of a chunk at once. A cut-off last one is dropped. */
async function* rawFrames(chunks: AsyncIterable<Buffer>, frameBytes: number): AsyncGenerator<Buffer[]> {
  // A frame that begins in one chunk and ends in another; all others are read where they lie.
  let split = Buffer.alloc(0);
  let filled = 0;
  for await (const chunk of chunks) {
    const whole: Buffer[] = [];
    let at = 0;
    if (filled > 0) {
      at = chunk.copy(split, filled, 0, frameBytes - filled);
      filled += at;
      if (filled < frameBytes) continue;
      whole.push(split);
    }
    for (; at + frameBytes <= chunk.length; at += frameBytes) whole.push(chunk.subarray(at, at + frameBytes));
    filled = chunk.length - at;
    if (filled > 0) {
      split = Buffer.allocUnsafe(frameBytes);
      chunk.copy(split, 0, at);
    }
    yield whole;
  }
}

/** One running scan: joins what comes over the four pipes, whichever is ahead. Frames are counted as they are decoded. */
class Scan {
  readonly #plan: ScanPlan;
  readonly #frames: FrameList;
  readonly #options: ScanOptions;
  readonly #matcher: FrameMatcher;
  readonly #extractor = new FeatureExtractor();
  readonly #stream = new ShotStream();
  readonly #chooser: KeyframeChooser;
  readonly #grids: Buffer[] = [];
  readonly #times: number[] = [];
  /** Number in the frame list of each decoded frame. */
  readonly #numbers: number[] = [];
  /** Features of frames whose candidate picture has not come yet. */
  readonly #expected = new Map<number, FrameFeatures>();
  readonly #early: Buffer[] = [];
  #candidates = 0;
  #reported = 0;
  readonly #strip: Buffer[] = [];
  readonly #keyframes: KeyframePicture[] = [];
  #handing: Promise<void> = Promise.resolve();

  constructor(plan: ScanPlan, frames: FrameList, options: ScanOptions) {
    this.#plan = plan;
    this.#frames = frames;
    this.#options = options;
    this.#matcher = new FrameMatcher(frames);
    this.#chooser = new KeyframeChooser(plan.rate, options.keyframes.perMinute);
  }

  get decoded(): number {
    return this.#numbers.length;
  }

  async readGrid(chunks: AsyncIterable<Buffer>): Promise<void> {
    for await (const grids of rawFrames(chunks, gridBytes)) {
      await this.#options.pace?.();
      this.#grids.push(...grids);
      this.#report(this.decoded + this.#grids.length);
      await this.#join();
    }
  }

  async readTimes(chunks: AsyncIterable<Buffer>): Promise<void> {
    for await (const times of frameTimes(chunks)) {
      this.#times.push(...times);
      await this.#join();
    }
  }

  async readCandidates(chunks: AsyncIterable<Buffer>): Promise<void> {
    for await (const jpeg of splitJpegs(chunks)) {
      this.#early.push(jpeg);
      await this.#choose();
    }
  }

  async readFilmstrip(chunks: AsyncIterable<Buffer>): Promise<void> {
    for await (const jpeg of splitJpegs(chunks)) this.#strip.push(jpeg);
  }

  /** Times come in larger pieces than pictures: progress is told by pictures. */
  #report(doneFrames: number): void {
    if (doneFrames - this.#reported < reportEvery) return;
    this.#reported = doneFrames;
    this.#options.onProgress?.(doneFrames);
  }

  /** Looks at every frame whose picture and time are both there. */
  async #join(): Promise<void> {
    const count = Math.min(this.#grids.length, this.#times.length);
    if (count === 0) return;
    const grids = this.#grids.splice(0, count);
    const times = this.#times.splice(0, count);
    for (const [index, grid] of grids.entries()) {
      const time = times[index] as number;
      const previous = this.#numbers[this.#numbers.length - 1] ?? 0;
      const features = this.#extractor.next(grid);
      if (this.decoded % this.#plan.candidateStep === 0) this.#expected.set(this.decoded, features);
      this.#numbers.push(this.#matcher.match(time) ?? previous);
      this.#stream.add(features);
    }
    await this.#choose();
  }

  async #choose(): Promise<void> {
    for (;;) {
      const frame = this.#candidates * this.#plan.candidateStep;
      const features = this.#expected.get(frame);
      const jpeg = features ? this.#early.shift() : undefined;
      if (!features || !jpeg) break;
      this.#expected.delete(frame);
      this.#chooser.add({ frame, jpeg, features });
      this.#candidates++;
    }
    const covered = this.#candidates * this.#plan.candidateStep;
    this.#chooser.advance(this.#stream.boundaries, Math.min(this.#stream.settled, covered));
    await this.#handOver();
  }

  /** Hands chosen pictures over one after the other, whichever pipe they were found on. */
  #handOver(): Promise<void> {
    for (const { shotIndex, candidate } of this.#chooser.take()) {
      const frame = this.#numbers[candidate.frame] ?? 0;
      const picture = this.#picture(shotIndex, frame, candidate.jpeg);
      this.#handing = this.#handing.then(() => this.#keep(picture));
    }
    return this.#handing;
  }

  #picture(shotIndex: number, frame: number, jpeg: Buffer): KeyframePicture {
    const { widthPx, heightPx } = this.#plan.keyframeSize;
    const ticks = this.#frames.ticks[frame] ?? this.#frames.endTicks;
    return {
      shotIndex,
      frame,
      ticks,
      jpeg,
      widthPx,
      heightPx,
      sharpness: jpeg.length / (widthPx * heightPx),
    };
  }

  async #keep(picture: KeyframePicture): Promise<void> {
    const { onKeyframe } = this.#options;
    if (onKeyframe) await onKeyframe(picture);
    else this.#keyframes.push(picture);
  }

  /** The pass is over: judges the rest and says which frames have to be fetched for shots without a candidate. */
  async finish(): Promise<{ shotIndex: number; frame: number }[]> {
    this.#stream.finish();
    await this.#choose();
    this.#chooser.advance(this.#stream.boundaries, this.decoded);
    this.#chooser.finish(this.decoded);
    await this.#handOver();
    return this.#chooser.missing.map(({ shotIndex, frame }) => ({
      shotIndex,
      frame: this.#numbers[Math.min(frame, this.decoded - 1)] ?? 0,
    }));
  }

  async addFetched(shotIndex: number, frame: number, jpeg: Buffer): Promise<void> {
    await this.#keep(this.#picture(shotIndex, frame, jpeg));
  }

  #numberOf(decoded: number): number {
    return this.#numbers[decoded] ?? this.#frames.ticks.length;
  }

  result(): ShotScan {
    const boundaries = this.#stream.boundaries.map((boundary) => ({
      ...boundary,
      firstFrame: this.#numberOf(boundary.firstFrame),
      endFrame: this.#numberOf(boundary.endFrame),
    }));
    const filmstrip = this.#strip.map((jpeg, index) => {
      const frame = this.#numberOf(index * this.#plan.filmstripStep);
      const ticks = this.#frames.ticks[frame] ?? this.#frames.endTicks;
      return { frame, ticks, jpeg, ...this.#plan.filmstripSize };
    });
    return {
      boundaries,
      shots: shotsBetween(boundaries, this.#frames.ticks.length),
      keyframes: this.#keyframes.sort((a, b) => a.frame - b.frame),
      filmstrip: filmstrip.filter(({ frame }) => frame < this.#frames.ticks.length),
      detector: { ...shotDetector },
      decodedFrames: this.decoded,
    };
  }
}

/** Reads the four pipes of the pass to their ends. The first that fails stops the program, and with it the others. */
async function runPass(
  scan: Scan,
  tools: MediaTools,
  args: string[],
  signal?: AbortSignal,
): Promise<{ stderr: string }> {
  const program = startProgram(tools.ffmpeg, args, { signal, extraPipes: 3 });
  const [grid, times, candidates, filmstrip] = program.outputs as [Chunks, Chunks, Chunks, Chunks];
  const readers = [
    scan.readGrid(grid),
    scan.readTimes(times),
    scan.readCandidates(candidates),
    scan.readFilmstrip(filmstrip),
  ];
  try {
    await Promise.all(readers);
    return await program.end;
  } finally {
    program.kill();
    await Promise.allSettled([...readers, program.end]);
  }
}

type Chunks = AsyncIterable<Buffer>;

/**
 * Decodes a film once, from start to end, and finds its shots, keyframes and filmstrip on the way.
 * @throws CastlineError `media-damaged` when no frame can be decoded, `media-timeout`, `cancelled`; what `onKeyframe`
 *   throws
 */
export async function scanShots(
  tools: MediaTools,
  path: string,
  facts: MediaFacts,
  frames: FrameList,
  options: ScanOptions,
): Promise<ShotScan> {
  const plan = planScan(facts, frames, options.keyframes);
  const scan = new Scan(plan, frames, options);
  try {
    const { stderr } = await runPass(scan, tools, scanArguments(tools, path, facts, plan), options.signal);
    // The program may have ended by itself just before it was to be stopped.
    if (options.signal?.aborted) throw new CastlineError('cancelled', 'Cancelled.');
    if (scan.decoded === 0) {
      throw new CastlineError('media-damaged', `No picture of ${basename(path)} could be decoded.`, {
        details: stderr.slice(-2000),
      });
    }
    const missing = await scan.finish();
    const { maxSidePx } = options.keyframes;
    const wanted = missing.map(({ frame }) => frame);
    if (wanted.length > 0) {
      const shotOf = new Map(missing.map(({ shotIndex, frame }) => [frame, shotIndex]));
      const fetched = extractFrames(tools, path, facts, frames, wanted, {
        maxSidePx,
        signal: options.signal,
      });
      for await (const { frame, jpeg } of fetched) await scan.addFetched(shotOf.get(frame) ?? 0, frame, jpeg);
    }
  } catch (thrown) {
    throw namedFailure(thrown, path);
  }
  options.onProgress?.(scan.decoded);
  return scan.result();
}
