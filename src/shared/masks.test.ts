import { describe, expect, it } from 'vitest';
import { maskShare, packMask, unpackMask } from './masks.ts';

const region = { x: 0.25, y: 0, w: 0.5, h: 1 };

describe('a packed mask', () => {
  it.each([
    ['nothing', new Uint8Array(12)],
    ['everything', new Uint8Array(12).fill(1)],
    ['a first pixel', Uint8Array.from([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
    ['a last pixel', Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])],
    ['a chequer', Uint8Array.from([1, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 0])],
  ])('gives back %s', (_, bits) => {
    expect([...unpackMask(packMask(region, 4, 3, bits))]).toEqual([...bits]);
  });

  it('holds runs longer than a byte in few bytes', () => {
    const bits = new Uint8Array(1000 * 1000).fill(1, 300_000, 900_000);
    const mask = packMask(region, 1000, 1000, bits);
    expect(mask.runs.length).toBeLessThan(10);
    expect(unpackMask(mask)).toEqual(bits);
    expect(maskShare(mask)).toBeCloseTo(0.3, 10);
  });

  it('is not read past its end when the runs lie', () => {
    const bits = unpackMask({
      region,
      widthPx: 2,
      heightPx: 2,
      runs: Uint8Array.from([1, 0xff, 0xff, 0x7f]),
    });
    expect([...bits]).toEqual([0, 1, 1, 1]);
  });
});
