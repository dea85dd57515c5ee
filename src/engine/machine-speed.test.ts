import { expect, it } from 'vitest';
import { coreSpeed, modeFor } from './machine-speed.ts';

it('measures by the clock that it is given, and takes the best', () => {
  const ticks = [0, 2, 10, 11, 20, 24, 30, 32, 40, 42, 50, 52, 60, 62, 70, 72];
  const slow = ticks.map((tick) => tick * 2);
  expect(coreSpeed(() => ticks.shift() ?? 0)).toBeCloseTo(0.6144, 4);
  expect(coreSpeed(() => slow.shift() ?? 0)).toBeCloseTo(0.3072, 4);
  expect(coreSpeed()).toBeGreaterThan(0);
});

it('chooses the thorough mode where cores are fast and many', () => {
  expect(modeFor(1.9, 1)).toBe('fast');
  expect(modeFor(1.9, 4)).toBe('full');
  expect(modeFor(0.9, 4)).toBe('fast');
});
