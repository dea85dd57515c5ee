import type { ShotView } from '../../shared/contract/index.ts';
import type { ImageHash } from '../../shared/ids.ts';
import { type Lane, type LaneSpan, laneLayout, lanesTop, type TimelineModel } from './model.ts';
import { type RulerTick, rulerTicks } from './ruler.ts';
import { type FrameSpan, firstEndingAfter, firstStartingAt, spanAt, visibleSpans } from './spans.ts';
import { type Viewport, xOfFrame } from './viewport.ts';

/** What is to be drawn, in CSS pixels: the painters take no decision of their own. */
export interface TimelinePlan {
  readonly ticks: readonly RulerTick[];
  readonly tiles: readonly FilmTile[];
  readonly shots: readonly ShotBar[];
  readonly lanes: readonly LaneBars[];
}

/** A picture of the filmstrip; `clipX` to `clipX + clipWidth` of it is seen. */
export interface FilmTile {
  readonly image: ImageHash;
  readonly x: number;
  readonly width: number;
  readonly clipWidth: number;
}

export interface ShotBar {
  readonly x: number;
  readonly width: number;
  readonly label: string;
  readonly odd: boolean;
  /** Many shots, too narrow to be seen one by one. */
  readonly isMany: boolean;
  /** Whether a person has decided that the shot begins here. */
  readonly decided: boolean;
  /** Mixed frames of a gradual transition at the start of the shot. */
  readonly mixed: { readonly x: number; readonly width: number } | undefined;
}

export interface LaneBars {
  readonly lane: Lane;
  readonly y: number;
  readonly height: number;
  readonly rows: readonly RowBars[];
}

export interface RowBars {
  readonly y: number;
  readonly height: number;
  readonly bars: readonly Bar[];
}

export interface Bar {
  readonly x: number;
  readonly width: number;
  /** The first of those that are drawn as one. */
  readonly span: LaneSpan;
  /** Several spans, too narrow to be told apart at this zoom. */
  readonly isMany: boolean;
}

export interface TimelineSize {
  readonly widthPx: number;
  readonly heightPx: number;
  /** How far the lanes are scrolled. */
  readonly scrollPx: number;
}

/** Narrower bars than this are drawn this wide, and those that then touch become one. */
const leastBarPx = 2;
/** So near to each other narrow bars are one. */
const nearBarPx = 1;
/** Narrower shots than this are not drawn one by one: they are one stretch of many. */
const leastShotPx = 5;

type ShotSpan = FrameSpan & { readonly shot: ShotView };

const spansOfShots = new WeakMap<readonly ShotView[], ShotSpan[]>();

/** The shots as spans, made once for each list. */
export function shotSpans(shots: readonly ShotView[]): readonly ShotSpan[] {
  const known = spansOfShots.get(shots);
  if (known) return known;
  const spans = shots.map((shot) => ({ startFrame: shot.firstFrame, endFrame: shot.endFrame, shot }));
  spansOfShots.set(shots, spans);
  return spans;
}

/** The picture of the filmstrip nearest to a frame, of the frame's own shot where it has one. `film` in the order of time. */
export function nearestFilm(
  film: TimelineModel['film'],
  frame: number,
  shot: FrameSpan,
): ImageHash | undefined {
  let low = 0;
  let high = film.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((film[middle]?.frame ?? Number.POSITIVE_INFINITY) < frame) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [film[low - 1], film[low]];
  if (!before || !after) return (before ?? after)?.image;
  const isOwn = (at: number): boolean => at >= shot.startFrame && at < shot.endFrame;
  const [own, next] = [isOwn(before.frame), isOwn(after.frame)];
  if (own !== next) return (own ? before : after).image;
  return (frame - before.frame <= after.frame - frame ? before : after).image;
}

/** A part of the shots' lane: one shot, or many that are too narrow to be seen one by one. */
interface Stretch extends FrameSpan {
  readonly shot: ShotView;
  readonly isMany: boolean;
}

/**
 * Shots in view. Runs of those too narrow to be seen are one stretch each, and are jumped through by halving, so that the work is
 * bounded by the width.
 */
function stretchesInView(shots: readonly ShotView[], view: Viewport, toFrame: number): Stretch[] {
  const spans = shotSpans(shots);
  const found: { startFrame: number; endFrame: number; shot: ShotView; isMany: boolean }[] = [];
  const leastFrames = leastShotPx / view.pxPerFrame;
  for (let at = firstEndingAfter(spans, view.startFrame); at < spans.length; ) {
    const span = spans[at];
    if (!span || span.startFrame >= toFrame) break;
    if (span.endFrame - span.startFrame >= leastFrames) {
      found.push({ ...span, isMany: false });
      at += 1;
      continue;
    }
    const next = firstStartingAt(spans, span.startFrame + leastFrames, at + 1);
    const endFrame = spans[next - 1]?.endFrame ?? span.endFrame;
    const last = found.at(-1);
    if (last?.isMany) last.endFrame = endFrame;
    else found.push({ ...span, endFrame, isMany: next > at + 1 });
    at = next;
  }
  return found;
}

/** Tiles start anew at each shot, so that a cut lies between two pictures and not inside one. */
function planTiles(
  model: TimelineModel,
  view: Viewport,
  stretches: readonly Stretch[],
  widthPx: number,
): FilmTile[] {
  const tileWidth = Math.max(12, laneLayout.picture * model.pictureShape);
  const tiles: FilmTile[] = [];
  for (const stretch of stretches) {
    const [left, right] = [xOfFrame(view, stretch.startFrame), xOfFrame(view, stretch.endFrame)];
    const first = Math.max(0, Math.floor(-left / tileWidth));
    for (let x = left + first * tileWidth; x < Math.min(right, widthPx); x += tileWidth) {
      const clipWidth = Math.min(tileWidth, right - x);
      const middle = view.startFrame + (x + clipWidth / 2) / view.pxPerFrame;
      const image = nearestFilm(model.film, middle, stretch);
      if (image) tiles.push({ image, x, width: tileWidth, clipWidth });
    }
  }
  return tiles;
}

function planShots(model: TimelineModel, view: Viewport, stretches: readonly Stretch[]): ShotBar[] {
  return stretches.map(({ startFrame, endFrame, shot, isMany }) => {
    const { transition } = shot;
    const [x, right] = [xOfFrame(view, startFrame), xOfFrame(view, endFrame)];
    const mixedX = xOfFrame(view, transition.firstFrame);
    const mixedWidth = isMany ? 0 : xOfFrame(view, transition.endFrame) - mixedX;
    return {
      x,
      width: right - x,
      label: isMany ? '' : (model.shotLabel?.(shot) ?? `${shot.index + 1}`),
      odd: shot.index % 2 === 1,
      isMany,
      decided: !isMany && transition.decidedBy === 'person',
      mixed: mixedWidth > 0 ? { x: mixedX, width: mixedWidth } : undefined,
    };
  });
}

/**
 * Bars of one row. Spans too narrow to be told apart are one bar, and those behind it are jumped over by halving: the work is
 * bounded by the width in pixels, not by the number of spans.
 */
export function planBars(spans: readonly LaneSpan[], view: Viewport, toFrame: number): Bar[] {
  const bars: { x: number; width: number; span: LaneSpan; isMany: boolean }[] = [];
  for (let at = firstEndingAfter(spans, view.startFrame); at < spans.length; ) {
    const span = spans[at];
    if (!span || span.startFrame >= toFrame) break;
    const x = xOfFrame(view, span.startFrame);
    const width = (span.endFrame - span.startFrame) * view.pxPerFrame;
    if (width >= leastBarPx) {
      bars.push({ x, width, span, isMany: false });
      at += 1;
      continue;
    }
    const last = bars.at(-1);
    const joins = last && (last.isMany || last.width <= leastBarPx) && x <= last.x + last.width + nearBarPx;
    if (joins) {
      last.width = x + leastBarPx - last.x;
      last.isMany = true;
    } else bars.push({ x, width: leastBarPx, span, isMany: false });
    at = firstStartingAt(spans, view.startFrame + (x + leastBarPx) / view.pxPerFrame, at + 1);
  }
  return bars;
}

function planLane(lane: Lane, y: number, view: Viewport, toFrame: number): LaneBars {
  const height = lane.isCollapsed || lane.rows.length <= 1 ? lane.height : laneLayout.row;
  const top = lane.isCollapsed || lane.rows.length <= 1 ? 0 : 2;
  const rows = lane.rows.map((row, index) => ({
    y: lane.isCollapsed ? y : y + top + index * height,
    height,
    bars: planBars(row, view, toFrame),
  }));
  return { lane, y, height: lane.height, rows };
}

function planLanes(model: TimelineModel, view: Viewport, size: TimelineSize, toFrame: number): LaneBars[] {
  return model.lanes.flatMap((lane) => {
    const y = lanesTop + lane.top - size.scrollPx;
    if (y + lane.height <= lanesTop || y >= size.heightPx) return [];
    return [planLane(lane, y, view, toFrame)];
  });
}

/** Lays out what is seen of a clip, and nothing else. */
export function planTimeline(model: TimelineModel, view: Viewport, size: TimelineSize): TimelinePlan {
  const toFrame = view.startFrame + size.widthPx / view.pxPerFrame;
  const shots = stretchesInView(model.shots, view, toFrame);
  const { nominalRate, timecodeStart, frameCount } = model;
  return {
    ticks: rulerTicks(view, size.widthPx, frameCount, nominalRate, timecodeStart),
    tiles: planTiles(model, view, shots, size.widthPx),
    shots: planShots(model, view, shots),
    lanes: planLanes(model, view, size, toFrame),
  };
}

/** What lies under a point of the timeline. */
export type TimelineHit =
  | { readonly area: 'ruler' | 'picture' | 'shots' }
  | { readonly area: 'lane'; readonly lane: Lane; readonly row: readonly LaneSpan[] }
  | { readonly area: 'empty' };

/** What lies at a height of the canvas, in CSS pixels from its top; `scrollPx` is how far the lanes are scrolled. */
export function hitTest(model: TimelineModel, y: number, scrollPx: number): TimelineHit {
  if (y < laneLayout.ruler) return { area: 'ruler' };
  if (y < laneLayout.ruler + laneLayout.picture) return { area: 'picture' };
  if (y < lanesTop) return { area: 'shots' };
  const at = y - lanesTop + scrollPx;
  const lane = model.lanes.find(({ top, height }) => at >= top && at < top + height);
  if (!lane) return { area: 'empty' };
  const index =
    lane.isCollapsed || lane.rows.length <= 1 ? 0 : Math.floor((at - lane.top - 2) / laneLayout.row);
  return { area: 'lane', lane, row: lane.rows[Math.max(0, index)] ?? [] };
}

/** Which end of a span is under the pointer, or its middle. */
export type SpanPart = 'start' | 'end' | 'middle';

/** The ends of a bar that can be taken hold of, in CSS pixels, half of them outside of it. */
const gripPx = 5;

/** The span of a row under an x, and which part of it; an end wins over the neighbour's middle. */
export function spanUnder(
  row: readonly LaneSpan[],
  view: Viewport,
  x: number,
): { readonly span: LaneSpan; readonly part: SpanPart } | undefined {
  const frame = view.startFrame + x / view.pxPerFrame;
  const reach = gripPx / view.pxPerFrame;
  const near = visibleSpans(row, frame - reach, frame + reach);
  const inside = spanAt(row, Math.floor(frame)) ?? near[0];
  if (!inside) return undefined;
  const wide = (inside.endFrame - inside.startFrame) * view.pxPerFrame >= 3 * gripPx;
  if (!wide) return { span: inside, part: 'middle' };
  if (Math.abs(frame - inside.startFrame) <= reach) return { span: inside, part: 'start' };
  if (Math.abs(frame - inside.endFrame) <= reach) return { span: inside, part: 'end' };
  return frame >= inside.startFrame && frame < inside.endFrame ? { span: inside, part: 'middle' } : undefined;
}

/** Where a span lies on the timeline: the top and height of its row, in CSS pixels. */
export function placeOfSpan(
  model: TimelineModel,
  key: string,
  scrollPx: number,
): { readonly span: LaneSpan; readonly y: number; readonly height: number } | undefined {
  for (const lane of model.lanes) {
    const row = lane.rows.findIndex((spans) => spans.some((span) => span.key === key));
    const span = lane.rows[row]?.find((one) => one.key === key);
    if (!span) continue;
    const y = lanesTop + lane.top - scrollPx;
    if (lane.isCollapsed || lane.rows.length <= 1) return { span, y, height: lane.height };
    return { span, y: y + 2 + row * laneLayout.row, height: laneLayout.row };
  }
  return undefined;
}
