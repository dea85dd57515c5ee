import { findModel, type ModelDescription } from '../models.ts';
import type { Window } from './bitmaps.ts';
import { type Affine, invert, type Rect } from './geometry.ts';
import { Network } from './network.ts';
import type { Pyramid, SampleSize } from './pyramid.ts';

/** Reads a square network output at the pixels of a window of the working picture; 0 outside of the output. */
export function unwarp(output: Float32Array, sidePx: number, map: Affine, window: Window): Float32Array {
  const widthPx = window.right - window.left;
  const result = new Float32Array(widthPx * (window.bottom - window.top));
  const back = invert(map);
  const last = sidePx - 1;
  let at = 0;
  for (let y = window.top; y < window.bottom; y += 1) {
    let u = back.a * (window.left + 0.5) + back.b * (y + 0.5) + back.c - 0.5;
    let v = back.d * (window.left + 0.5) + back.e * (y + 0.5) + back.f - 0.5;
    for (let x = 0; x < widthPx; x += 1, at += 1, u += back.a, v += back.d) {
      if (!(u > -1 && v > -1 && u < sidePx && v < sidePx)) continue;
      const cu = u < 0 ? 0 : u > last ? last : u;
      const cv = v < 0 ? 0 : v > last ? last : v;
      const u0 = cu | 0;
      const v0 = cv | 0;
      const index = v0 * sidePx + u0;
      const right = u0 < last ? 1 : 0;
      const below = v0 < last ? sidePx : 0;
      const fu = cu - u0;
      const upper =
        (output[index] as number) + ((output[index + right] as number) - (output[index] as number)) * fu;
      const lower =
        (output[index + below] as number) +
        ((output[index + below + right] as number) - (output[index + below] as number)) * fu;
      result[at] = upper + (lower - upper) * (cv - v0);
    }
  }
  return result;
}

/** From working pixels to picture pixels. */
export function scaled(map: Affine, scaleX: number, scaleY: number): Affine {
  return {
    a: map.a * scaleX,
    b: map.b * scaleX,
    c: map.c * scaleX,
    d: map.d * scaleY,
    e: map.e * scaleY,
    f: map.f * scaleY,
  };
}

/** Says for each pixel whether it shows a person, with MediaPipe's selfie segmentation. */
export class PeopleSilhouettes {
  private readonly network: Network;

  private constructor(network: Network) {
    this.network = network;
  }

  /** @throws CastlineError `model-missing` or `model-damaged`, naming the file. */
  static async load(
    modelsDir: string,
    models: readonly ModelDescription[],
    threads: number,
  ): Promise<PeopleSilhouettes> {
    return new PeopleSilhouettes(await Network.load(modelsDir, findModel(models, 'selfie'), threads));
  }

  release(): Promise<void> {
    return this.network.release();
  }

  /**
   * How surely the pixels of a window show a person, 0 to 1.
   *
   * @param rect the part of the working picture that the network looks at, stretched to its square
   * @param scale working pixels to picture pixels
   */
  async of(pyramid: Pyramid, rect: Rect, window: Window, scale: Scale): Promise<Float32Array> {
    const { map, output, sidePx } = await look(this.network, pyramid, rect, scale);
    return unwarp(output, sidePx, map, window);
  }
}

/** Says for each pixel of a picture how much it stands out, with U2-Net in its small form. */
export class Saliency {
  private readonly network: Network;

  private constructor(network: Network) {
    this.network = network;
  }

  /** @throws CastlineError `model-missing` or `model-damaged`, naming the file. */
  static async load(
    modelsDir: string,
    models: readonly ModelDescription[],
    threads: number,
  ): Promise<Saliency> {
    return new Saliency(await Network.load(modelsDir, findModel(models, 'u2netp'), threads));
  }

  release(): Promise<void> {
    return this.network.release();
  }

  /** 0 to 1 for each pixel of the working picture, not stretched: low everywhere when nothing stands out. */
  async of(pyramid: Pyramid, size: SampleSize, scale: Scale): Promise<Float32Array> {
    const { widthPx, heightPx } = size;
    const rect = { x: 0, y: 0, w: widthPx, h: heightPx };
    const { map, output, sidePx } = await look(this.network, pyramid, rect, scale);
    return unwarp(output, sidePx, map, { left: 0, top: 0, right: widthPx, bottom: heightPx });
  }
}

/** Factors from one picture to another, along each axis. */
export interface Scale {
  readonly x: number;
  readonly y: number;
}

async function look(
  network: Network,
  pyramid: Pyramid,
  rect: Rect,
  scale: Scale,
): Promise<{ map: Affine; output: Float32Array; sidePx: number }> {
  const sidePx = network.size.widthPx;
  const map = { a: rect.w / sidePx, b: 0, c: rect.x, d: 0, e: rect.h / sidePx, f: rect.y };
  const [output] = await network.run(network.sample(pyramid, scaled(map, scale.x, scale.y)));
  return { map, output: output ?? new Float32Array(sidePx * sidePx), sidePx };
}
