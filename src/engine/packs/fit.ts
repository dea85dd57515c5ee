import type { Box } from '../../shared/boxes.ts';
import { type Mask, unpackMask } from '../../shared/masks.ts';
import type { PictureLimits } from './limits.ts';

interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** A picture as it is decoded: rows from the top, three bytes a pixel. */
export interface SourcePicture extends Size {
  readonly rgb: Uint8Array;
}

/** A part of a picture on a frame that is as large or larger, in pixels of the source, and the size it is brought to. */
export interface FitPlan {
  readonly crop: { readonly left: number; readonly top: number } & Size;
  readonly frame: { readonly x: number; readonly y: number } & Size;
  readonly result: Size;
  readonly isEnlarged: boolean;
}

/** Kept around what is cut out: a part of its longer side. */
const margin = 0.04;
/** Blown up more than this, a picture is blur. */
const mostEnlargement = 4;

/** The pixels of a box with some room around it, inside the picture. */
function cropOf(box: Box, { widthPx, heightPx }: Size): FitPlan['crop'] {
  const room = margin * Math.max(box.w * widthPx, box.h * heightPx);
  const left = Math.max(0, Math.floor(box.x * widthPx - room));
  const top = Math.max(0, Math.floor(box.y * heightPx - room));
  const right = Math.min(widthPx, Math.ceil((box.x + box.w) * widthPx + room));
  const bottom = Math.min(heightPx, Math.ceil((box.y + box.h) * heightPx + room));
  return { left, top, widthPx: Math.max(1, right - left), heightPx: Math.max(1, bottom - top) };
}

/**
 * How a part of a picture becomes one that the limits allow: never stretched; what is long or small gets room around it, or
 * is enlarged to the least size where `enlarge` says so. Undefined where it is too small: a model sees nothing in what
 * would not fill half of the least side, or would have to be blown up to blur.
 */
export function planFit(
  box: Box,
  source: Size,
  limits: PictureLimits,
  enlarge: boolean,
): FitPlan | undefined {
  const crop = cropOf(box, source);
  const long = Math.max(crop.widthPx, crop.heightPx);
  const grow = enlarge ? Math.max(1, limits.leastShortSidePx / long) : 1;
  if (grow > mostEnlargement || (!enlarge && long < limits.leastShortSidePx / 2)) return undefined;
  const scale = Math.min(grow, limits.mostLongSidePx / long);
  // Room is added before scaling: what becomes 300 pixels has `least` now.
  const least = limits.leastShortSidePx / scale;
  const widthPx = Math.ceil(Math.max(crop.widthPx, crop.heightPx * limits.leastRatio, least));
  const heightPx = Math.ceil(Math.max(crop.heightPx, crop.widthPx / limits.mostRatio, least));
  const sized = (px: number): number =>
    Math.min(limits.mostLongSidePx, Math.max(limits.leastShortSidePx, Math.ceil(px * scale - 1e-6)));
  const result = { widthPx: sized(widthPx), heightPx: sized(heightPx) };
  return {
    crop,
    frame: { x: (widthPx - crop.widthPx) >> 1, y: (heightPx - crop.heightPx) >> 1, widthPx, heightPx },
    result,
    isEnlarged: scale > 1,
  };
}

/**
 * Opacity of a pixel by the mask: its bits are read between their centres, so that edges are smooth at any size. The outer
 * bits reach to the edge of the region, which may be that of the picture.
 */
function opacity({ region, widthPx, heightPx }: Mask, bits: Uint8Array, x: number, y: number): number {
  const column = ((x - region.x) / region.w) * widthPx;
  const row = ((y - region.y) / region.h) * heightPx;
  if (column < 0 || row < 0 || column > widthPx || row > heightPx) return 0;
  const [left, top] = [Math.floor(column - 0.5), Math.floor(row - 0.5)];
  const [fx, fy] = [column - 0.5 - left, row - 0.5 - top];
  const bit = (i: number, j: number): number =>
    bits[Math.min(heightPx - 1, Math.max(0, j)) * widthPx + Math.min(widthPx - 1, Math.max(0, i))] ?? 0;
  const value =
    (bit(left, top) * (1 - fx) + bit(left + 1, top) * fx) * (1 - fy) +
    (bit(left, top + 1) * (1 - fx) + bit(left + 1, top + 1) * fx) * fy;
  // Half of the width between two bits is soft.
  return Math.min(1, Math.max(0, (value - 0.25) * 2));
}

/** The three pictures of a view, all of the frame's size. */
export interface ViewPixels extends Size {
  /** On white, three bytes a pixel. */
  readonly opaque: Uint8Array;
  /** Four bytes a pixel; colours go on under what is transparent. */
  readonly cutOut: Uint8Array;
  /** One byte a pixel, 255 is in. */
  readonly mask: Uint8Array;
}

/** Cuts a view out of a picture. Without a mask the whole part is in. */
export function cutView(source: SourcePicture, { crop, frame }: FitPlan, mask: Mask | undefined): ViewPixels {
  const pixels = frame.widthPx * frame.heightPx;
  const opaque = new Uint8Array(pixels * 3).fill(255);
  const cutOut = new Uint8Array(pixels * 4);
  const alpha = new Uint8Array(pixels);
  const bits = mask && unpackMask(mask);
  for (let y = 0; y < crop.heightPx; y += 1) {
    for (let x = 0; x < crop.widthPx; x += 1) {
      const from = ((crop.top + y) * source.widthPx + crop.left + x) * 3;
      const to = (frame.y + y) * frame.widthPx + frame.x + x;
      const px = (crop.left + x + 0.5) / source.widthPx;
      const py = (crop.top + y + 0.5) / source.heightPx;
      const share = mask && bits ? opacity(mask, bits, px, py) : 1;
      alpha[to] = Math.round(255 * share);
      for (let channel = 0; channel < 3; channel += 1) {
        const value = source.rgb[from + channel] ?? 0;
        cutOut[to * 4 + channel] = value;
        opaque[to * 3 + channel] = Math.round(255 + (value - 255) * share);
      }
      cutOut[to * 4 + 3] = alpha[to] ?? 0;
    }
  }
  return { widthPx: frame.widthPx, heightPx: frame.heightPx, opaque, cutOut, mask: alpha };
}
