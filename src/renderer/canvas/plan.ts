import type { ShotView } from '../../shared/contract/index.ts';
import type { IdentityId, ImageHash } from '../../shared/ids.ts';
import { laneLayout, lanesTop, type PersonLane, type TimelineModel } from './model.ts';
import { type RulerTick, rulerTicks } from './ruler.ts';
import { type FrameSpan, visibleSpans } from './spans.ts';
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
  /** Whether a person has decided that the shot begins here. */
  readonly decided: boolean;
  /** Mixed frames of a gradual transition at the start of the shot. */
  readonly mixed: { readonly x: number; readonly width: number } | undefined;
}

export interface LaneBars {
  readonly identityId: IdentityId;
  readonly y: number;
  readonly height: number;
  readonly lane: PersonLane;
  readonly bars: readonly { readonly x: number; readonly width: number }[];
}

export interface TimelineSize {
  readonly widthPx: number;
  readonly heightPx: number;
  /** How far the lanes of the people are scrolled. */
  readonly scrollPx: number;
}

/** Narrower bars than this are drawn this wide, and those that then touch become one. */
const leastBarPx = 2;

type ShotSpan = FrameSpan & { readonly shot: ShotView };

export function shotSpans(shots: readonly ShotView[]): ShotSpan[] {
  return shots.map((shot) => ({ startFrame: shot.firstFrame, endFrame: shot.endFrame, shot }));
}

/** The picture of the filmstrip nearest to a frame, of the frame's own shot where it has one. `film` in the order of time. */
function nearestFilm(film: TimelineModel['film'], frame: number, shot: FrameSpan): ImageHash | undefined {
  let low = 0;
  let high = film.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((film[middle]?.frame ?? Number.POSITIVE_INFINITY) < frame) low = middle + 1;
    else high = middle;
  }
  const beside = [film[low - 1], film[low]].flatMap((item) => (item ? [item] : []));
  const own = beside.filter((item) => item.frame >= shot.startFrame && item.frame < shot.endFrame);
  const nearest = (own.length > 0 ? own : beside).toSorted(
    (a, b) => Math.abs(a.frame - frame) - Math.abs(b.frame - frame),
  );
  return nearest[0]?.image;
}

/** Tiles start anew at each shot, so that a cut lies between two pictures and not inside one. */
function planTiles(
  model: TimelineModel,
  view: Viewport,
  spans: readonly ShotSpan[],
  widthPx: number,
): FilmTile[] {
  const tileWidth = Math.max(12, laneLayout.picture * model.pictureShape);
  const tiles: FilmTile[] = [];
  for (const shot of spans) {
    const [left, right] = [xOfFrame(view, shot.startFrame), xOfFrame(view, shot.endFrame)];
    if (right - left < 1) continue;
    const first = Math.max(0, Math.floor(-left / tileWidth));
    for (let x = left + first * tileWidth; x < Math.min(right, widthPx); x += tileWidth) {
      const clipWidth = Math.min(tileWidth, right - x);
      const middle = view.startFrame + (x + clipWidth / 2) / view.pxPerFrame;
      const image = nearestFilm(model.film, middle, shot);
      if (image) tiles.push({ image, x, width: tileWidth, clipWidth });
    }
  }
  return tiles;
}

function planShots(view: Viewport, spans: readonly ShotSpan[]): ShotBar[] {
  return spans.map(({ startFrame, endFrame, shot }) => {
    const { transition } = shot;
    const [x, right] = [xOfFrame(view, startFrame), xOfFrame(view, endFrame)];
    const mixedX = xOfFrame(view, transition.firstFrame);
    const mixedWidth = xOfFrame(view, transition.endFrame) - mixedX;
    return {
      x,
      width: right - x,
      label: `${shot.index + 1}`,
      odd: shot.index % 2 === 1,
      decided: transition.decidedBy === 'person',
      mixed: mixedWidth > 0 ? { x: mixedX, width: mixedWidth } : undefined,
    };
  });
}

/** Bars of one lane; those too narrow to be told apart are drawn as one, so that the work is bounded by the width. */
function planBars(spans: readonly FrameSpan[], view: Viewport): LaneBars['bars'] {
  const bars: { x: number; width: number }[] = [];
  for (const span of spans) {
    const x = xOfFrame(view, span.startFrame);
    const width = Math.max(leastBarPx, xOfFrame(view, span.endFrame) - x);
    const last = bars.at(-1);
    if (last && width <= leastBarPx && x <= last.x + last.width) last.width = x + width - last.x;
    else bars.push({ x, width });
  }
  return bars;
}

function planLanes(model: TimelineModel, view: Viewport, size: TimelineSize, toFrame: number): LaneBars[] {
  return model.lanes.flatMap((lane, index) => {
    const y = lanesTop + index * laneLayout.lane - size.scrollPx;
    if (y + laneLayout.lane <= lanesTop || y >= size.heightPx) return [];
    const bars = planBars(visibleSpans(lane.spans, view.startFrame, toFrame), view);
    return [{ identityId: lane.identityId, y, height: laneLayout.lane, lane, bars }];
  });
}

/** Lays out what is seen of a clip, and nothing else. */
export function planTimeline(model: TimelineModel, view: Viewport, size: TimelineSize): TimelinePlan {
  const toFrame = view.startFrame + size.widthPx / view.pxPerFrame;
  const shots = visibleSpans(shotSpans(model.shots), view.startFrame, toFrame);
  const { nominalRate, timecodeStart, frameCount } = model;
  return {
    ticks: rulerTicks(view, size.widthPx, frameCount, nominalRate, timecodeStart),
    tiles: planTiles(model, view, shots, size.widthPx),
    shots: planShots(view, shots),
    lanes: planLanes(model, view, size, toFrame),
  };
}

/** What lies under a point of the timeline. */
export type TimelineHit =
  | { readonly area: 'ruler' | 'picture' | 'shots' }
  | { readonly area: 'lane'; readonly lane: PersonLane }
  | { readonly area: 'empty' };

export function hitTest(model: TimelineModel, y: number, scrollPx: number): TimelineHit {
  if (y < laneLayout.ruler) return { area: 'ruler' };
  if (y < laneLayout.ruler + laneLayout.picture) return { area: 'picture' };
  if (y < lanesTop) return { area: 'shots' };
  const lane = model.lanes[Math.floor((y - lanesTop + scrollPx) / laneLayout.lane)];
  return lane ? { area: 'lane', lane } : { area: 'empty' };
}
