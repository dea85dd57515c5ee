import { laneLayout, type TimelineModel } from './model.ts';
import type { TimelineSize } from './plan.ts';
import type { FrameSpan } from './spans.ts';
import type { CanvasTheme } from './theme.ts';
import { type Viewport, xOfFrame } from './viewport.ts';

type Context = CanvasRenderingContext2D;

export interface LivePicture {
  readonly model: TimelineModel;
  readonly view: Viewport;
  readonly size: TimelineSize;
  readonly theme: CanvasTheme;
  readonly frame: number;
  readonly hoverFrame: number | undefined;
  /** Said beside the timecode under the pointer: what is there. */
  readonly hoverNote: string | undefined;
  /** The span that has the keyboard's focus, with the place of its lane. */
  readonly focus: { readonly span: FrameSpan; readonly y: number; readonly height: number } | undefined;
}

/** The layer that changes with time and pointer. */
export function paintLive(context: Context, picture: LivePicture): void {
  if (picture.focus) paintFocus(context, picture, picture.focus);
  if (picture.hoverFrame !== undefined && picture.hoverFrame !== picture.frame) {
    paintHover(context, picture, picture.hoverFrame);
  }
  paintPlayhead(context, picture);
}

function paintFocus(
  context: Context,
  { view, theme }: LivePicture,
  { span, y, height }: NonNullable<LivePicture['focus']>,
): void {
  const x = xOfFrame(view, span.startFrame);
  context.strokeStyle = theme.text;
  context.lineWidth = 2;
  context.strokeRect(
    x + 1,
    y + 1,
    Math.max(4, (span.endFrame - span.startFrame) * view.pxPerFrame - 2),
    height - 3,
  );
}

function paintHover(
  context: Context,
  { model, view, size, theme, hoverNote }: LivePicture,
  frame: number,
): void {
  const x = Math.round(xOfFrame(view, frame));
  context.fillStyle = 'rgb(255 255 255 / 35%)';
  context.fillRect(x, laneLayout.ruler, 1, size.heightPx - laneLayout.ruler);
  const text = [model.timecodeOf(frame), ...(hoverNote ? [hoverNote] : [])].join(' · ');
  paintChip(context, text, x, size, theme, theme.raisedMore, theme.text);
}

function paintPlayhead(context: Context, { model, view, size, theme, frame }: LivePicture): void {
  const x = Math.round(xOfFrame(view, frame));
  if (x < -8 || x > size.widthPx + 8) return;
  if (view.pxPerFrame >= 6) {
    context.fillStyle = 'rgb(255 255 255 / 10%)';
    context.fillRect(x, laneLayout.ruler, view.pxPerFrame, size.heightPx - laneLayout.ruler);
  }
  context.fillStyle = theme.accent;
  context.fillRect(x - 0.75, laneLayout.ruler - 6, 1.5, size.heightPx);
  paintChip(context, model.timecodeOf(frame), x, size, theme, theme.accent, theme.lanes);
}

/** A timecode in the ruler, kept inside the view. */
function paintChip(
  context: Context,
  text: string,
  x: number,
  size: TimelineSize,
  theme: CanvasTheme,
  fill: string,
  ink: string,
): void {
  context.font = `11px ${theme.mono}`;
  context.textBaseline = 'middle';
  const width = context.measureText(text).width + 10;
  const left = Math.min(size.widthPx - width, Math.max(0, x - width / 2));
  context.fillStyle = fill;
  context.beginPath();
  context.roundRect(left, 3, width, laneLayout.ruler - 7, 3);
  context.fill();
  context.fillStyle = ink;
  context.fillText(text, left + 5, laneLayout.ruler / 2);
}
