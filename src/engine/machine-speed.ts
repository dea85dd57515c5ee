import type { RecognitionMode } from '../shared/recognition.ts';

/** Multiplications with an addition of one take: under half a millisecond. */
const length = 4096;
const rounds = 150;
const takes = 8;

/**
 * How many millions of multiplications with an addition one core carries out in a millisecond, in the best of some takes: what
 * other programs do in between counts as little as may be. Takes about 4 ms.
 *
 * @param now milliseconds from any start
 */
export function coreSpeed(now: () => number = () => performance.now()): number {
  const values = Float32Array.from({ length }, (_, i) => i / length);
  let best = 0;
  for (let take = 0; take < takes; take += 1) {
    const start = now();
    let sum = 0;
    for (let round = 0; round < rounds; round += 1) {
      for (let i = 0; i < length; i += 1) sum += (values[i] as number) * 0.5;
      values[round % length] = sum % 1;
    }
    best = Math.max(best, (length * rounds) / 1e6 / Math.max(0.001, now() - start));
  }
  return best;
}

/** Full mode was measured at 1,400 ms of one core for a keyframe with one person where `coreSpeed` gave this. */
const measured = { speed: 1.9, fullMs: 1400 };
/** A keyframe a second is looked at while a film is decoded beside: half of that may go into its clothes. */
const mostMs = 500;

/** The mode for a machine: full where a keyframe would not be waited for. */
export function modeFor(speed: number, threads: number): RecognitionMode {
  const fullMs = (measured.fullMs * measured.speed) / (speed * threads);
  return fullMs <= mostMs ? 'full' : 'fast';
}
