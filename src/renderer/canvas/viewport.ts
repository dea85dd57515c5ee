/** The part of a clip that the timeline shows. x is in CSS pixels from the left edge of the lanes. */
export interface Viewport {
  /** The frame at the left edge; fractions are allowed. */
  readonly startFrame: number;
  readonly pxPerFrame: number;
}

/** Wide enough to tell two frames of the filmstrip apart. */
const mostPxPerFrame = 64;

/** Where a frame lies on screen, in CSS pixels from the timeline’s left edge. */
export const xOfFrame = (view: Viewport, frame: number): number =>
  (frame - view.startFrame) * view.pxPerFrame;

/** The frame whose cell lies under a pixel, not yet kept inside the clip. */
export const frameAtX = (view: Viewport, x: number): number =>
  Math.floor(view.startFrame + x / view.pxPerFrame);

/** The whole clip, edge to edge. */
export function fitViewport(frameCount: number, widthPx: number): Viewport {
  return { startFrame: 0, pxPerFrame: Math.max(1, widthPx) / Math.max(1, frameCount) };
}

/** Keeps a view inside the clip, and never shows less than the whole clip leaves room for. */
export function clampViewport(view: Viewport, frameCount: number, widthPx: number): Viewport {
  const fit = fitViewport(frameCount, widthPx);
  const most = Math.max(fit.pxPerFrame, mostPxPerFrame);
  const pxPerFrame = Math.min(most, Math.max(fit.pxPerFrame, view.pxPerFrame));
  const lastStart = Math.max(0, frameCount - widthPx / pxPerFrame);
  return { startFrame: Math.min(lastStart, Math.max(0, view.startFrame)), pxPerFrame };
}

/** Zooms by a factor; what lies under `anchorX` stays there. */
export function zoomAt(
  view: Viewport,
  factor: number,
  anchorX: number,
  frameCount: number,
  widthPx: number,
): Viewport {
  const scaled = clampViewport(
    { startFrame: 0, pxPerFrame: view.pxPerFrame * factor },
    frameCount,
    widthPx,
  ).pxPerFrame;
  const anchorFrame = view.startFrame + anchorX / view.pxPerFrame;
  return clampViewport(
    { startFrame: anchorFrame - anchorX / scaled, pxPerFrame: scaled },
    frameCount,
    widthPx,
  );
}

/** Moves what is shown by CSS pixels, kept inside the clip. */
export function panBy(view: Viewport, deltaPx: number, frameCount: number, widthPx: number): Viewport {
  return clampViewport(
    { ...view, startFrame: view.startFrame + deltaPx / view.pxPerFrame },
    frameCount,
    widthPx,
  );
}

/** Turns the page when a frame has left the view: it comes back a tenth of the width from the edge it left by. */
export function keepInView(view: Viewport, frame: number, frameCount: number, widthPx: number): Viewport {
  const x = xOfFrame(view, frame);
  if (x >= 0 && x + view.pxPerFrame <= widthPx + 0.5) return view;
  const target = x < 0 ? 0.9 * widthPx : 0.1 * widthPx;
  const room = widthPx / view.pxPerFrame;
  const startFrame = x < 0 ? frame - target / view.pxPerFrame : frame - 0.1 * room;
  return clampViewport({ ...view, startFrame }, frameCount, widthPx);
}

/** Wheel movement as a zoom factor; one notch of a mouse wheel (100) is about a third. */
export function wheelFactor(deltaY: number): number {
  return Math.exp(-Math.max(-400, Math.min(400, deltaY)) * 0.003);
}
