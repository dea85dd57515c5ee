import { describe, expect, it } from 'vitest';
import { rulerStep, rulerTicks } from './ruler.ts';

describe('ruler', () => {
  it.each([
    ['frames', 120, 24, 1],
    ['parts of a second', 20, 24, 6],
    ['a second at 25', 5, 25, 25],
    ['two seconds', 2.5, 24, 48],
    ['a minute', 0.07, 25, 1500],
    ['hours', 0.0005, 25, 360000],
  ])('steps by %s', (_, pxPerFrame, rate, expected) => {
    expect(rulerStep(pxPerFrame, rate, 104)).toBe(expected);
  });

  it('labels round timecodes whatever the clip starts at', () => {
    const view = { startFrame: 0, pxPerFrame: 5 };
    // Ten frames past a full second: the first whole second is fifteen frames in.
    const ticks = rulerTicks(view, 1000, 200, 25, 90010);
    const labelled = ticks.filter((tick) => tick.labelled).map((tick) => tick.frame);
    expect(labelled).toEqual([15, 40, 65, 90, 115, 140, 165, 190]);
    expect(ticks.every((tick) => tick.frame >= 0 && tick.frame <= 200)).toBe(true);
  });

  it.each([0.001, 0.01, 0.3, 1, 7, 64])(
    'keeps labels apart and their number small at %f px a frame',
    (pxPerFrame) => {
      const ticks = rulerTicks({ startFrame: 12.5, pxPerFrame }, 1400, 2_000_000, 30, 107892);
      const labels = ticks.filter((tick) => tick.labelled);
      for (const [index, tick] of labels.entries()) {
        const next = labels[index + 1];
        if (next) expect(next.x - tick.x).toBeGreaterThanOrEqual(104);
      }
      expect(ticks.length).toBeLessThan(200);
    },
  );
});
