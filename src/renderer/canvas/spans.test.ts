import { describe, expect, it } from 'vitest';
import { spanAt, visibleSpans } from './spans.ts';

const spans = [
  { startFrame: 0, endFrame: 10 },
  { startFrame: 10, endFrame: 20 },
  { startFrame: 40, endFrame: 50 },
  { startFrame: 70, endFrame: 71 },
];

describe('spans', () => {
  it.each([
    [0, 100, [0, 10, 40, 70]],
    [10, 40, [10]],
    [9, 41, [0, 10, 40]],
    [20, 40, []],
    [50, 70, []],
    [70, 71, [70]],
    [71, 999, []],
  ])('seen from %i to %i: %j', (from, to, expected) => {
    expect(visibleSpans(spans, from, to).map((span) => span.startFrame)).toEqual(expected);
  });

  it.each([
    [0, 0],
    [9, 0],
    [10, 10],
    [20, undefined],
    [70, 70],
    [71, undefined],
  ])('at frame %i: %s', (frame, expected) => {
    expect(spanAt(spans, frame)?.startFrame).toBe(expected);
  });

  it('agrees with a plain walk over all', () => {
    const many = Array.from({ length: 500 }, (_, index) => ({
      startFrame: index * 7,
      endFrame: index * 7 + 1 + (index % 6),
    }));
    for (let from = 0; from < 3500; from += 37) {
      const to = from + (from % 91);
      const walked = many.filter((span) => span.endFrame > from && span.startFrame < to);
      expect(visibleSpans(many, from, to)).toEqual(walked);
    }
  });
});
