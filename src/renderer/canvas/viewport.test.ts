import { describe, expect, it } from 'vitest';
import {
  clampViewport,
  fitViewport,
  frameAtX,
  keepInView,
  panBy,
  wheelFactor,
  xOfFrame,
  zoomAt,
} from './viewport.ts';

const [frames, width] = [1000, 500];

describe('viewport', () => {
  it('fits the whole clip', () => {
    const view = fitViewport(frames, width);
    expect(xOfFrame(view, 0)).toBe(0);
    expect(xOfFrame(view, frames)).toBe(width);
    expect(frameAtX(view, width - 0.01)).toBe(frames - 1);
  });

  it.each([0, 13, 250, 499])('keeps what lies under the pointer at x = %i', (x) => {
    let view = fitViewport(frames, width);
    for (const factor of [1.5, 3, 2, 0.7]) {
      const before = view.startFrame + x / view.pxPerFrame;
      view = zoomAt(view, factor, x, frames, width);
      expect(view.startFrame + x / view.pxPerFrame).toBeCloseTo(before, 6);
    }
  });

  it('stops at the whole clip and at frames wide enough to tell apart', () => {
    const fit = fitViewport(frames, width);
    expect(zoomAt(fit, 0.1, 200, frames, width)).toEqual(fit);
    expect(zoomAt(fit, 1e9, 200, frames, width).pxPerFrame).toBe(64);
    const short = fitViewport(3, width);
    expect(zoomAt(short, 10, 0, 3, width)).toEqual(short);
  });

  it('cannot be moved out of the clip', () => {
    const view = { startFrame: 100, pxPerFrame: 5 };
    expect(panBy(view, -1e6, frames, width).startFrame).toBe(0);
    expect(panBy(view, 1e6, frames, width).startFrame).toBe(900);
    expect(panBy(view, 50, frames, width).startFrame).toBe(110);
  });

  it('turns the page when the playhead leaves it', () => {
    const view = { startFrame: 100, pxPerFrame: 5 };
    expect(keepInView(view, 150, frames, width)).toBe(view);
    for (const frame of [201, 99, 0, 999]) {
      const turned = keepInView(view, frame, frames, width);
      expect(xOfFrame(turned, frame)).toBeGreaterThanOrEqual(0);
      expect(xOfFrame(turned, frame)).toBeLessThan(width);
    }
  });

  it('comes back into the clip when that grew or shrank', () => {
    expect(clampViewport({ startFrame: 990, pxPerFrame: 5 }, 500, width)).toEqual({
      startFrame: 400,
      pxPerFrame: 5,
    });
  });

  it('turns wheel notches into factors that undo each other', () => {
    expect(wheelFactor(-100)).toBeGreaterThan(1.2);
    expect(wheelFactor(-100) * wheelFactor(100)).toBeCloseTo(1);
    expect(wheelFactor(-1e6)).toBeLessThan(4);
  });
});
