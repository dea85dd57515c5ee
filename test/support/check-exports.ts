import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportText } from '../../src/engine/export/index.ts';
import type { ExportFormatId, ExportRequest } from '../../src/shared/contract/index.ts';
import type { Manifest, ManifestMedia } from '../../src/shared/manifest.ts';
import { type Checked, type CheckedMarker, check } from './interchange.ts';
import { everything } from './manifests.ts';

/** Writes a manifest in every format that a check is there for, and compares what others read in it, frame for frame. */

export interface CheckPlan {
  readonly format: ExportFormatId;
  readonly check: string;
  readonly options: ExportRequest['options'];
  /** A file holds all clips, or each clip has its own, in their order. */
  readonly per: 'library' | 'clip';
  /** Which of the markers read are those of the ranges; nothing where only the file is checked. */
  readonly wanted?: Partial<CheckedMarker>;
  /** The program keeps one marker a frame: those that share one begin on the next free frames. */
  readonly oneAFrame?: true;
  /** What the check is told of a clip. */
  readonly arguments?: (clip: CheckedClip) => string[];
}

/** A clip as it is counted in an export. */
export interface CheckedClip {
  readonly media: ManifestMedia;
  /** Frames a second, `n/d`. */
  readonly rate: string;
  readonly frames: number;
}

const framesOnly = ({ frames }: CheckedClip): string[] => ['--frames', String(frames)];
const rateAndFrames = ({ rate, frames }: CheckedClip): string[] => [
  '--rate',
  rate,
  '--frames',
  String(frames),
];
const selects = { shape: 'selects', handleFrames: 12 } as const;

export const checkPlans: readonly CheckPlan[] = [
  { format: 'csv', check: 'csv', options: {}, per: 'library', wanted: {} },
  ...(['1.10', '1.11', '1.13'] as const).flatMap((fcpxmlVersion): CheckPlan[] => [
    {
      format: 'fcpxml',
      check: 'fcpxml',
      options: { fcpxmlVersion },
      per: 'library',
      wanted: { kind: 'keyword', on: 'bin' },
    },
    {
      format: 'fcpxml',
      check: 'fcpxml',
      options: { fcpxmlVersion },
      per: 'library',
      wanted: { kind: 'keyword', on: 'timeline' },
    },
  ]),
  {
    format: 'fcpxml',
    check: 'fcpxml',
    options: selects,
    per: 'library',
    wanted: { kind: 'keyword', on: 'timeline' },
  },
  { format: 'premiere-xml', check: 'xmeml', options: {}, per: 'library', wanted: { on: 'clip' } },
  { format: 'premiere-xml', check: 'xmeml', options: selects, per: 'library', wanted: { on: 'clip' } },
  {
    format: 'resolve-edl',
    check: 'edl-resolve',
    options: {},
    per: 'clip',
    wanted: {},
    oneAFrame: true,
    // Resolve gives a new timeline this start; drop-frame where the clip's timecode is.
    arguments: ({ media, rate, frames }) => [
      ...['--rate', rate, '--frames', String(frames)],
      ...['--start', media.timecode.dropFrame ? '01:00:00;00' : '01:00:00:00'],
    ],
  },
  { format: 'otio', check: 'otio', options: {}, per: 'clip', wanted: { on: 'clip' } },
  { format: 'otio', check: 'otio', options: {}, per: 'clip', wanted: { on: 'timeline' } },
  {
    format: 'kdenlive',
    check: 'kdenlive',
    options: {},
    per: 'clip',
    wanted: { on: 'timeline' },
    oneAFrame: true,
  },
  {
    format: 'kdenlive-guides',
    check: 'kdenlive',
    options: {},
    per: 'clip',
    wanted: {},
    oneAFrame: true,
    arguments: framesOnly,
  },
  { format: 'shotcut', check: 'mlt', options: {}, per: 'clip', wanted: { on: 'timeline' } },
  { format: 'losslesscut', check: 'llc', options: {}, per: 'clip', wanted: {}, arguments: rateAndFrames },
  { format: 'webvtt', check: 'vtt', options: {}, per: 'clip', wanted: {}, arguments: rateAndFrames },
  {
    format: 'matroska-chapters',
    check: 'chapters',
    options: {},
    per: 'clip',
    wanted: {},
    arguments: rateAndFrames,
  },
  { format: 'ffmetadata', check: 'chapters', options: {}, per: 'clip', wanted: {}, arguments: rateAndFrames },
];

type Fraction = readonly [num: bigint, den: bigint];
const fractionOf = (text: string): Fraction => {
  const [num = '0', den = '1'] = text.split('/');
  return [BigInt(num), BigInt(den)];
};

/** The whole number nearest to `seconds * rate`, halves up. */
const framesAt = ([num, den]: Fraction, [rateNum, rateDen]: Fraction): number =>
  Number((2n * num * rateNum + den * rateDen) / (2n * den * rateDen));

/** Frames of a clip at a rate: those of the file, or where its rate varies or is another one, what its time holds. */
function lengthAt({ video, duration }: ManifestMedia, rate: string): number {
  const isOwn = !video.variableFrameRate && video.frameRate === rate;
  return isOwn ? video.frameCount : Math.max(1, framesAt(fractionOf(duration), fractionOf(rate)));
}

/** `start+length` of each range of a clip, as a sum of its own. */
function expectedRanges({ elements }: Manifest, { media, rate: text, frames }: CheckedClip): string[] {
  const rate = fractionOf(text);
  return elements
    .filter((element) => element.media === media.id)
    .map(({ range }) => {
      const [start, length] = [fractionOf(range.start), fractionOf(range.duration)];
      const end: Fraction = [start[0] * length[1] + length[0] * start[1], start[1] * length[1]];
      const first = Math.min(framesAt(start, rate), frames - 1);
      return `${first}+${Math.min(frames, Math.max(first + 1, framesAt(end, rate))) - first}`;
    })
    .sort();
}

const readRanges = ({ markers }: Checked, wanted: object): string[] =>
  markers
    .filter((marker) => Object.entries(wanted).every(([key, value]) => Reflect.get(marker, key) === value))
    .map(({ start, frames }) => `${start}+${frames}`)
    .sort();

/** What is other in two lists, at most a few of each. */
function otherIn(read: readonly string[], expected: readonly string[]): string {
  const count = (list: readonly string[]) => Map.groupBy(list, (one) => one);
  const [has, wants] = [count(read), count(expected)];
  const less = [...wants].filter(([one, all]) => (has.get(one)?.length ?? 0) < all.length);
  const more = [...has].filter(([one, all]) => (wants.get(one)?.length ?? 0) < all.length);
  const few = (list: typeof less): string =>
    list
      .slice(0, 5)
      .map(([one]) => one)
      .join(' ');
  return less.length + more.length === 0 ? '' : `not read: ${few(less)}; read instead: ${few(more)}`;
}

const spanOf = (text: string): { start: number; end: number } => {
  const [start = 0, frames = 0] = text.split('+').map(Number);
  return { start, end: start + frames };
};

/**
 * The same for a program that keeps one marker a frame. One of those that share a frame stays as it is; each other begins on
 * a frame of its own, no earlier unless the clip is at its end, and ends where it ended or a frame after it begins.
 */
function otherWhereOneAFrame(read: readonly string[], expected: readonly string[]): string {
  const starts = read.map((one) => spanOf(one).start);
  if (new Set(starts).size !== starts.length) return 'two begin on one frame';
  const left = [...expected];
  const moved = read.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  const taken = new Set(starts);
  if (left.some((one) => !taken.has(spanOf(one).start))) return `not read: ${left.join(' ')}`;
  for (const one of moved) {
    const { start, end } = spanOf(one);
    const at = left.findIndex((text) => {
      const wanted = spanOf(text);
      return end === Math.max(wanted.end, start + 1) || (start < wanted.start && end === wanted.end);
    });
    if (at < 0) return `read and not written: ${one}`;
    left.splice(at, 1);
  }
  return left.length === 0 ? '' : `not read: ${left.join(' ')}`;
}

export interface CheckOutcome {
  readonly plan: CheckPlan;
  readonly files: number;
  readonly ranges: number;
  /** Empty where everything is as it should be. */
  readonly faults: readonly string[];
  /** True where a program is missing that the check needs. */
  readonly isSkipped: boolean;
}

/** One format in one shape. `mediaDir` is where a program that opens the media finds it. */
export function checkExport(
  manifest: Manifest,
  plan: CheckPlan,
  { folder, mediaDir, most = Number.MAX_SAFE_INTEGER }: { folder: string; mediaDir?: string; most?: number },
): CheckOutcome {
  mkdirSync(folder, { recursive: true });
  const { format, options } = plan;
  const job = { manifest, format, selection: everything, options, title: 'All', outFolder: folder };
  const { files, plan: laidOut } = exportText(job);
  const paths = files.map(({ name, text }) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  });
  const media = mediaDir && ['kdenlive', 'mlt'].includes(plan.check) ? ['--media-dir', mediaDir] : [];
  const faults: string[] = [];
  let [ranges, isSkipped] = [0, false];
  const one = (path: string, clips: readonly CheckedClip[]): void => {
    const [clip] = clips;
    try {
      const more = clip && plan.per === 'clip' ? (plan.arguments?.(clip) ?? []) : [];
      const checked = check(plan.check, path, [...more, ...media]);
      isSkipped ||= checked.isSkipped;
      if (!plan.wanted || checked.isSkipped) return;
      const expected = clips.flatMap((each) => expectedRanges(manifest, each)).sort();
      ranges += expected.length;
      const compare = plan.oneAFrame ? otherWhereOneAFrame : otherIn;
      const other = compare(readRanges(checked, plan.wanted), expected);
      if (other) faults.push(`${path}: ${other}`);
    } catch (thrown) {
      faults.push(String(thrown));
    }
  };
  const clips = laidOut.clips.map(({ media: clip, rate: { num, den } }): CheckedClip => {
    const rate = `${num}/${den}`;
    return { media: clip, rate, frames: lengthAt(clip, rate) };
  });
  if (plan.per === 'library') for (const path of paths.slice(0, 1)) one(path, clips);
  else for (const [index, clip] of clips.slice(0, most).entries()) one(paths[index] ?? '', [clip]);
  return { plan, files: paths.length, ranges, faults, isSkipped };
}
