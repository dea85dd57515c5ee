import type { IdentityId } from '../../shared/ids.ts';
import type { ImageCache } from './image-cache.ts';
import { type FacePicture, laneLayout, lanesTop, type TimelineModel } from './model.ts';
import type { LaneBars, TimelinePlan, TimelineSize } from './plan.ts';
import { type CanvasTheme, withAlpha } from './theme.ts';

type Context = CanvasRenderingContext2D;

export interface StillPicture {
  readonly plan: TimelinePlan;
  readonly model: TimelineModel;
  readonly size: TimelineSize;
  readonly selected: IdentityId | undefined;
  readonly theme: CanvasTheme;
  readonly images: ImageCache;
}

/** The layer that changes with zoom, scroll, data and selection, not with time. */
export function paintStill(context: Context, picture: StillPicture): void {
  const { size, theme } = picture;
  context.fillStyle = theme.lanes;
  context.fillRect(0, 0, size.widthPx, size.heightPx);
  context.save();
  context.beginPath();
  context.rect(0, lanesTop, size.widthPx, size.heightPx - lanesTop);
  context.clip();
  for (const lane of picture.plan.lanes) paintLane(context, picture, lane);
  context.restore();
  paintRuler(context, picture);
  paintFilm(context, picture);
  paintShots(context, picture);
}

function paintRuler(context: Context, { plan, model, size, theme }: StillPicture): void {
  const height = laneLayout.ruler;
  context.fillStyle = theme.panel;
  context.fillRect(0, 0, size.widthPx, height);
  context.font = `11px ${theme.mono}`;
  context.textBaseline = 'middle';
  for (const tick of plan.ticks) {
    const x = Math.round(tick.x);
    context.fillStyle = theme.lineStrong;
    context.fillRect(x, tick.labelled ? 0 : height - 5, 1, tick.labelled ? height : 5);
    if (!tick.labelled) continue;
    context.fillStyle = theme.textQuiet;
    context.fillText(model.timecodeOf(tick.frame), x + 5, height / 2);
  }
  context.fillStyle = theme.line;
  context.fillRect(0, height - 1, size.widthPx, 1);
}

function paintFilm(context: Context, { plan, size, theme, images }: StillPicture): void {
  const [top, height] = [laneLayout.ruler, laneLayout.picture];
  context.fillStyle = theme.panel;
  context.fillRect(0, top, size.widthPx, height);
  for (const tile of plan.tiles) {
    const image = images.get(tile.image);
    if (!image) continue;
    const share = tile.clipWidth / tile.width;
    const [sourceWidth, sourceHeight] = [image.naturalWidth * share, image.naturalHeight];
    context.drawImage(
      image,
      0,
      0,
      sourceWidth,
      sourceHeight,
      tile.x,
      top,
      // Half a pixel more, or the seams between tiles show as dark lines.
      tile.clipWidth + (share === 1 ? 0.5 : 0),
      height - 1,
    );
  }
}

function paintShots(context: Context, { plan, size, theme }: StillPicture): void {
  const top = laneLayout.ruler + laneLayout.picture;
  context.fillStyle = theme.panel;
  context.fillRect(0, top, size.widthPx, laneLayout.shots);
  context.font = `11px ${theme.font}`;
  context.textBaseline = 'middle';
  for (const shot of plan.shots) {
    context.fillStyle = shot.odd ? theme.raised : theme.raisedMore;
    context.fillRect(shot.x, top, shot.width, laneLayout.shots - 1);
    if (shot.x > 0.5) {
      paintCut(context, Math.round(shot.x), shot.decided, theme);
    }
    if (shot.width > 16) {
      context.fillStyle = theme.textQuiet;
      clipText(context, shot.label, Math.max(0, shot.x) + 6, top + laneLayout.shots / 2, shot.x + shot.width);
    }
  }
  for (const { mixed } of plan.shots) if (mixed) paintMixed(context, mixed, theme);
  context.fillStyle = theme.line;
  context.fillRect(0, lanesTop - 1, size.widthPx, 1);
}

/** Where a shot begins: a black line with a mark at its top, a notch in the text's colour where a person has decided it. */
function paintCut(context: Context, x: number, decided: boolean, theme: CanvasTheme): void {
  const top = laneLayout.ruler;
  context.fillStyle = '#000000';
  context.fillRect(x - 1, top, 2, lanesTop - top);
  if (!decided) {
    context.fillStyle = theme.accent;
    context.fillRect(x - 1, top, 2, 6);
    return;
  }
  context.fillStyle = theme.text;
  context.fillRect(x - 0.5, top, 1, lanesTop - top);
  context.beginPath();
  context.moveTo(x - 5, top);
  context.lineTo(x + 5, top);
  context.lineTo(x, top + 8);
  context.closePath();
  // The edge keeps it apart from a bright picture.
  context.strokeStyle = '#000000';
  context.lineWidth = 3;
  context.stroke();
  context.fill();
}

/** A gradual transition: hatched below the picture, with a line along its top edge, so that the picture stays clear. */
function paintMixed(
  context: Context,
  { x, width }: { readonly x: number; readonly width: number },
  theme: CanvasTheme,
): void {
  context.fillStyle = theme.accent;
  context.fillRect(x, laneLayout.ruler, width, 2);
  const bottom = lanesTop - 1;
  hatch(context, x, bottom - 6, width, bottom, theme.accent, 0.9);
}

function paintLane(context: Context, picture: StillPicture, bars: LaneBars): void {
  const { theme, size } = picture;
  const { lane, y, height } = bars;
  const selected = picture.selected === lane.identityId;
  if (selected) {
    context.fillStyle = withAlpha(lane.colour, 0.07);
    context.fillRect(0, y, size.widthPx, height);
  }
  context.fillStyle = theme.raised;
  context.fillRect(0, y + height - 1, size.widthPx, 1);
  for (const bar of bars.bars) paintBar(context, picture, bars, bar, selected);
}

function paintBar(
  context: Context,
  { theme, images }: StillPicture,
  { lane, y, height }: LaneBars,
  bar: { readonly x: number; readonly width: number },
  selected: boolean,
): void {
  const inset = laneLayout.spanInset;
  const [top, tall] = [y + inset, height - 2 * inset - 1];
  // A pixel is left free at the end, so that a person who goes on across a cut shows two bars.
  const width = Math.max(1.5, bar.width - 1);
  context.save();
  context.beginPath();
  context.roundRect(bar.x, top, width, tall, Math.min(4, width / 2));
  context.clip();
  context.fillStyle = theme.panel;
  context.fillRect(bar.x, top, width, tall);
  context.fillStyle = withAlpha(lane.colour, selected ? 0.45 : 0.28);
  context.fillRect(bar.x, top, width, tall);
  if (!lane.named) hatch(context, bar.x, top, width, top + tall, theme.panel, 0.45);
  context.fillStyle = lane.colour;
  context.fillRect(bar.x, top, Math.min(3, width), tall);
  paintBarText(context, lane, Math.max(0, bar.x), bar.x + width, top, tall, theme, images);
  context.restore();
}

function paintBarText(
  context: Context,
  lane: LaneBars['lane'],
  left: number,
  right: number,
  top: number,
  tall: number,
  theme: CanvasTheme,
  images: ImageCache,
): void {
  const faceShown =
    right - left > tall + 6 && lane.face && paintFace(context, lane.face, left + 3, top, tall, images);
  const textLeft = left + (faceShown ? tall + 9 : 9);
  const room = right - 4 - textLeft;
  if (room < 10) return;
  context.font = `11.5px ${theme.font}`;
  context.textBaseline = 'middle';
  context.fillStyle = theme.text;
  const text = context.measureText(lane.label).width <= room ? lane.label : lane.shortLabel;
  clipText(context, text, textLeft, top + tall / 2 + 0.5, right - 4);
}

function paintFace(
  context: Context,
  face: FacePicture,
  x: number,
  y: number,
  side: number,
  images: ImageCache,
): boolean {
  const image = images.get(face.image);
  if (!image) return false;
  const { part } = face;
  context.drawImage(
    image,
    part.x * image.naturalWidth,
    part.y * image.naturalHeight,
    part.w * image.naturalWidth,
    part.h * image.naturalHeight,
    x,
    y,
    side,
    side,
  );
  return true;
}

/** Text cut off at an edge with a clean stop instead of a squeeze. */
function clipText(context: Context, text: string, x: number, y: number, right: number): void {
  if (right <= x) return;
  let shown = text;
  while (shown.length > 1 && x + context.measureText(shown).width > right) {
    shown = shown.length > 2 ? `${shown.replace(/…$/, '').slice(0, -1)}…` : '';
  }
  if (shown.length > 0) context.fillText(shown, x, y);
}

/** Slanting lines: the form for what is mixed or only proposed. */
function hatch(
  context: Context,
  x: number,
  top: number,
  width: number,
  bottom: number,
  colour: string,
  alpha: number,
): void {
  const tall = bottom - top;
  context.save();
  context.beginPath();
  context.rect(x, top, width, tall);
  context.clip();
  context.strokeStyle = withAlpha(colour, alpha);
  context.lineWidth = 3;
  context.beginPath();
  // Only what is seen of a long bar is hatched; whole steps from its start, so that the lines move with it.
  const from = x - tall + 8 * Math.floor(Math.max(0, -x) / 8);
  const to = Math.min(x + width, context.canvas.width);
  for (let at = from; at < to; at += 8) {
    context.moveTo(at, bottom);
    context.lineTo(at + tall, top);
  }
  context.stroke();
  context.restore();
}
