import { expect, it } from 'vitest';
import { type Rational, rational } from '../../../shared/time.ts';
import { mltClock } from './mlt.ts';

/** As MLT reads a clock time, with a double for the rate (mlt_property.c, time_clock_to_frames). */
function asMltReads(text: string, { num, den }: Rational): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.split(':').map(Number);
  const fps = num / den;
  return Math.floor(fps * hours * 3600) + Math.floor(fps * minutes * 60) + Math.round(fps * seconds);
}

it.each([rational(24000, 1001), rational(25), rational(30000, 1001), rational(60000, 1001)])(
  'MLT reads every frame of two hours from its clock time: %o',
  (rate) => {
    const wrong: number[] = [];
    for (let frame = 0; frame < (7200 * rate.num) / rate.den; frame++) {
      if (asMltReads(mltClock(frame, rate), rate) !== frame) wrong.push(frame);
    }
    expect(wrong).toEqual([]);
  },
);
