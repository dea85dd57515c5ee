import { describe, expect, it } from 'vitest';
import { createFrameTimes, mediaClockOffset, proxyClockOffset } from './frame-times.ts';

/** Ticks of `count` frames of one rate, with the end. */
const steady = (count: number, ticksPerFrame: number, first = 0): Float64Array =>
  Float64Array.from({ length: count + 1 }, (_, frame) => first + frame * ticksPerFrame);

describe('frame times', () => {
  it.each([
    ['23.976 in 1/24000', steady(830, 1001), { num: 1, den: 24000 }, 0],
    ['25 in 1/12800', steady(500, 512), { num: 1, den: 12800 }, 0],
    ['59.94 in 1/60000', steady(900, 1001), { num: 1, den: 60000 }, 0],
    [
      'a late start, as of a film whose first frame is at 0.852 s',
      steady(275, 400, 10214),
      { num: 1, den: 11988 },
      0.008,
    ],
    ['an early start', steady(50, 40, -500), { num: 1, den: 1000 }, -0.5],
    ['milliseconds that jitter', Float64Array.from([0, 42, 83, 125, 167, 209]), { num: 1, den: 1000 }, 0],
    ['a variable rate', Float64Array.from([0, 512, 1024, 2560, 2561, 9000]), { num: 1, den: 12800 }, 0],
  ])('finds each frame again by its start and by its middle: %s', (_, ticks, timeBase, start) => {
    const times = createFrameTimes(ticks, timeBase, mediaClockOffset(start));
    expect(times.count).toBe(ticks.length - 1);
    for (let frame = 0; frame < times.count; frame++) {
      // Chromium tells times in whole microseconds.
      const told = Math.round(times.startOf(frame) * 1e6) / 1e6;
      expect(times.frameAt(told)).toBe(frame);
      expect(times.frameAt(times.middleOf(frame))).toBe(frame);
      expect(times.middleOf(frame)).toBeLessThan(times.startOf(frame + 1));
    }
  });

  it('leaves a late start alone and moves an early one to zero, as Chromium does', () => {
    expect(createFrameTimes([9, 10, 11], { num: 1, den: 10 }, mediaClockOffset(0.9)).startOf(0)).toBeCloseTo(
      0.9,
    );
    expect(createFrameTimes([-5, 0, 5], { num: 1, den: 10 }, mediaClockOffset(-0.5)).startOf(0)).toBeCloseTo(
      0,
    );
  });

  it('starts a proxy at zero', () => {
    const timeBase = { num: 1, den: 10 };
    const times = createFrameTimes([9, 10, 11], timeBase, proxyClockOffset([9, 10, 11], timeBase));
    expect(times.startOf(0)).toBeCloseTo(0);
    expect(times.frameAt(0.1)).toBe(1);
  });

  it('keeps to the clip outside it', () => {
    const times = createFrameTimes(steady(10, 40), { num: 1, den: 1000 }, 0);
    expect(times.frameAt(-1)).toBe(0);
    expect(times.frameAt(99)).toBe(9);
    expect(times.middleOf(99)).toBeCloseTo(0.38);
    expect(times.middleOf(-3)).toBeCloseTo(0.02);
  });

  it('says nothing of a clip without frames but does not fail', () => {
    const times = createFrameTimes([], { num: 1, den: 25 }, 0);
    expect([times.count, times.frameAt(3), times.middleOf(0)]).toEqual([0, 0, 0]);
  });
});
