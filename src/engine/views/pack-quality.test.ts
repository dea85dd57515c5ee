import { expect, it } from 'vitest';
import { packMask } from '../../shared/masks.ts';
import { shoulders } from './pack-quality.ts';

const whole = { x: 0, y: 0, w: 1, h: 1 };
/** A face in the middle of a picture of 100 by 100, and below it as many columns of the body as are said. */
const face = { x: 0.4, y: 0.2, w: 0.2, h: 0.2 };
function partWith(columns: number) {
  const bits = new Uint8Array(100 * 100);
  for (let y = 20; y < 100; y++) {
    const width = y < 40 ? 20 : columns;
    for (let x = 50 - width / 2; x < 50 + width / 2; x++) bits[y * 100 + x] = 1;
  }
  return { box: whole, mask: packMask(whole, 100, 100, bits) };
}

it('tells a bust from a head with a strip of neck', () => {
  expect(shoulders(partWith(60), face)).toBe(1);
  expect(shoulders(partWith(10), face)).toBe(0.3);
  expect(shoulders(partWith(24), face)).toBeCloseTo(0.65, 2);
});

it('asks for no shoulders where the picture ends below the chin, or where no mask is', () => {
  expect(shoulders(partWith(10), { ...face, y: 0.75 })).toBe(1);
  expect(shoulders({ box: whole, mask: undefined }, face)).toBe(1);
});
