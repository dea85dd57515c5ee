import { gridBytes, gridHeight, gridWidth } from '../../src/engine/shots/features.ts';

/** Made-up scenes for the tests of the detector: smooth patterns of their own light, colours and detail. */
export interface Scene {
  seed: number;
  /** How far the camera has panned, in grid pixels. */
  pan?: number;
  gain?: number;
  lift?: number;
}

const wave = (seed: number, n: number): number => 0.13 + ((seed * 7919 + n * 104729) % 97) / 260;

/** The planes of one frame. */
export function drawScene({ seed, pan = 0, gain = 1, lift = 0 }: Scene): Uint8Array {
  const frame = new Uint8Array(gridBytes);
  const plane = gridWidth * gridHeight;
  for (let y = 0; y < gridHeight; y++) {
    for (let x = 0; x < gridWidth; x++) {
      const at = y * gridWidth + x;
      const u = x + pan;
      const luma =
        110 +
        45 * Math.sin(u * wave(seed, 1) + seed) * Math.cos(y * wave(seed, 2)) +
        35 * Math.sin(u * wave(seed, 3) + y * wave(seed, 4) + seed * 2);
      frame[at] = Math.max(16, Math.min(235, luma * gain + lift));
      frame[plane + at] = 128 + 25 * Math.sin(seed + u * wave(seed, 5));
      frame[2 * plane + at] = 128 + 25 * Math.cos(seed * 3 + y * wave(seed, 6));
    }
  }
  return frame;
}

export function mixFrames(a: Uint8Array, b: Uint8Array, share: number): Uint8Array {
  return a.map((value, i) => value + ((b[i] as number) - value) * share);
}

/** The left part of one picture and the right part of another. */
export function wipeFrames(a: Uint8Array, b: Uint8Array, share: number): Uint8Array {
  const edge = share * gridWidth;
  return a.map((value, i) => (i % gridWidth < edge ? (b[i] as number) : value));
}

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** A shot that is nearly still. */
export const shotOf = (seed: number, frames: number, pace = 0.05): Uint8Array[] =>
  range(frames).map((n) => drawScene({ seed, pan: n * pace }));

/** `count` mixed frames that lead from the end of one list to the start of another. */
export function joinWith(
  join: (a: Uint8Array, b: Uint8Array, share: number) => Uint8Array,
  from: Uint8Array[],
  to: Uint8Array[],
  count: number,
): Uint8Array[] {
  const [a, b] = [from.at(-1) as Uint8Array, to[0] as Uint8Array];
  return [...from, ...range(count).map((n) => join(a, b, (n + 1) / (count + 1))), ...to];
}
