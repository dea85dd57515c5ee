import Timecode from 'smpte-timecode';
import { describe, expect, it } from 'vitest';
import { formatTimecode, parseTimecode, type Rational, rational } from './time.ts';

const rates: [string, Rational, number, boolean][] = [
  ['23.976', rational(24000, 1001), 23.976, false],
  ['24', rational(24), 24, false],
  ['25', rational(25), 25, false],
  ['29.97 non-drop', rational(30000, 1001), 29.97, false],
  ['29.97 drop', rational(30000, 1001), 29.97, true],
  ['30', rational(30), 30, false],
  ['50', rational(50), 50, false],
  ['59.94 non-drop', rational(60000, 1001), 59.94, false],
  ['59.94 drop', rational(60000, 1001), 59.94, true],
  ['60', rational(60), 60, false],
];

describe('timecode agrees with smpte-timecode', () => {
  it.each(rates)(
    'at %s in every frame of two hours, both ways',
    (_name, rate, libraryRate, dropFrame) => {
      const frames = Math.ceil((7200 * rate.num) / rate.den);
      const wrong: string[] = [];
      for (let frame = 0; frame < frames && wrong.length < 5; frame++) {
        const theirs = new Timecode(frame, libraryRate, dropFrame).toString();
        const ours = formatTimecode(frame, rate, dropFrame);
        const back = parseTimecode(ours, rate);
        const theirBack = new Timecode(ours, libraryRate, dropFrame).frameCount;
        if (ours !== theirs || back?.frame !== frame || back.dropFrame !== dropFrame || theirBack !== frame) {
          wrong.push(`${frame}: ${ours}, they say ${theirs}; back ${back?.frame}, they say ${theirBack}`);
        }
      }
      expect(wrong).toEqual([]);
    },
    120_000,
  );
});
