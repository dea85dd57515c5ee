import { laneLayout, lanesTop, type TimelineModel } from './model.ts';
import type { TimelineSize } from './plan.ts';
import type { FrameSpan } from './spans.ts';
import { clipText } from './text.ts';
import { type CanvasTheme, withAlpha } from './theme.ts';
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
  /** Ranges in the making: drawn or trimmed by hand, or tagged while playing. */
  readonly drafts: readonly LiveDraft[];
  /** A picture to be shown at the pointer. */
  readonly hoverPicture: HTMLImageElement | undefined;
}

export interface LiveDraft extends FrameSpan {
  readonly y: number;
  readonly height: number;
  readonly colour: string;
  readonly label: string;
  readonly snappedTo: number | undefined;
  /** It grows with the playhead until a key is let go. */
  readonly isRunning: boolean;
}

/** The layer that changes with time and pointer. */
export function paintLive(context: Context, picture: LivePicture): void {
  for (const draft of picture.drafts) paintDraft(context, picture, draft);
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

function paintDraft(context: Context, { view, theme, size, model }: LivePicture, draft: LiveDraft): void {
  const [x, right] = [xOfFrame(view, draft.startFrame), xOfFrame(view, draft.endFrame)];
  const [top, tall] = [draft.y + laneLayout.spanInset, draft.height - 2 * laneLayout.spanInset - 1];
  const width = Math.max(2, right - x);
  if (draft.y + draft.height <= lanesTop) return;
  context.save();
  context.beginPath();
  context.rect(0, lanesTop, size.widthPx, size.heightPx - lanesTop);
  context.clip();
  context.fillStyle = theme.panel;
  context.fillRect(x, top, width, tall);
  context.fillStyle = withAlpha(draft.colour, draft.isRunning ? 0.75 : 0.5);
  context.fillRect(x, top, width, tall);
  context.strokeStyle = draft.isRunning ? theme.bad : theme.accent;
  context.lineWidth = 2;
  context.strokeRect(x, top, width, tall);
  context.font = `11.5px ${theme.font}`;
  context.textBaseline = 'middle';
  context.fillStyle = theme.text;
  clipText(context, draft.label, Math.max(0, x) + 8, top + tall / 2 + 0.5, right - 4);
  context.restore();
  if (draft.snappedTo !== undefined) {
    context.fillStyle = theme.accent;
    context.fillRect(Math.round(xOfFrame(view, draft.snappedTo)) - 0.5, laneLayout.ruler, 1, size.heightPx);
  }
  if (draft.isRunning) return;
  const text = `${model.timecodeOf(draft.startFrame)} – ${model.timecodeOf(draft.endFrame - 1)}`;
  paintChip(context, text, (x + right) / 2, size, theme, theme.accent, theme.lanes);
}

/** What is there at the pointer, so that one need not go there to see it. */
function paintHoverPicture(
  context: Context,
  { size, theme }: LivePicture,
  image: HTMLImageElement,
  x: number,
): void {
  const height = 108;
  const width = (height * image.naturalWidth) / Math.max(1, image.naturalHeight);
  const left = Math.min(size.widthPx - width - 4, Math.max(4, x - width / 2));
  const top = laneLayout.ruler + laneLayout.picture + 4;
  if (top + height > size.heightPx) return;
  context.fillStyle = theme.lanes;
  context.fillRect(left - 2, top - 2, width + 4, height + 4);
  context.drawImage(image, left, top, width, height);
  context.strokeStyle = theme.lineStrong;
  context.lineWidth = 1;
  context.strokeRect(left - 1.5, top - 1.5, width + 3, height + 3);
}

function paintHover(context: Context, picture: LivePicture, frame: number): void {
  const { model, view, size, theme, hoverNote, hoverPicture } = picture;
  const x = Math.round(xOfFrame(view, frame));
  if (hoverPicture) paintHoverPicture(context, picture, hoverPicture, x);
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
