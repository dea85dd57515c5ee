import { describe, expect, it } from 'vitest';
import { fitSimilarity, invert, mapPoint, overlapOf, scaleOf, similarityAbout } from './geometry.ts';

const square = [
  { x: 0, y: 0 },
  { x: 10, y: 0 },
  { x: 10, y: 10 },
  { x: 0, y: 10 },
];

describe('similarity maps', () => {
  it.each([
    { name: 'shift', scale: 1, degrees: 0, to: { x: 3, y: -2 } },
    { name: 'scale', scale: 2.5, degrees: 0, to: { x: 0, y: 0 } },
    { name: 'turn', scale: 1, degrees: 30, to: { x: 0, y: 0 } },
    { name: 'all', scale: 0.3, degrees: -75, to: { x: 40, y: 7 } },
  ])('are found again from points they moved: $name', ({ scale, degrees, to }) => {
    const map = similarityAbout({ x: 5, y: 5 }, to, scale, (degrees * Math.PI) / 180);
    const found = fitSimilarity(
      square,
      square.map((point) => mapPoint(map, point)),
    );
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f'] as const) expect(found[key]).toBeCloseTo(map[key], 9);
    expect(scaleOf(found)).toBeCloseTo(scale, 9);
  });

  it('turn clockwise on a picture, whose y grows downwards', () => {
    const quarter = similarityAbout({ x: 0, y: 0 }, { x: 0, y: 0 }, 1, Math.PI / 2);
    const right = mapPoint(quarter, { x: 1, y: 0 });
    expect(right.x).toBeCloseTo(0);
    expect(right.y).toBeCloseTo(1);
  });

  it('are undone by their inverse', () => {
    const map = similarityAbout({ x: 1, y: 2 }, { x: -7, y: 9 }, 3, 0.4);
    const back = mapPoint(invert(map), mapPoint(map, { x: 12, y: -5 }));
    expect(back.x).toBeCloseTo(12);
    expect(back.y).toBeCloseTo(-5);
  });

  it('take the middle of points that no similarity fits', () => {
    const mirrored = square.map(({ x, y }) => ({ x: 10 - x, y }));
    const centre = mapPoint(fitSimilarity(square, mirrored), { x: 5, y: 5 });
    expect(centre.x).toBeCloseTo(5);
    expect(centre.y).toBeCloseTo(5);
  });
});

describe('overlapOf', () => {
  const box = { x: 0, y: 0, w: 2, h: 2 };
  it.each([
    { name: 'the same', other: box, overlap: 1 },
    { name: 'half', other: { x: 1, y: 0, w: 2, h: 2 }, overlap: 1 / 3 },
    { name: 'inside', other: { x: 0.5, y: 0.5, w: 1, h: 1 }, overlap: 1 / 4 },
    { name: 'touching', other: { x: 2, y: 0, w: 2, h: 2 }, overlap: 0 },
    { name: 'empty', other: { x: 1, y: 1, w: 0, h: 0 }, overlap: 0 },
  ])('is $overlap for boxes that are $name', ({ other, overlap }) => {
    expect(overlapOf(box, other)).toBeCloseTo(overlap);
    expect(overlapOf(other, box)).toBeCloseTo(overlap);
  });
});
