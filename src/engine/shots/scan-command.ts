import type { MediaFacts } from '../../shared/media.ts';
import { toNumber } from '../../shared/time.ts';
import {
  type FrameList,
  fitPicture,
  inputArguments,
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
const jpegQuality = { keyframe: 3, filmstrip: 6 };

/** Which frames of the pass become pictures. Frames are counted as they are decoded. */
export interface ScanPlan {
  /** Every how many frames a candidate for a keyframe is kept. */
  candidateStep: number;
  candidateSize: PictureSize;
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
 * Candidates stand closer than keyframes may, so that the sharpest of a neighbourhood can be chosen: three for each in small
 * pictures, where a JPEG costs little beside the decoding; at 1080p one takes 12 ms of CPU, twice a frame's decoding.
 */
export function planScan(facts: MediaFacts, frames: FrameList, options: KeyframeOptions): ScanPlan {
  const rate = averageRate(facts, frames);
  const candidateSize = fitPicture(facts, options.maxSidePx);
  const small = candidateSize.widthPx * candidateSize.heightPx <= 1280 * 720;
  const perSecond = Math.max(((small ? 3 : 1.5) * options.perMinute) / 60, small ? 2 : 1);
  const scale = filmstripWidthPx / candidateSize.widthPx;
  const even = (pixels: number): number => Math.max(2, 2 * Math.round(pixels / 2));
  return {
    rate,
    candidateStep: Math.max(1, Math.floor(rate / perSecond)),
    candidateSize,
    filmstripStep: Math.max(1, Math.round(rate), Math.ceil(frames.ticks.length / maxFilmstrip)),
    filmstripSize: { widthPx: filmstripWidthPx, heightPx: even(candidateSize.heightPx * scale) },
  };
}

/**
 * The one pass: every frame on a small grid (stdout), its time (pipe 3), candidates for keyframes (pipe 4) and the
 * filmstrip (pipe 5), all from one decoding.
 */
export function scanArguments(tools: MediaTools, path: string, facts: MediaFacts, plan: ScanPlan): string[] {
  const { capabilities } = tools.ffmpeg;
  const upright = (size: PictureSize): string => uprightFilters(facts, size, capabilities).join(',');
  const every = (step: number): string => `select=not(mod(n\\,${step}))`;
  const graph = [
    `[0:${facts.video.streamIndex}]split=3[all][some][few]`,
    `[all]scale=${gridWidth}:${gridHeight}:flags=area,format=yuv444p,split[grid][times]`,
    `[some]${every(plan.candidateStep)},${upright(plan.candidateSize)}[candidates]`,
    `[few]${every(plan.filmstripStep)},${upright(plan.filmstripSize)}[filmstrip]`,
  ].join(';');
  const sync = [capabilities.frameSync, 'passthrough'];
  const jpegs = (name: string, quality: number, pipe: string): string[] => [
    ...['-map', `[${name}]`, ...sync, '-c:v', 'mjpeg', '-q:v', String(quality)],
    ...['-f', 'image2pipe', '-flush_packets', '1', pipe],
  ];
  return [
    ...['-nostdin', '-v', 'error', '-noautorotate', '-copyts', ...inputArguments(path)],
    ...['-filter_complex', graph],
    ...['-map', '[grid]', ...sync, '-f', 'rawvideo', 'pipe:1'],
    ...['-map', '[times]', ...sync, ...timeOutputArguments(facts.video.timeBase, 'pipe:3')],
    ...jpegs('candidates', jpegQuality.keyframe, 'pipe:4'),
    ...jpegs('filmstrip', jpegQuality.filmstrip, 'pipe:5'),
  ];
}
