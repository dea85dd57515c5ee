import { describe, expect, it } from 'vitest';
import { formatTimecode, parseTimecode, rational, rationalText, subtract, ticksToSeconds } from './time.ts';

const rates = {
  '23.976': rational(24000, 1001),
  '24': rational(24),
  '25': rational(25),
  '29.97': rational(30000, 1001),
  '50': rational(50),
  '59.94': rational(60000, 1001),
} as const;

describe('timecode', () => {
  it.each([
    ['23.976', 1440, false, '00:01:00:00'],
    ['25', 90_000, false, '01:00:00:00'],
    ['29.97', 1799, true, '00:00:59;29'],
    ['29.97', 1800, true, '00:01:00;02'],
    ['29.97', 17_981, true, '00:09:59;29'],
    ['29.97', 17_982, true, '00:10:00;00'],
    ['29.97', 107_892, true, '01:00:00;00'],
    ['59.94', 3600, true, '00:01:00;04'],
    ['59.94', 215_784, true, '01:00:00;00'],
    ['25', 2_160_000, false, '00:00:00:00'],
  ] as const)('at %s frame %i (drop %s) is %s', (rate, frame, drop, text) => {
    expect(formatTimecode(frame, rates[rate], drop)).toBe(text);
  });

  it('reads back every frame of eleven minutes, at each rate', () => {
    for (const rate of Object.values(rates)) {
      for (const drop of [false, true]) {
        if (drop && rate.den !== 1001) continue;
        if (drop && rate.num === 24000) continue;
        const count = Math.round(rate.num / rate.den) * 660;
        for (let frame = 0; frame < count; frame++) {
          expect(parseTimecode(formatTimecode(frame, rate, drop), rate)).toEqual({ frame, dropFrame: drop });
        }
      }
    }
  });

  it('refuses what is no timecode, and the labels that drop-frame leaves out', () => {
    for (const text of [
      '',
      '1:2:3:4',
      '00:60:00:00',
      '00:00:00:30',
      '00:01:00;00',
      '00:01:00;01',
      'aa:bb:cc:dd',
    ]) {
      expect(parseTimecode(text, rates['29.97'])).toBeUndefined();
    }
    expect(parseTimecode('00:10:00;00', rates['29.97'])?.frame).toBe(17_982);
  });
});

describe('fractions', () => {
  it('stay exact where floats would not', () => {
    const twoHours = ticksToSeconds(648_000_000, rational(1, 90_000));
    expect(twoHours).toEqual({ num: 7200, den: 1 });
    expect(rationalText(ticksToSeconds(1001 * 172_800, rational(1, 24_000)))).toBe('36036/5');
    expect(subtract(rational(1, 3), rational(1, 2))).toEqual({ num: -1, den: 6 });
    expect(() => rational(1, 0)).toThrow(RangeError);
  });
});
