import type { Pattern } from '../../../../shared/wardrobe.ts';
import { type Bits, countOf, majority } from './bitmaps.ts';
import type { LabPicture } from './lab.ts';

/** Fewer pixels show no pattern for sure. */
const leastPx = 600;
/** Cloth whose fine contrast is below `plain` (in L) is plain, above `busy` it has a pattern; between, nothing is told. */
const contrast = { plain: 4.5, busy: 7 };
/** How much more contrast runs across than along for stripes, and how even both are for checks. */
const striped = 2.2;
/** How regular a row's pattern is: the second peak of its autocorrelation. */
const regular = 0.3;
/** Lags that are tried, in pixels. */
const lags = { least: 4, most: 40 };

/** L less what is light and shadow of folds: the difference from the mean of the square around. */
function detailOf(lab: LabPicture, core: Bits, radius: number): Float32Array {
  const { widthPx, heightPx, l } = lab;
  const result = new Float32Array(l.length);
  // Sums over all that lies above and to the left, a row and a column longer than the picture.
  const across = widthPx + 1;
  const sums = new Float64Array(across * (heightPx + 1));
  const counts = new Int32Array(sums.length);
  for (let y = 0, i = 0; y < heightPx; y += 1) {
    let sum = 0;
    let count = 0;
    for (let x = 0, at = (y + 1) * across + 1; x < widthPx; x += 1, i += 1, at += 1) {
      if (core[i]) {
        sum += l[i] as number;
        count += 1;
      }
      sums[at] = (sums[at - across] as number) + sum;
      counts[at] = (counts[at - across] as number) + count;
    }
  }
  for (let y = 0, i = 0; y < heightPx; y += 1) {
    const top = Math.max(0, y - radius) * across;
    const bottom = Math.min(heightPx, y + radius + 1) * across;
    for (let x = 0; x < widthPx; x += 1, i += 1) {
      if (!core[i]) continue;
      const left = Math.max(0, x - radius);
      const right = Math.min(widthPx, x + radius + 1);
      const inSquare = (plane: Float64Array | Int32Array): number =>
        (plane[bottom + right] as number) -
        (plane[bottom + left] as number) -
        (plane[top + right] as number) +
        (plane[top + left] as number);
      result[i] = (l[i] as number) - inSquare(sums) / inSquare(counts);
    }
  }
  return result;
}

interface Texture {
  readonly contrast: number;
  /** Mean squared steps to the right and downwards. */
  readonly across: number;
  readonly down: number;
}

function textureOf(detail: Float32Array, core: Bits, widthPx: number): Texture {
  let energy = 0;
  let across = 0;
  let down = 0;
  let count = 0;
  for (let i = 0; i + widthPx < core.length; i += 1) {
    if (!core[i] || !core[i + 1] || !core[i + widthPx]) continue;
    const value = detail[i] as number;
    energy += value * value;
    across += ((detail[i + 1] as number) - value) ** 2;
    down += ((detail[i + widthPx] as number) - value) ** 2;
    count += 1;
  }
  const n = Math.max(1, count);
  return { contrast: Math.sqrt(energy / n), across: across / n, down: down / n };
}

/** Every second row of what is marked, or every second column: neighbours tell the same. */
function everySecond(core: Bits, widthPx: number, by: 'row' | 'column'): Int32Array {
  const at: number[] = [];
  for (let i = 0; i < core.length; i += 1) {
    if (core[i] && ((by === 'row' ? (i / widthPx) | 0 : i % widthPx) & 1) === 0) at.push(i);
  }
  return Int32Array.from(at);
}

/** The highest correlation with itself at these pixels, moved by `step` pixels at a time, after it has fallen below zero; 0 to 1. */
function regularity(detail: Float32Array, core: Bits, at: Int32Array, step: number): number {
  let hasFallen = false;
  let best = 0;
  for (let lag = lags.least; lag <= lags.most; lag += 1) {
    let product = 0;
    let energy = 0;
    for (let n = 0; n < at.length; n += 1) {
      const i = at[n] as number;
      const j = i + lag * step;
      if (!core[j]) continue;
      const one = detail[i] as number;
      const other = detail[j] as number;
      product += one * other;
      energy += (one * one + other * other) / 2;
    }
    const correlation = energy > 0 ? product / energy : 0;
    if (correlation < 0) hasFallen = true;
    else if (hasFallen) best = Math.max(best, correlation);
  }
  return best;
}

/** Plain, striped, checked or otherwise patterned; undefined where cloth is too small or lies between. */
export function patternOf(lab: LabPicture, bits: Bits): Pattern | undefined {
  const core = majority(bits, lab, 3, 0.99);
  const area = countOf(core);
  if (area < leastPx) return undefined;
  const detail = detailOf(lab, core, Math.max(4, Math.min(14, Math.round(Math.sqrt(area) / 8))));
  const texture = textureOf(detail, core, lab.widthPx);
  if (texture.contrast < contrast.plain) return 'plain';
  if (texture.contrast < contrast.busy) return undefined;
  const alongRows = regularity(detail, core, everySecond(core, lab.widthPx, 'row'), 1);
  const alongColumns = regularity(detail, core, everySecond(core, lab.widthPx, 'column'), lab.widthPx);
  if (texture.down > striped * texture.across && alongColumns > regular) return 'striped';
  if (texture.across > striped * texture.down && alongRows > regular) return 'striped';
  if (alongRows > regular && alongColumns > regular) return 'checked';
  return 'patterned';
}
