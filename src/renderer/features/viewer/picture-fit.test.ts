import { describe, expect, it } from 'vitest';
import { faceSquare, fitPicture, placeBox, zoomAbout, zoomPicture } from './picture-fit.ts';

describe('picture', () => {
  it.each([
    ['bars at the sides', { width: 1000, height: 500 }, { width: 800, height: 800 }, [250, 0, 500, 500]],
    ['bars above and below', { width: 1000, height: 800 }, { width: 1920, height: 800 }, [0, 192, 1000, 417]],
    ['portrait', { width: 900, height: 480 }, { width: 270, height: 480 }, [315, 0, 270, 480]],
    ['no room', { width: 0, height: 400 }, { width: 16, height: 9 }, [0, 0, 0, 0]],
  ])('fits: %s', (_, container, picture, [left, top, width, height]) => {
    expect(fitPicture(container, picture)).toEqual({ left, top, width, height });
  });

  it('places a box inside the bars', () => {
    const rect = { left: 100, top: 20, width: 400, height: 200 };
    expect(placeBox({ x: 0.25, y: 0.5, w: 0.5, h: 0.25 }, rect)).toEqual({
      left: 200,
      top: 120,
      width: 200,
      height: 50,
    });
  });
});

describe('face square', () => {
  it.each([
    ['wide picture', { width: 1920, height: 800 }],
    ['portrait', { width: 270, height: 480 }],
  ])('is square in pixels and holds the face: %s', (_, picture) => {
    const box = { x: 0.4, y: 0.3, w: 0.1, h: 0.2 };
    const part = faceSquare(box, picture);
    expect(part.w * picture.width).toBeCloseTo(part.h * picture.height, 6);
    expect(part.x).toBeLessThanOrEqual(box.x);
    expect(part.y).toBeLessThanOrEqual(box.y);
    expect(part.x + part.w).toBeGreaterThanOrEqual(box.x + box.w);
    expect(part.y + part.h).toBeGreaterThanOrEqual(box.y + box.h);
  });

  it('stays inside the picture at its corner', () => {
    const part = faceSquare({ x: 0.9, y: 0.9, w: 0.1, h: 0.1 }, { width: 100, height: 100 });
    expect(part.x + part.w).toBeCloseTo(1);
    expect(part.y + part.h).toBeCloseTo(1);
    expect(part.w).toBeCloseTo(0.16);
  });

  it('is never larger than the picture', () => {
    const part = faceSquare({ x: 0, y: 0, w: 1, h: 1 }, { width: 200, height: 100 });
    expect([part.w, part.h]).toEqual([0.5, 1]);
  });
});

describe('looking closely', () => {
  const container = { width: 400, height: 300 };
  const whole = fitPicture(container, { width: 1600, height: 900 });

  it('shows the whole picture at 1, and a place in the middle when zoomed', () => {
    expect(zoomPicture(whole, container, { scale: 1, x: 0.9, y: 0.9 })).toEqual(whole);
    const near = zoomPicture(whole, container, { scale: 4, x: 0.5, y: 0.5 });
    expect(near.left + near.width / 2).toBeCloseTo(200);
    expect(near.top + near.height / 2).toBeCloseTo(150);
  });

  it('leaves no room empty at the edges', () => {
    const corner = zoomPicture(whole, container, { scale: 4, x: 0, y: 1 });
    expect(corner.left).toBe(0);
    expect(corner.top + corner.height).toBeCloseTo(300);
  });

  it('keeps the place under the pointer', () => {
    const look = { scale: 2, x: 0.5, y: 0.5 };
    const before = zoomPicture(whole, container, look);
    const point = { x: 260, y: 170 };
    const after = zoomPicture(whole, container, zoomAbout(look, 1.5, point, before, container, 16));
    const placeIn = (rect: typeof before) => [
      (point.x - rect.left) / rect.width,
      (point.y - rect.top) / rect.height,
    ];
    const [x = 0, y = 0] = placeIn(before);
    const [laterX, laterY] = placeIn(after);
    expect(laterX).toBeCloseTo(x);
    expect(laterY).toBeCloseTo(y);
  });

  it('stays between the whole picture and the most', () => {
    const look = { scale: 2, x: 0.5, y: 0.5 };
    const shown = zoomPicture(whole, container, look);
    expect(zoomAbout(look, 0.1, { x: 0, y: 0 }, shown, container, 16)).toEqual({ scale: 1, x: 0.5, y: 0.5 });
    expect(zoomAbout(look, 100, { x: 0, y: 0 }, shown, container, 16).scale).toBe(16);
  });
});
