import { describe, expect, it } from 'vitest';
import type { Bitmap } from '../person.ts';
import { Pyramid } from '../pyramid.ts';
import { ClothesReader } from './index.ts';

const side = 200;
const { signal } = new AbortController();

type Outline = (x: number, y: number) => boolean;

/** A thing of one colour on a white sheet; x and y go from 0 to 1. */
function itemOn(outline: Outline, rgb: readonly [number, number, number]) {
  const bits = new Uint8Array(side * side);
  const pixels = new Uint8Array(side * side * 3).fill(240);
  for (let i = 0; i < bits.length; i += 1) {
    if (!outline(((i % side) + 0.5) / side, (Math.floor(i / side) + 0.5) / side)) continue;
    bits[i] = 1;
    pixels.set(rgb, i * 3);
  }
  const thing: Bitmap = { widthPx: side, heightPx: side, bits };
  const picture = { widthPx: side, heightPx: side, rgb: pixels };
  return ClothesReader.over().readItem(thing, new Pyramid(picture), picture, signal);
}

const within = (value: number, from: number, to: number) => value >= from && value < to;

const trousers: Outline = (x, y) => {
  if (!within(y, 0.05, 0.95)) return false;
  const away = Math.abs(x - 0.5);
  return y < 0.3 ? away < 0.16 + y * 0.1 : within(away, 0.01 + (y - 0.3) * 0.08, 0.2 + (y - 0.3) * 0.05);
};
const tee: Outline = (x, y) => {
  const away = Math.abs(x - 0.5);
  const isSleeve =
    within(y, 0.1, 0.42) && within(away, 0.2, 0.42) && y > 0.02 + away * 0.4 && y < 0.62 - away * 0.5;
  return isSleeve || (within(y, 0.08, 0.92) && away < 0.25);
};
const pairOfShoes: Outline = (x, y) =>
  [0.32, 0.68].some((middle) => ((x - middle) / 0.12) ** 2 + ((y - 0.5) / 0.36) ** 2 < 1);
const skirt: Outline = (x, y) => within(y, 0.2, 0.8) && Math.abs(x - 0.5) < 0.17 + (y - 0.2) * 0.45;
const longDress: Outline = (x, y) => {
  const away = Math.abs(x - 0.5);
  if (within(y, 0.03, 0.16)) return within(away, 0.04, 0.12);
  return within(y, 0.16, 0.98) && away < (y < 0.4 ? 0.14 - (y - 0.16) * 0.12 : 0.11 + (y - 0.4) * 0.28);
};

describe('garments that nobody wears', () => {
  it.each([
    ['trousers', trousers, 'lower'],
    ['a shirt', tee, 'upper'],
    ['a pair of shoes', pairOfShoes, 'shoes'],
    ['a skirt', skirt, 'lower'],
    ['a dress', longDress, 'dress'],
  ] as const)('tells %s by the outline', async (_, outline, kind) => {
    const garment = await itemOn(outline, [30, 60, 160]);
    expect(garment?.kind).toBe(kind);
    expect(garment?.attributes.colours[0]?.name).toBe('blue');
    expect(garment?.score).toBeGreaterThan(0.4);
  });

  it('tells nothing of a speck, of what fills the picture, and of nothing', async () => {
    expect(await itemOn((x, y) => x < 0.1 && y < 0.1, [0, 0, 0])).toBeUndefined();
    expect(await itemOn(() => true, [0, 0, 0])).toBeUndefined();
    expect(await itemOn(() => false, [0, 0, 0])).toBeUndefined();
  });
});
