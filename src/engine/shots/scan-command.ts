import { availableParallelism } from 'node:os';
import type { MediaFacts } from '../../shared/media.ts';
import { toNumber } from '../../shared/time.ts';
import {
  type FrameList,
  fitPicture,
  inputArguments,
  jpegOutputArguments,
  type MediaTools,
  type PictureSize,
  timeOutputArguments,
  uprightFilters,
} from '../media/index.ts';
import { gridHeight, gridWidth } from './features.ts';
import type { KeyframeOptions } from './types.ts';

/** Width of a filmstrip picture and the most that one asset has. */
const filmstripWidthPx = 160;
const maxFilmstrip = 400;
const filmstripQuality = 6;
const keyframeQuality = 3;
/** Rows of the source that a row of the grid or of the filmstrip is averaged over, at least. */
const rowsOfRow = 3;

/**
 * Decoders that work ahead, each on a frame of its own: more than there are cores, so that none stands idle while the
 * program's own thread writes a picture, which takes as long as decoding two frames of 1080p. At most 16, which is what
 * ffmpeg's frame threading goes up to.
 */
export const decoderThreads = (): number => Math.min(16, availableParallelism() + 7);

/**
 * Frames that no other frame is made from are not smoothed at the edges of their blocks: a twentieth less work for H.264.
 * Nothing carries over into other frames, and what is left out is less (PSNR 46 dB and more on five films) than what a JPEG
 * leaves out. Decoders without such a filter pass over it.
 */
const smoothing = ['-skip_loop_filter', 'noref'];

/** Which frames of the pass become pictures. Frames are counted as they are decoded. */
export interface ScanPlan {
  /** Every how many frames a candidate for a keyframe is kept. */
  candidateStep: number;
  /** Size of the upright pictures that candidates are. */
  keyframeSize: PictureSize;
  filmstripStep: number;
  filmstripSize: PictureSize;
  /** Frames a second, on average. */
  rate: number;
}

function averageRate(facts: MediaFacts, frames: FrameList): number {
  const seconds = (frames.endTicks - (frames.ticks[0] ?? 0)) * toNumber(frames.timeBase);
  return seconds > 0 ? frames.ticks.length / seconds : toNumber(facts.video.frameRate);
}

/**
 * Candidates stand closer than keyframes may, so that the sharpest of a neighbourhood can be chosen. All of them are written
 * as JPEG, which at 1080p takes 8 ms of CPU: less than to take raw ones over and to hand the chosen ones to another program.
 * Pictures above 720p therefore have no choice and somewhat fewer than the bound, or the pass would take a quarter longer than
 * decoding.
 */
export function planScan(facts: MediaFacts, frames: FrameList, options: KeyframeOptions): ScanPlan {
  const rate = averageRate(facts, frames);
  const keyframeSize = fitPicture(facts, options.maxSidePx);
  const small = keyframeSize.widthPx * keyframeSize.heightPx <= 1280 * 720;
  const perSecond = Math.max(((small ? 3 : 0.83) * options.perMinute) / 60, small ? 2 : 0.8);
  const scale = filmstripWidthPx / keyframeSize.widthPx;
  const even = (pixels: number): number => Math.max(2, 2 * Math.round(pixels / 2));
  return {
    rate,
    candidateStep: Math.max(1, Math.floor(rate / perSecond)),
    keyframeSize,
    filmstripStep: Math.max(1, Math.round(rate), Math.ceil(frames.ticks.length / maxFilmstrip)),
    filmstripSize: { widthPx: filmstripWidthPx, heightPx: even(keyframeSize.heightPx * scale) },
  };
}

/**
 * Leaves out every other row, again and again, as long as enough are left for a picture of so many rows. It moves no pixel (the
 * `field` filter doubles the distance of rows), and of 1080 rows the mean over 135 says the same for an eighth of the work.
 */
function thinRows(heightPx: number, rows: number): string[] {
  const times = Math.floor(Math.log2(heightPx / (rows * rowsOfRow)));
  return new Array<string>(Math.max(0, times)).fill('field');
}

/**
 * The one pass: every frame on a small grid (stdout), its time (pipe 3), candidates for keyframes (pipe 4) and the
 * filmstrip (pipe 5), all from one decoding.
 */
export function scanArguments(tools: MediaTools, path: string, facts: MediaFacts, plan: ScanPlan): string[] {
  const { capabilities } = tools.ffmpeg;
  const { codedHeightPx } = facts.video;
  // A turned picture is scaled before it is turned.
  const stripRows = Math.max(plan.filmstripSize.widthPx, plan.filmstripSize.heightPx);
  const upright = (size: PictureSize): string => uprightFilters(facts, size, capabilities).join(',');
  const every = (step: number): string => `select=not(mod(n\\,${step}))`;
  const toGrid = `scale=${gridWidth}:${gridHeight}:flags=area,format=yuv444p`;
  const graph = [
    `[0:${facts.video.streamIndex}]split=3[all][some][few]`,
    `[all]${[...thinRows(codedHeightPx, gridHeight), toGrid].join(',')},split[grid][times]`,
    `[some]${every(plan.candidateStep)},${upright(plan.keyframeSize)}[candidates]`,
    `[few]${[every(plan.filmstripStep), ...thinRows(codedHeightPx, stripRows), upright(plan.filmstripSize)].join(',')}[filmstrip]`,
  ].join(';');
  const sync = [capabilities.frameSync, 'passthrough'];
  return [
    ...['-nostdin', '-v', 'error', '-noautorotate', '-copyts'],
    ...[...smoothing, '-threads', String(decoderThreads()), ...inputArguments(path)],
    ...['-filter_complex', graph],
    ...['-map', '[grid]', ...sync, '-f', 'rawvideo', 'pipe:1'],
    ...['-map', '[times]', ...sync, ...timeOutputArguments(facts.video.timeBase, 'pipe:3')],
    ...['-map', '[candidates]', ...sync, ...jpegOutputArguments(keyframeQuality, 'pipe:4')],
    ...['-map', '[filmstrip]', ...sync, ...jpegOutputArguments(filmstripQuality, 'pipe:5')],
  ];
}
