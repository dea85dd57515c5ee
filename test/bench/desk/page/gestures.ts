import {
  clampViewport,
  fitViewport,
  panBy,
  type Viewport,
  zoomAt,
} from '../../../../src/renderer/canvas/viewport.ts';

/** The views of a scripted hand, one a frame: zooming in to single frames and out again, and panning on the way. */
export function scriptedViews(frameCount: number, widthPx: number): { pan: Viewport[]; zoom: Viewport[] } {
  const fit = fitViewport(frameCount, widthPx);
  const zoom: Viewport[] = [];
  for (const anchor of [0.2, 0.5, 0.8]) {
    let view = fit;
    const steps = 70;
    const factor = (24 / fit.pxPerFrame) ** (1 / steps);
    for (let step = 0; step < 2 * steps; step++) {
      view = zoomAt(view, step < steps ? factor : 1 / factor, anchor * widthPx, frameCount, widthPx);
      zoom.push(view);
    }
  }
  const pan: Viewport[] = [];
  for (const pxPerFrame of [0.01, 0.05, 0.3, 2, 12]) {
    let view = clampViewport({ startFrame: frameCount * 0.3, pxPerFrame }, frameCount, widthPx);
    for (let step = 0; step < 80; step++) {
      view = panBy(view, 14, frameCount, widthPx);
      pan.push(view);
    }
  }
  return { pan, zoom };
}
