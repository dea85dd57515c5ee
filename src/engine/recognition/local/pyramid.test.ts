import { describe, expect, it } from 'vitest';
import type { Picture } from '../port.ts';
import type { Affine } from './geometry.ts';
import { halve, Pyramid } from './pyramid.ts';

const plain = { mean: [0, 0, 0], divisor: [1, 1, 1] } as const;
const scaling = (step: number, x = 0, y = 0): Affine => ({ a: step, b: 0, c: x, d: 0, e: step, f: y });

function picture(
  widthPx: number,
  heightPx: number,
  colour: (x: number, y: number) => readonly [number, number, number],
): Picture {
  const rgb = new Uint8Array(widthPx * heightPx * 3);
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) rgb.set(colour(x, y), (y * widthPx + x) * 3);
  }
  return { widthPx, heightPx, rgb };
}

describe('halve', () => {
  it('takes the mean of two by two and leaves an odd last row and column out', () => {
    const half = halve(picture(5, 3, (x, y) => [x * 10, y * 10, x === 4 || y === 2 ? 255 : 8]));
    expect(half).toMatchObject({ widthPx: 2, heightPx: 1 });
    expect([...half.rgb]).toEqual([5, 5, 8, 25, 5, 8]);
  });

  it.each([
    [1, 4],
    [4, 1],
    [1, 1],
  ])('keeps at least one pixel of %i x %i', (widthPx, heightPx) => {
    const half = halve(picture(widthPx, heightPx, () => [90, 60, 30]));
    expect([...half.rgb.subarray(0, 3)]).toEqual([90, 60, 30]);
    expect(half.rgb.length).toBe(half.widthPx * half.heightPx * 3);
  });
});

describe('sampling', () => {
  const gradient = picture(64, 48, (x, y) => [x * 4, y * 5, 100]);

  it('gives the pixels themselves at full size, as planes', () => {
    const planes = new Pyramid(gradient).sample(scaling(1), { widthPx: 64, heightPx: 48 }, plain);
    const at = 20 * 64 + 31;
    expect([planes[at], planes[64 * 48 + at], planes[2 * 64 * 48 + at]]).toEqual([124, 100, 100]);
  });

  it.each([1, 1.3, 1.7, 2, 3, 4, 6])('keeps a gradient in place when reduced %d times', (step) => {
    const size = { widthPx: Math.floor(64 / step), heightPx: Math.floor(48 / step) };
    const planes = new Pyramid(gradient).sample(scaling(step), size, plain);
    const [x, y] = [Math.floor(size.widthPx / 2), Math.floor(size.heightPx / 2)];
    const at = y * size.widthPx + x;
    // Halving rounds to whole values, so up to one is allowed.
    expect(Math.abs(planes[at]! - ((x + 0.5) * step - 0.5) * 4)).toBeLessThan(1);
    expect(Math.abs(planes[size.widthPx * size.heightPx + at]! - ((y + 0.5) * step - 0.5) * 5)).toBeLessThan(
      1,
    );
  });

  it.each([2, 3, 5, 6, 8])('lets every pixel count when reduced %d times', (step) => {
    // One white pixel on black, at every place of a block: skipping samplers lose it at most places.
    for (let offset = 0; offset < step; offset += 1) {
      const dot = picture(64, 64, (x, y) =>
        x === 24 + offset && y === 24 + offset ? [255, 0, 0] : [0, 0, 0],
      );
      const side = Math.floor(64 / step);
      const planes = new Pyramid(dot).sample(scaling(step), { widthPx: side, heightPx: side }, plain);
      const sum = planes.subarray(0, side * side).reduce((total, value) => total + value, 0);
      expect(sum * step * step).toBeGreaterThan(255 * 0.3);
    }
  });

  it('is black outside the picture and outside the bounds', () => {
    const white = picture(32, 32, () => [255, 255, 255]);
    const size = { widthPx: 16, heightPx: 16 };
    const beyond = new Pyramid(white).sample(scaling(1, 24, 0), size, plain);
    expect([beyond[7], beyond[8]]).toEqual([255, 0]);
    const bounded = new Pyramid(white).sample(scaling(1), size, plain, { x: 0, y: 0, w: 32, h: 4 });
    expect([bounded[3 * 16], bounded[4 * 16]]).toEqual([255, 0]);
  });

  it('follows a turned map', () => {
    const quarterTurn: Affine = { a: 0, b: -1, c: 48, d: 1, e: 0, f: 0 };
    const planes = new Pyramid(gradient).sample(quarterTurn, { widthPx: 10, heightPx: 10 }, plain);
    // Input pixel (2, 3) lies over picture pixel (48 - 1 - 3, 2).
    expect([planes[3 * 10 + 2], planes[100 + 3 * 10 + 2]]).toEqual([44 * 4, 2 * 5]);
  });

  it('normalises each channel', () => {
    const grey = picture(2, 2, () => [10, 20, 30]);
    const planes = new Pyramid(grey).sample(
      scaling(1),
      { widthPx: 1, heightPx: 1 },
      { mean: [10, 10, 10], divisor: [1, 5, 10] },
    );
    expect([...planes]).toEqual([0, 2, 2]);
  });
});
