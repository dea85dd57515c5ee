import { describe, expect, it } from 'vitest';
import { framesBetween } from './closer.ts';

describe('frames to look at', () => {
  it('lie in the widest gaps of a shot until it has enough pictures', () => {
    const added = framesBetween({ first: 0, end: 100 }, [50], 6);
    expect(added).toHaveLength(4);
    const all = [50, ...added].sort((a, b) => a - b);
    for (const [index, frame] of all.slice(1).entries()) expect(frame - all[index]!).toBeGreaterThan(12);
    expect(all[0]).toBeLessThan(25);
    expect(all.at(-1)).toBeGreaterThan(75);
  });

  it('are none in shots that have enough, or are so short that all would show the same', () => {
    expect(framesBetween({ first: 0, end: 500 }, [50, 150, 250, 350, 450], 6)).toEqual([]);
    expect(framesBetween({ first: 10, end: 16 }, [13], 6)).toEqual([]);
  });

  it('stay within the shot', () => {
    for (const end of [12, 20, 40]) {
      const added = framesBetween({ first: 5, end }, [8], 2);
      expect(added.every((frame) => frame >= 5 && frame < end)).toBe(true);
      expect(new Set([8, ...added]).size).toBe(added.length + 1);
    }
  });
});
