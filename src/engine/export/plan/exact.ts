import type { Rational } from '../../../shared/time.ts';
import { fraction } from './frames.ts';
import type { PlanClip, PlanRange } from './types.ts';

/**
 * Seconds of a range for formats that count time, not frames: on the frame grid, or where the rate varies exactly what the
 * manifest says.
 */
export function exactRange(clip: PlanClip, range: PlanRange): { start: Rational; end: Rational } {
  const { rate, media } = clip;
  if (!media.video.variableFrameRate) {
    const at = (frame: number): Rational => ({ num: frame * rate.den, den: rate.num });
    return { start: at(range.startFrame), end: at(range.endFrame) };
  }
  const start = fraction(range.element.range.start);
  const duration = fraction(range.element.range.duration);
  const [a, b] = [BigInt(start.num) * BigInt(duration.den), BigInt(duration.num) * BigInt(start.den)];
  const den = BigInt(start.den) * BigInt(duration.den);
  // Brought to a microsecond grid where the exact fraction would not fit a number.
  const isSafe = a + b < BigInt(Number.MAX_SAFE_INTEGER) && den < BigInt(Number.MAX_SAFE_INTEGER);
  const end = isSafe
    ? { num: Number(a + b), den: Number(den) }
    : { num: Number(((a + b) * 1_000_000n) / den), den: 1_000_000 };
  return { start, end };
}

/** Seconds with `digits` decimals, rounded half up. */
export function decimalText(seconds: Rational, digits: number): string {
  const scale = 10n ** BigInt(digits);
  const num = 2n * BigInt(seconds.num) * scale + BigInt(seconds.den);
  const text = (num / (2n * BigInt(seconds.den))).toString().padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** `hh:mm:ss.fff` with `digits` decimals. */
export function clock(seconds: Rational, digits: number): string {
  const [whole = '0', part = ''] = decimalText(seconds, digits).split('.');
  const total = Number(whole);
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `${pad(Math.floor(total / 3600))}:${pad(Math.floor(total / 60) % 60)}:${pad(total % 60)}.${part}`;
}
