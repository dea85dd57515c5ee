import type { ExportOptions } from '../../../shared/contract/index.ts';
import {
  canDropFrames,
  nominalRate,
  parseTimecode,
  type Rational,
  rationalText,
} from '../../../shared/time.ts';
import type { PlanClip, PlanTimeline, TimelineItem, TimelineMarker } from './types.ts';

/** Where a program begins a new timeline, in hours. */
const usualStart = '01:00:00:00';

/**
 * First frame of a timeline, from 00:00:00:00. A timecode that drop-frame leaves out, or that the rate does not have, means
 * the next one there is.
 */
function startOf(text: string, rate: Rational, dropFrame: boolean): number {
  const [time = '', frames = '0'] = [text.slice(0, 8), text.slice(9)];
  const label = dropFrame ? `${time};${frames}` : `${time}:${frames}`;
  const exact = parseTimecode(label, rate);
  if (exact) return exact.frame;
  const second = parseTimecode(`${time}:00`, rate)?.frame ?? 0;
  if (!dropFrame) return second + Math.min(Number(frames), nominalRate(rate) - 1);
  const dropped = Math.round(nominalRate(rate) / 15);
  return parseTimecode(`${time};${String(dropped).padStart(2, '0')}`, rate)?.frame ?? second;
}

const byStart = (a: TimelineMarker, b: TimelineMarker): number =>
  a.startFrame - b.startFrame || b.endFrame - a.endFrame;

/** A timeline for each clip: the whole of it, with all ranges over it. */
export function annotatedTimelines(clips: readonly PlanClip[], options: ExportOptions): PlanTimeline[] {
  return clips.map((clip) => {
    const { media, rate, frames, ranges } = clip;
    const asked = options.timelineStart ?? 'clip';
    const dropFrame = asked === 'clip' ? clip.dropFrame : dropsFrames(asked, [clip], rate);
    return {
      name: media.name,
      rate,
      frames,
      startFrame: asked === 'clip' ? clip.startFrame : startOf(asked, rate, dropFrame),
      dropFrame,
      widthPx: media.video.displayWidth,
      heightPx: media.video.displayHeight,
      items: [{ clip, name: media.name, inFrame: 0, outFrame: frames, atFrame: 0, ranges }],
      markers: ranges.map((range) => ({ range, startFrame: range.startFrame, endFrame: range.endFrame })),
    };
  });
}

/** A timeline says drop-frame where it is asked for, or where all of its clips do. */
function dropsFrames(start: string, clips: readonly PlanClip[], rate: Rational): boolean {
  return canDropFrames(rate) && (/[;.]/.test(start) || clips.every(({ dropFrame }) => dropFrame));
}

/** A timeline for each rate, since frames of one rate have no place in another: a clip for each range, one after the other. */
export function selectTimelines(
  clips: readonly PlanClip[],
  options: ExportOptions,
  title: string,
): PlanTimeline[] {
  const ofRate = Map.groupBy(clips, ({ rate }) => rationalText(rate));
  const asked = options.timelineStart ?? usualStart;
  return [...ofRate].map(([rateText, group]) => {
    const rate = group[0]?.rate ?? { num: 25, den: 1 };
    const first = group[0];
    let at = 0;
    const items = group.flatMap((clip) =>
      clip.ranges.map((range): TimelineItem => {
        const inFrame = Math.max(0, range.startFrame - options.handleFrames);
        const outFrame = Math.min(clip.frames, range.endFrame + options.handleFrames);
        const item = { clip, name: range.name, inFrame, outFrame, atFrame: at, ranges: [range] };
        at += outFrame - inFrame;
        return item;
      }),
    );
    const dropFrame = asked === 'clip' ? (first?.dropFrame ?? false) : dropsFrames(asked, group, rate);
    const markers = items.flatMap((item) =>
      item.ranges.map((range) => ({
        range,
        startFrame: item.atFrame + range.startFrame - item.inFrame,
        endFrame: item.atFrame + range.endFrame - item.inFrame,
      })),
    );
    return {
      name: ofRate.size === 1 ? `${title} selects` : `${title} selects ${rateText.replace('/', '-')}`,
      rate,
      frames: at,
      startFrame: asked === 'clip' ? (first?.startFrame ?? 0) : startOf(asked, rate, dropFrame),
      dropFrame,
      widthPx: first?.media.video.displayWidth ?? 1920,
      heightPx: first?.media.video.displayHeight ?? 1080,
      items,
      markers: markers.sort(byStart),
    };
  });
}
