import type { ManifestMedia } from '../../../shared/manifest.ts';
import { nominalRate, type Rational, rational } from '../../../shared/time.ts';

/** `n/d` of a manifest. */
export function fraction(text: string): Rational {
  const [num, den] = text.split('/');
  return { num: Number(num), den: Number(den) };
}

/** The whole number nearest to `seconds * rate`; exact, halves go up. */
export function nearestFrame(seconds: Rational, rate: Rational): number {
  const num = BigInt(seconds.num) * BigInt(rate.num);
  const den = BigInt(seconds.den) * BigInt(rate.den);
  return Number((2n * num + den) / (2n * den));
}

/**
 * Frames of a manifest's range at a rate: both ends are rounded by themselves, so that neighbours stay neighbours; at
 * least one frame, within a clip of `frames`.
 */
export function frameRange(
  range: { readonly start: string; readonly duration: string },
  rate: Rational,
  frames: number,
): { startFrame: number; endFrame: number } {
  const [start, duration] = [fraction(range.start), fraction(range.duration)];
  const end = rationalSum(start, duration);
  const startFrame = Math.min(nearestFrame(start, rate), frames - 1);
  return { startFrame, endFrame: Math.min(Math.max(nearestFrame(end, rate), startFrame + 1), frames) };
}

function rationalSum(a: Rational, b: Rational): Rational {
  const num = BigInt(a.num) * BigInt(b.den) + BigInt(b.num) * BigInt(a.den);
  const den = BigInt(a.den) * BigInt(b.den);
  let [x, y] = [num, den];
  while (y > 0n) [x, y] = [y, x % y];
  const divisor = x === 0n ? 1n : x;
  return { num: Number(num / divisor), den: Number(den / divisor) };
}

/** Frames of a clip at a rate: those of the file, or where its rate varies or is another one, what the time holds. */
export function clipFrames(media: ManifestMedia, rate: Rational): number {
  const { frameRate, frameCount, variableFrameRate } = media.video;
  if (!variableFrameRate && isSameRate(fraction(frameRate), rate)) return frameCount;
  return Math.max(1, nearestFrame(fraction(media.duration), rate));
}

/** True for the same frames a second, however the fractions are written. */
export const isSameRate = (a: Rational, b: Rational): boolean => a.num * b.den === b.num * a.den;

/** Rates that every editing program has. */
export const standardRates: readonly Rational[] = [
  rational(24000, 1001),
  rational(24),
  rational(25),
  rational(30000, 1001),
  rational(30),
  rational(50),
  rational(60000, 1001),
  rational(60),
];

/**
 * The standard rate for another one: the lowest that is a whole multiple, so that each frame keeps a place of its own,
 * or else the lowest that is not less, or the highest.
 */
export function standardRateFor(rate: Rational): Rational {
  const exact = standardRates.find((one) => isSameRate(one, rate));
  if (exact) return exact;
  const multiple = standardRates.find((one) => {
    const ratio = (one.num * rate.den) / (one.den * rate.num);
    return Math.abs(ratio - Math.round(ratio)) < 1e-6;
  });
  const faster = standardRates.find((one) => one.num * rate.den >= rate.num * one.den);
  return multiple ?? faster ?? rational(60);
}

/** A timecode's frame number carried to another rate: the same label where it can be. */
export function carryStartFrame(startFrame: number, from: Rational, to: Rational): number {
  return isSameRate(from, to) ? startFrame : Math.round((startFrame / nominalRate(from)) * nominalRate(to));
}
