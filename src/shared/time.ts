import { z } from 'zod';

/** An exact fraction: `num/den`, den > 0. */
export const rationalSchema = z.object({ num: z.number().int(), den: z.number().int().positive() });
export type Rational = z.infer<typeof rationalSchema>;

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y > 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}

/** Lowest terms. BigInt inside, so that products of ticks and rates stay exact. */
function reduced(num: bigint, den: bigint): Rational {
  const divisor = greatestCommonDivisor(num, den);
  const sign = den < 0n ? -1n : 1n;
  return { num: Number((sign * num) / divisor), den: Number((sign * den) / divisor) };
}

/** A fraction in lowest terms. @throws RangeError for a denominator of 0 */
export function rational(num: number, den = 1): Rational {
  if (den === 0) throw new RangeError('A fraction with denominator 0 has no value.');
  return reduced(BigInt(num), BigInt(den));
}

/** Exact, in lowest terms. */
export function multiply(a: Rational, b: Rational): Rational {
  return reduced(BigInt(a.num) * BigInt(b.num), BigInt(a.den) * BigInt(b.den));
}

/** Exact, in lowest terms. */
export function subtract(a: Rational, b: Rational): Rational {
  return reduced(
    BigInt(a.num) * BigInt(b.den) - BigInt(b.num) * BigInt(a.den),
    BigInt(a.den) * BigInt(b.den),
  );
}

/** For drawing and for players only: stored time is never a float. */
export function toNumber(value: Rational): number {
  return value.num / value.den;
}

/** `n/d`, the form used in the manifest. */
export function rationalText(value: Rational): string {
  return `${value.num}/${value.den}`;
}

/** A frame rate as editors write it: 23.976, 25, 29.97, 59.94. */
export function rateText(frameRate: Rational): string {
  const rate = toNumber(frameRate);
  const places = Math.abs(rate - 24000 / 1001) < 0.001 ? 3 : 2;
  return String(Number(rate.toFixed(places)));
}

/** Exact seconds of a count of ticks in a stream's timebase. */
export function ticksToSeconds(ticks: number, timeBase: Rational): Rational {
  return multiply({ num: ticks, den: 1 }, timeBase);
}

/** Frames a timecode second counts: 24 for 23.976, 30 for 29.97, 60 for 59.94. */
export function nominalRate(frameRate: Rational): number {
  return Math.max(1, Math.round(frameRate.num / frameRate.den));
}

/** Drop-frame exists for 29.97 and 59.94 only (SMPTE ST 12-1). */
export function canDropFrames(frameRate: Rational): boolean {
  return frameRate.num * 1001 === frameRate.den * 30000 || frameRate.num * 1001 === frameRate.den * 60000;
}

const pad = (value: number): string => String(value).padStart(2, '0');

/**
 * Timecode of the frame that lies `frame` frames after 00:00:00:00, wrapping after 24 hours. Drop-frame numbers leave
 * out 2 (4 at 59.94) labels a minute but every tenth, by SMPTE ST 12-1.
 */
export function formatTimecode(frame: number, frameRate: Rational, dropFrame: boolean): string {
  const rate = nominalRate(frameRate);
  let label = frame;
  if (dropFrame) {
    const dropped = Math.round(rate / 15);
    const perMinute = rate * 60 - dropped;
    const perTenMinutes = rate * 600 - dropped * 9;
    const tens = Math.floor(frame / perTenMinutes);
    const rest = frame - tens * perTenMinutes;
    label += dropped * 9 * tens;
    if (rest >= rate * 60) label += dropped * (1 + Math.floor((rest - rate * 60) / perMinute));
  }
  const day = rate * 86400;
  label = ((label % day) + day) % day;
  const seconds = Math.floor(label / rate);
  const separator = dropFrame ? ';' : ':';
  return `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}${separator}${pad(label % rate)}`;
}

/**
 * Frames from 00:00:00:00 to a timecode, or undefined where the text is no timecode of this rate. `;` or `.` before the
 * frames says drop-frame. A label that drop-frame leaves out is refused.
 */
export function parseTimecode(
  text: string,
  frameRate: Rational,
): { frame: number; dropFrame: boolean } | undefined {
  const match = /^(\d{2}):(\d{2}):(\d{2})([:;.])(\d{2,3})$/.exec(text.trim());
  if (!match) return undefined;
  const [hours, minutes, seconds, frames] = [1, 2, 3, 5].map((group) => Number(match[group])) as [
    number,
    number,
    number,
    number,
  ];
  const rate = nominalRate(frameRate);
  if (minutes > 59 || seconds > 59 || frames >= rate) return undefined;
  const dropFrame = match[4] !== ':' && canDropFrames(frameRate);
  const totalMinutes = hours * 60 + minutes;
  const dropped = dropFrame ? Math.round(rate / 15) : 0;
  if (dropFrame && seconds === 0 && frames < dropped && minutes % 10 !== 0) return undefined;
  const labels = (totalMinutes * 60 + seconds) * rate + frames;
  return { frame: labels - dropped * (totalMinutes - Math.floor(totalMinutes / 10)), dropFrame };
}
