import { hatch } from './hatch.ts';
import type { ImageCache } from './image-cache.ts';
import { type FacePicture, type LaneSpan, laneLayout } from './model.ts';
import type { StillPicture } from './paint-still.ts';
import type { Bar, LaneBars, RowBars } from './plan.ts';
import { clipText, widthOf } from './text.ts';
import { type CanvasTheme, withAlpha } from './theme.ts';
import { xOfFrame } from './viewport.ts';

type Context = CanvasRenderingContext2D;

/** Narrower bars are plain rectangles: corners and names would not be seen. */
const plainBelowPx = 14;
/** Bars that are narrower have no name and no picture while the view moves. */
const bareBelowPx = 64;

/** Draws all lanes in sight. */
export function paintLanes(context: Context, picture: StillPicture): void {
  for (const lane of picture.plan.lanes) paintLane(context, picture, lane);
}

function paintLane(context: Context, picture: StillPicture, bars: LaneBars): void {
  const { theme, size } = picture;
  const { lane, y, height } = bars;
  const isSelected = picture.selectedLane === lane.id;
  if (isSelected) {
    context.fillStyle = withAlpha(lane.colour, 0.07);
    context.fillRect(0, y, size.widthPx, height);
  }
  context.fillStyle = theme.raised;
  context.fillRect(0, y + height - 1, size.widthPx, 1);
  for (const row of bars.rows) paintRow(context, picture, bars, row, isSelected);
}

function paintRow(
  context: Context,
  picture: StillPicture,
  { lane }: LaneBars,
  row: RowBars,
  isSelected: boolean,
): void {
  const inset = lane.isCollapsed ? 2 : laneLayout.spanInset - (lane.rows.length > 1 ? 2 : 0);
  const [top, tall] = [row.y + inset, row.height - 2 * inset - 1];
  const plain: Bar[] = [];
  row.bars.forEach((bar, index) => {
    const isMarker = bar.span.target.on === 'tag' && bar.span.endFrame - bar.span.startFrame === 1;
    if (isMarker && !lane.isCollapsed && !bar.isMany) {
      paintMarker(context, picture, bar, row.bars[index + 1], top, tall);
    } else if (bar.width < plainBelowPx || bar.isMany || lane.isCollapsed) plain.push(bar);
    else paintBar(context, picture, bar, top, tall, isSelected);
  });
  paintPlain(context, picture, plain, top, tall);
}

/** Many small bars: one colour at a time, because a change of the fill costs more than a rectangle. */
function paintPlain(
  context: Context,
  picture: StillPicture,
  bars: readonly Bar[],
  top: number,
  tall: number,
): void {
  let colour = '';
  for (const bar of bars) {
    if (bar.span.colour !== colour) {
      colour = bar.span.colour;
      context.fillStyle = withAlpha(colour, 0.72);
    }
    context.fillRect(bar.x, top, bar.isMany ? bar.width : Math.max(1.5, bar.width - 1), tall);
  }
  if (picture.selected.size === 0) return;
  for (const bar of bars) {
    if (!bar.isMany && picture.selected.has(bar.span.key)) outline(context, picture.theme, bar, top, tall);
  }
}

function paintBar(
  context: Context,
  picture: StillPicture,
  bar: Bar,
  top: number,
  tall: number,
  isSelected: boolean,
): void {
  const { theme, size, view } = picture;
  const { span } = bar;
  const isChosen = picture.selected.has(span.key);
  // A pixel is left free at the end, so that a person who goes on across a cut shows two bars; of a long one only what is seen
  // is drawn, with a little over.
  const left = Math.max(-8, bar.x);
  const right = Math.min(size.widthPx + 8, bar.x + bar.width - 1);
  context.beginPath();
  context.roundRect(left, top, right - left, tall, 4);
  context.fillStyle = withAlpha(span.colour, isChosen ? 0.55 : isSelected ? 0.42 : 0.28);
  context.fill();
  if (span.proposed) {
    const inside = { x: left + 2, y: top + 1, width: right - left - 4, height: tall - 2 };
    hatch(context, inside, withAlpha(theme.lanes, 0.5), xOfFrame(view, 0));
  }
  if (bar.x > -8) {
    context.fillStyle = span.colour;
    context.fillRect(bar.x, top + 1, 3, tall - 2);
  }
  if (!picture.isMoving || bar.width >= bareBelowPx) {
    paintBarText(context, picture, span, Math.max(0, bar.x), bar.x + bar.width - 1, top, tall);
  }
  if (isChosen) outline(context, theme, bar, top, tall);
}

function outline(context: Context, theme: CanvasTheme, bar: Bar, top: number, tall: number): void {
  context.strokeStyle = theme.accent;
  context.lineWidth = 1.5;
  context.beginPath();
  context.roundRect(bar.x, top, Math.max(2, bar.width - 1), tall, Math.min(4, bar.width / 2));
  context.stroke();
}

/** Thumbnail, name, and how sure it is: from the right end of what there is room for, the least important goes first. */
function paintBarText(
  context: Context,
  { theme, images, isMoving }: StillPicture,
  span: LaneSpan,
  left: number,
  right: number,
  top: number,
  tall: number,
): void {
  const shown =
    right - left > tall + 6 && span.picture && paintFace(context, span.picture, left + 3, top, tall, images);
  const textLeft = left + (shown ? tall + 9 : 9);
  const room = right - 4 - textLeft;
  if (room < 10) return;
  context.font = `11.5px ${theme.font}`;
  context.textBaseline = 'middle';
  context.fillStyle = theme.text;
  const text = widthOf(context, span.label) <= room ? span.label : span.shortLabel;
  const took = clipText(context, text, textLeft, top + tall / 2 + 0.5, right - 4);
  if (span.confidence === undefined || isMoving) return;
  const sure = `${Math.round(100 * span.confidence)} %`;
  context.font = `10.5px ${theme.font}`;
  if (took + 12 + widthOf(context, sure) > room) return;
  context.fillStyle = theme.textSoft;
  context.fillText(sure, textLeft + took + 8, top + tall / 2 + 0.5);
}

/** A mark on a single frame: a flag on a pole, with its name up to the next one. */
function paintMarker(
  context: Context,
  { theme, selected, size }: StillPicture,
  { x, span }: Bar,
  next: Bar | undefined,
  top: number,
  tall: number,
): void {
  context.fillStyle = span.colour;
  context.fillRect(x, top, 1.5, tall);
  context.beginPath();
  context.moveTo(x, top);
  context.lineTo(x + 9, top);
  context.lineTo(x + 6, top + 4.5);
  context.lineTo(x + 9, top + 9);
  context.lineTo(x, top + 9);
  context.closePath();
  context.fill();
  if (selected.has(span.key)) {
    context.strokeStyle = theme.text;
    context.lineWidth = 1.5;
    context.stroke();
  }
  context.font = `11.5px ${theme.font}`;
  context.textBaseline = 'middle';
  context.fillStyle = theme.text;
  clipText(
    context,
    span.label,
    x + 13,
    top + tall / 2 + 0.5,
    Math.min(size.widthPx, (next?.x ?? Number.POSITIVE_INFINITY) - 4),
  );
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
  const [wide, high] = [image.naturalWidth, image.naturalHeight];
  context.drawImage(image, part.x * wide, part.y * high, part.w * wide, part.h * high, x, y, side, side);
  return true;
}
