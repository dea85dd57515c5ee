import type { Picture } from '../../port.ts';

/** CIE L*a*b* under D65 of each pixel: three planes in rows from top to bottom. */
export interface LabPicture {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly l: Float32Array;
  readonly a: Float32Array;
  readonly b: Float32Array;
}

/** CIE L*a*b* under D65: L 0 to 100. */
export type Lab = readonly [l: number, a: number, b: number];

/** IEC 61966-2-1: what a byte of sRGB is in linear light. */
const linear = Float32Array.from({ length: 256 }, (_, byte) => {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});

const steps = 4096;
/** CIE 15: the cube root with its straight foot, for 0 to 1 in 4096 steps; read between steps it is exact to 0.05 in L. */
const roots = Float32Array.from({ length: steps + 2 }, (_, index) => {
  const t = index / steps;
  return t > (6 / 29) ** 3 ? Math.cbrt(t) : (t * (29 / 6) ** 2) / 3 + 4 / 29;
});

function root(t: number): number {
  const at = t >= 1 ? steps : t * steps;
  const index = at | 0;
  const low = roots[index] as number;
  return low + ((roots[index + 1] as number) - low) * (at - index);
}

/** A picture in CIE L*a*b* under D65: L 0 to 100. */
export function labOf(picture: Picture): LabPicture {
  const { widthPx, heightPx, rgb } = picture;
  const length = widthPx * heightPx;
  const planes = {
    l: new Float32Array(length),
    a: new Float32Array(length),
    b: new Float32Array(length),
  };
  for (let i = 0, at = 0; i < length; i += 1, at += 3) {
    const red = linear[rgb[at] as number] as number;
    const green = linear[rgb[at + 1] as number] as number;
    const blue = linear[rgb[at + 2] as number] as number;
    const x = root((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047);
    const y = root(0.2126729 * red + 0.7151522 * green + 0.072175 * blue);
    const z = root((0.0193339 * red + 0.119192 * green + 0.9503041 * blue) / 1.08883);
    planes.l[i] = 116 * y - 16;
    planes.a[i] = 500 * (x - y);
    planes.b[i] = 200 * (y - z);
  }
  return { widthPx, heightPx, ...planes };
}

/** The middle value; of an even number the upper one. NaN where there is none. */
export function medianOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return sorted.length > 0 ? (sorted[sorted.length >> 1] as number) : Number.NaN;
}

/** Channel by channel the median of what is marked; undefined where fewer than `leastPx` pixels are. */
export function medianLab(lab: LabPicture, bits: Uint8Array, leastPx: number): Lab | undefined {
  const at: number[] = [];
  for (let i = 0; i < bits.length; i += 1) if (bits[i]) at.push(i);
  if (at.length < Math.max(1, leastPx)) return undefined;
  const middle = (plane: Float32Array) => medianOf(at.map((i) => plane[i] as number));
  return [middle(lab.l), middle(lab.a), middle(lab.b)];
}
