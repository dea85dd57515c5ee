import { describe, expect, it } from 'vitest';
import { shotAt, shotStep, shuttle } from './stepping.ts';

const shots = [
  { firstFrame: 0, endFrame: 20 },
  { firstFrame: 20, endFrame: 82 },
  { firstFrame: 82, endFrame: 211 },
];

describe('J and L', () => {
  it.each([
    [0, 1, 1],
    [1, 1, 2],
    [2, 1, 4],
    [4, 1, 8],
    [8, 1, 8],
    [-4, 1, 1],
    [0, -1, -1],
    [-1, -1, -2],
    [-8, -1, -8],
    [2, -1, -1],
  ] as const)('at speed %i in direction %i: %i', (speed, direction, expected) => {
    expect(shuttle(speed, direction)).toBe(expected);
  });
});

describe('stepping by shot', () => {
  it.each([
    [0, 1, 20],
    [19, 1, 20],
    [20, 1, 82],
    [82, 1, undefined],
    [50, -1, 20],
    [20, -1, 0],
    [0, -1, undefined],
  ] as const)('from frame %i in direction %i: %s', (frame, direction, expected) => {
    expect(shotStep(shots, frame, direction)).toBe(expected);
  });

  it.each([
    [0, 0],
    [19, 0],
    [20, 20],
    [210, 82],
    [211, undefined],
  ])('frame %i lies in the shot that begins at %s', (frame, expected) => {
    expect(shotAt(shots, frame)?.firstFrame).toBe(expected);
  });
});
