import { describe, expect, it } from 'vitest';
import { packMask } from '../../../shared/masks.ts';
import { contourOf, loopsOf } from './contours.ts';

const whole = { x: 0, y: 0, w: 1, h: 1 };
const bitsOf = (...rows: string[]): Uint8Array =>
  Uint8Array.from(rows.flatMap((row) => [...row].map((sign) => (sign === '#' ? 1 : 0))));

describe('outlines of a mask', () => {
  it('go once around what is in, and once around each hole', () => {
    const ring = bitsOf('.....', '.###.', '.#.#.', '.###.', '.....');
    const loops = loopsOf(ring, 5, 5);
    expect(loops.map((loop) => loop.length / 2)).toEqual([12, 4]);
    expect([...(loops[1] ?? [])].map((value) => value > 1 && value < 4)).not.toContain(false);
  });

  it('keep pixels apart that touch at a corner only', () => {
    expect(loopsOf(bitsOf('#.', '.#'), 2, 2).map((loop) => loop.length / 2)).toEqual([4, 4]);
  });

  it('reach to the edges of the picture', () => {
    const [loop] = loopsOf(bitsOf('###', '###'), 3, 2);
    expect(loop?.length).toBe(2 * 10);
    expect(Math.max(...(loop ?? []))).toBe(3);
  });

  it('lie where the region of the mask lies, in thousandths of the picture', () => {
    const bits = new Uint8Array(40 * 40).fill(1);
    const path = contourOf(packMask({ x: 0.5, y: 0.25, w: 0.5, h: 0.5 }, 40, 40, bits));
    const numbers = [...path.matchAll(/[ML]([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
    expect(Math.min(...numbers.map(([x]) => x!))).toBeCloseTo(500, 0);
    expect(Math.max(...numbers.map(([x]) => x!))).toBeCloseTo(1000, 0);
    expect(Math.min(...numbers.map(([, y]) => y!))).toBeCloseTo(250, 0);
    expect(Math.max(...numbers.map(([, y]) => y!))).toBeCloseTo(750, 0);
    expect(path.endsWith('Z')).toBe(true);
  });

  it('of nothing, and of specks, are empty', () => {
    expect(contourOf(packMask(whole, 4, 4, new Uint8Array(16)))).toBe('');
    expect(contourOf(packMask(whole, 4, 4, bitsOf('#...', '....', '....', '....')))).toBe('');
  });
});
