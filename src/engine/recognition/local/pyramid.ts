import type { Picture } from '../port.ts';
import { type Affine, type Rect, scaleOf } from './geometry.ts';

/** How pixel values enter a network: (value - mean) / divisor, per channel, from 0 to 255. */
export interface Normalisation {
  readonly mean: readonly [number, number, number];
  readonly divisor: readonly [number, number, number];
}

/** Size in pixels to which a picture is sampled. */
export interface SampleSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Halves a picture: each pixel is the mean of two by two. An odd last row or column is left out. */
export function halve(picture: Picture): Picture {
  const widthPx = Math.max(1, picture.widthPx >> 1);
  const heightPx = Math.max(1, picture.heightPx >> 1);
  const rgb = new Uint8Array(widthPx * heightPx * 3);
  const source = picture.rgb;
  const rowBytes = picture.widthPx * 3;
  const right = picture.widthPx > 1 ? 3 : 0;
  const below = picture.heightPx > 1 ? rowBytes : 0;
  let target = 0;
  for (let y = 0; y < heightPx; y += 1) {
    let at = y * 2 * rowBytes;
    for (let x = 0; x < widthPx; x += 1) {
      for (const end = at + 3; at < end; at += 1, target += 1) {
        const sum =
          (source[at] as number) +
          (source[at + right] as number) +
          (source[at + below] as number) +
          (source[at + below + right] as number);
        rgb[target] = (sum + 2) >> 2;
      }
      at += 3;
    }
  }
  return { widthPx, heightPx, rgb };
}

/**
 * A picture and its halvings, made when first needed: sampling from the level nearest to the wanted size means that
 * every pixel counts, so that small faces survive a strong reduction (plain bilinear sampling would skip pixels).
 */
export class Pyramid {
  readonly widthPx: number;
  readonly heightPx: number;
  private readonly levels: Picture[];

  constructor(picture: Picture) {
    this.widthPx = picture.widthPx;
    this.heightPx = picture.heightPx;
    this.levels = [picture];
  }

  /** `index` 0 is the picture itself; each next one has half the size, down to one pixel. */
  private level(index: number): Picture {
    let last = this.levels[this.levels.length - 1] as Picture;
    while (this.levels.length <= index && Math.min(last.widthPx, last.heightPx) > 1) {
      last = halve(last);
      this.levels.push(last);
    }
    return this.levels[Math.min(index, this.levels.length - 1)] as Picture;
  }

  /**
   * Fills a network's input, planes R, G, B of size.heightPx rows, from the picture.
   *
   * @param map from the input's pixels to the picture's, continuous coordinates
   * @param bounds part of the picture that may be seen; outside of it is black
   */
  sample(map: Affine, size: SampleSize, normalisation: Normalisation, bounds?: Rect): Float32Array {
    const index = Math.max(0, Math.floor(Math.log2(scaleOf(map)) + levelBias));
    const level = this.level(index);
    const shrink = level.widthPx === this.widthPx ? 1 : 2 ** Math.min(index, this.levels.length - 1);
    const planes = new Float32Array(3 * size.widthPx * size.heightPx);
    const window = windowOf(level, bounds, shrink);
    const isUpright = map.b === 0 && map.d === 0 && map.a > 0;
    (isUpright ? sampleUpright : sampleLevel)(level, window, shrinkMap(map, shrink), size, planes);
    normalise(planes, size.widthPx * size.heightPx, normalisation);
    return planes;
  }

  /** The whole picture with its longer side at most `sidePx`; smaller pictures as they are. Not to be changed. */
  fitted(sidePx: number): Picture {
    const { widthPx, heightPx } = this;
    const step = Math.max(widthPx, heightPx) / sidePx;
    if (step <= 1) return this.levels[0] as Picture;
    const size = {
      widthPx: Math.max(1, Math.round(widthPx / step)),
      heightPx: Math.max(1, Math.round(heightPx / step)),
    };
    const map = { a: widthPx / size.widthPx, b: 0, c: 0, d: 0, e: heightPx / size.heightPx, f: 0 };
    const planes = this.sample(map, size, { mean: [0, 0, 0], divisor: [1, 1, 1] });
    const length = size.widthPx * size.heightPx;
    const rgb = new Uint8Array(length * 3);
    for (let i = 0, at = 0; i < length; i += 1, at += 3) {
      rgb[at] = (planes[i] as number) + 0.5;
      rgb[at + 1] = (planes[length + i] as number) + 0.5;
      rgb[at + 2] = (planes[2 * length + i] as number) + 0.5;
    }
    return { ...size, rgb };
  }
}

/**
 * Where to pass to the next smaller level: at 2 ** -bias times its own step. With 0.25 a level is read at a reduction
 * of 0.84 to 1.68, where bilinear sampling still touches nearly every pixel.
 */
const levelBias = 0.25;

interface Window {
  readonly left: number;
  readonly top: number;
  /** Exclusive. */
  readonly right: number;
  readonly bottom: number;
}

function windowOf(level: Picture, bounds: Rect | undefined, shrink: number): Window {
  if (!bounds) return { left: 0, top: 0, right: level.widthPx, bottom: level.heightPx };
  return {
    left: Math.max(0, Math.round(bounds.x / shrink)),
    top: Math.max(0, Math.round(bounds.y / shrink)),
    right: Math.min(level.widthPx, Math.round((bounds.x + bounds.w) / shrink)),
    bottom: Math.min(level.heightPx, Math.round((bounds.y + bounds.h) / shrink)),
  };
}

/** To pixel indices of a level: its pixel i has its centre at (i + 0.5) * shrink of the picture. */
function shrinkMap(map: Affine, shrink: number): Affine {
  return {
    a: map.a / shrink,
    b: map.b / shrink,
    c: (map.c + (map.a + map.b) / 2) / shrink - 0.5,
    d: map.d / shrink,
    e: map.e / shrink,
    f: (map.f + (map.d + map.e) / 2) / shrink - 0.5,
  };
}

/** As `sampleLevel` for maps that do not turn: what a column reads is worked out once for all rows. */
function sampleUpright(
  { rgb, widthPx }: Picture,
  { left, top, right, bottom }: Window,
  map: Affine,
  size: SampleSize,
  planes: Float32Array,
): void {
  const length = size.widthPx * size.heightPx;
  const lastX = right - 1;
  const lastY = bottom - 1;
  const columns = new Int32Array(size.widthPx);
  const steps = new Uint8Array(size.widthPx);
  const weights = new Float64Array(size.widthPx);
  let first = size.widthPx;
  let end = 0;
  for (let x = 0, source = map.c; x < size.widthPx; x += 1, source += map.a) {
    if (source < left - 0.5 || source >= lastX + 0.5) continue;
    const clamped = source < left ? left : source > lastX ? lastX : source;
    const x0 = clamped | 0;
    columns[x] = x0 * 3;
    steps[x] = x0 < lastX ? 3 : 0;
    weights[x] = clamped - x0;
    if (x < first) first = x;
    end = x + 1;
  }
  for (let y = 0; y < size.heightPx; y += 1) {
    const source = map.e * y + map.f;
    if (source < top - 0.5 || source >= lastY + 0.5) continue;
    const clamped = source < top ? top : source > lastY ? lastY : source;
    const y0 = clamped | 0;
    const lowerWeight = clamped - y0;
    const upperRow = y0 * widthPx * 3;
    const down = y0 < lastY ? widthPx * 3 : 0;
    for (let x = first, target = y * size.widthPx + first; x < end; x += 1, target += 1) {
      const weight = weights[x] as number;
      const step = steps[x] as number;
      let u = upperRow + (columns[x] as number);
      for (let at = target; at < 3 * length; at += length, u += 1) {
        const l = u + down;
        const upper = (rgb[u] as number) + ((rgb[u + step] as number) - (rgb[u] as number)) * weight;
        const lower = (rgb[l] as number) + ((rgb[l + step] as number) - (rgb[l] as number)) * weight;
        planes[at] = upper + (lower - upper) * lowerWeight;
      }
    }
  }
}

/** Bilinear; `map` goes from pixel indices to pixel indices. Values stay 0 to 255. */
function sampleLevel(
  level: Picture,
  window: Window,
  map: Affine,
  size: SampleSize,
  planes: Float32Array,
): void {
  const { rgb, widthPx } = level;
  const planeLength = size.widthPx * size.heightPx;
  const { left, top } = window;
  const lastX = window.right - 1;
  const lastY = window.bottom - 1;
  for (let y = 0, target = 0; y < size.heightPx; y += 1) {
    let sourceX = map.b * y + map.c;
    let sourceY = map.e * y + map.f;
    for (let x = 0; x < size.widthPx; x += 1, target += 1, sourceX += map.a, sourceY += map.d) {
      // Half a pixel beyond the outermost centres still lies on the picture.
      if (sourceX < left - 0.5 || sourceY < top - 0.5 || sourceX >= lastX + 0.5 || sourceY >= lastY + 0.5) {
        continue;
      }
      const clampedX = sourceX < left ? left : sourceX > lastX ? lastX : sourceX;
      const clampedY = sourceY < top ? top : sourceY > lastY ? lastY : sourceY;
      const x0 = clampedX | 0;
      const y0 = clampedY | 0;
      const rightWeight = clampedX - x0;
      const lowerWeight = clampedY - y0;
      const upper = (y0 * widthPx + x0) * 3;
      const lower = y0 < lastY ? upper + widthPx * 3 : upper;
      const next = x0 < lastX ? 3 : 0;
      for (let channel = 0; channel < 3; channel += 1) {
        const u = upper + channel;
        const l = lower + channel;
        const upperValue =
          (rgb[u] as number) + ((rgb[u + next] as number) - (rgb[u] as number)) * rightWeight;
        const lowerValue =
          (rgb[l] as number) + ((rgb[l + next] as number) - (rgb[l] as number)) * rightWeight;
        planes[channel * planeLength + target] = upperValue + (lowerValue - upperValue) * lowerWeight;
      }
    }
  }
}

function normalise(planes: Float32Array, planeLength: number, { mean, divisor }: Normalisation): void {
  for (let channel = 0; channel < 3; channel += 1) {
    const offset = mean[channel] as number;
    const factor = 1 / (divisor[channel] as number);
    const end = (channel + 1) * planeLength;
    for (let i = channel * planeLength; i < end; i += 1)
      planes[i] = ((planes[i] as number) - offset) * factor;
  }
}
