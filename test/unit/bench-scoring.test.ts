import { describe, expect, it } from 'vitest';
import type { Truth } from '../../scripts/film/render.mjs';
import type { Boundary } from '../../src/engine/shots/index.ts';
import { countFrames, ratesOf, scoreBoundaries } from '../bench/scoring.ts';

const join = (type: string, first: number, end = first) => ({ type, first_frame: first, end_frame: end });
const truth: Truth = {
  frames: 200,
  shots: [undefined, join('cut', 20), join('dissolve', 50, 60), join('jump cut', 80), join('cut', 100)].map(
    (transition_in, index) => ({
      index,
      first_frame: transition_in?.first_frame ?? 0,
      end_frame: 200,
      persons: [],
      ...(transition_in ? { transition_in } : {}),
    }),
  ),
  not_cuts: [{ type: 'flash', first_frame: 150, end_frame: 152 }],
};
const found = (kind: Boundary['kind'], firstFrame: number, endFrame = firstFrame): Boundary => ({
  kind,
  confidence: 1,
  firstFrame,
  endFrame,
});

describe('scoring of boundaries', () => {
  it('counts exact and near hits, misses and false alarms', () => {
    const score = scoreBoundaries(truth, [found('cut', 20), found('dissolve', 55, 62), found('cut', 101)]);
    expect(score).toEqual({
      hard: { right: 1, missed: 1, extra: 1 },
      hardWithin1: { right: 2, missed: 0, extra: 0 },
      gradual: { right: 1, missed: 0, extra: 0 },
      trapsHit: 0,
    });
  });

  it('does not score a jump cut, and notices a trap', () => {
    const score = scoreBoundaries(truth, [
      found('cut', 20),
      found('cut', 80),
      found('cut', 100),
      found('cut', 152),
    ]);
    expect(score.hard).toEqual({ right: 2, missed: 0, extra: 1 });
    expect(score.gradual).toEqual({ right: 0, missed: 1, extra: 0 });
    expect(score.trapsHit).toBe(1);
  });

  it('lets each cut that was found serve once', () => {
    expect(countFrames([10, 11], [10], 1)).toEqual({ right: 1, missed: 1, extra: 0 });
  });

  it('turns counts into rates', () => {
    expect(ratesOf({ right: 3, missed: 1, extra: 0 })).toEqual({ precision: 1, recall: 0.75, f1: 6 / 7 });
    expect(ratesOf({ right: 0, missed: 0, extra: 0 }).f1).toBe(1);
  });
});
