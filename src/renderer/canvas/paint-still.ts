import { hatch } from './hatch.ts';
import type { ImageCache } from './image-cache.ts';
import { laneLayout, lanesTop, type TimelineModel } from './model.ts';
import { paintLanes } from './paint-lanes.ts';
import type { TimelinePlan, TimelineSize } from './plan.ts';
import { clipText } from './text.ts';
import { type CanvasTheme, withAlpha } from './theme.ts';
import { type Viewport, xOfFrame } from './viewport.ts';

type Context = CanvasRenderingContext2D;

export interface StillPicture {
  readonly plan: TimelinePlan;
  readonly model: TimelineModel;
  readonly size: TimelineSize;
  /** The lane that is selected. */
  readonly selectedLane: string | undefined;
  /** Keys of the selected spans. */
  readonly selected: ReadonlySet<string>;
  readonly theme: CanvasTheme;
  readonly images: ImageCache;
  readonly view: Viewport;
  /** The view is on its way: small things are left out until it rests, so that it moves smoothly. */
  readonly isMoving: boolean;
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
  paintLanes(context, picture);
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

function paintShots(context: Context, { plan, size, theme, view }: StillPicture): void {
  const top = laneLayout.ruler + laneLayout.picture;
  context.fillStyle = theme.panel;
  context.fillRect(0, top, size.widthPx, laneLayout.shots);
  context.font = `11px ${theme.font}`;
  context.textBaseline = 'middle';
  for (const shot of plan.shots) {
    context.fillStyle = shot.odd ? theme.raised : theme.raisedMore;
    context.fillRect(shot.x, top, shot.width, laneLayout.shots - 1);
    if (shot.x > 0.5 && !shot.isMany) {
      paintCut(context, Math.round(shot.x), shot.decided, theme);
    }
    if (shot.width > 16) {
      context.fillStyle = theme.textQuiet;
      clipText(context, shot.label, Math.max(0, shot.x) + 6, top + laneLayout.shots / 2, shot.x + shot.width);
    }
  }
  for (const { mixed } of plan.shots) if (mixed) paintMixed(context, mixed, theme, xOfFrame(view, 0));
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
  originX: number,
): void {
  context.fillStyle = theme.accent;
  context.fillRect(x, laneLayout.ruler, width, 2);
  const bottom = lanesTop - 1;
  hatch(context, { x, y: bottom - 6, width, height: 6 }, withAlpha(theme.accent, 0.9), originX);
}
