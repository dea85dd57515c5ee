import type { Box } from '../../shared/boxes.ts';
import type { ResultPicture } from './masks.ts';

/** Longest side at which places are searched: 160 pixels tell a face from its surroundings and cost some ten milliseconds. */
const searchSidePx = 160;
/** Mean difference of brightness, 0 to 255, under which a place is the place. */
const maxDifference = 14;

interface Grey {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly values: Float32Array;
  /** 1 where a pixel counts. */
  readonly counts: Uint8Array;
}

function shrink({ widthPx, heightPx, rgba }: Omit<ResultPicture, 'isGrey'>, scale: number): Grey {
  const [width, height] = [
    Math.max(1, Math.round(widthPx * scale)),
    Math.max(1, Math.round(heightPx * scale)),
  ];
  const values = new Float32Array(width * height);
  const counts = new Uint8Array(width * height);
  for (let index = 0; index < values.length; index++) {
    const [x, y] = [index % width, Math.floor(index / width)];
    const [left, right] = [Math.floor((x * widthPx) / width), Math.ceil(((x + 1) * widthPx) / width)];
    const [top, bottom] = [Math.floor((y * heightPx) / height), Math.ceil(((y + 1) * heightPx) / height)];
    let [sum, opaque] = [0, 0];
    const pixels = (right - left) * (bottom - top);
    for (let row = top; row < bottom; row++) {
      for (let at = (row * widthPx + left) * 4; at < (row * widthPx + right) * 4; at += 4) {
        sum += (2 * (rgba[at] ?? 0) + 5 * (rgba[at + 1] ?? 0) + (rgba[at + 2] ?? 0)) / 8;
        if ((rgba[at + 3] ?? 0) >= 128) opaque += 1;
      }
    }
    values[index] = sum / pixels;
    counts[index] = opaque * 2 > pixels ? 1 : 0;
  }
  return { widthPx: width, heightPx: height, values, counts };
}

function differenceAt(sent: Grey, part: Grey, left: number, top: number, atMost: number): number {
  const counted = part.counts.reduce((sum, one) => sum + one, 0);
  if (counted === 0) return Number.POSITIVE_INFINITY;
  let sum = 0;
  for (let y = 0; y < part.heightPx; y++) {
    for (let x = 0; x < part.widthPx; x++) {
      const at = y * part.widthPx + x;
      if (part.counts[at] === 0) continue;
      sum += Math.abs((part.values[at] ?? 0) - (sent.values[(top + y) * sent.widthPx + left + x] ?? 0));
    }
    if (sum > atMost * counted) return Number.POSITIVE_INFINITY;
  }
  return sum / counted;
}

/**
 * Where a part that was cut out of the sent picture, at its scale, came from: 0 to 1 of the sent picture. Undefined where
 * it is found nowhere. A sliding comparison of brightness on both pictures made small.
 */
export function locatePart(sent: ResultPicture, part: ResultPicture): Box | undefined {
  const scale = Math.min(1, searchSidePx / Math.max(sent.widthPx, sent.heightPx));
  const [whole, small] = [shrink(sent, scale), shrink(part, scale)];
  let best: { x: number; y: number } | undefined;
  let least = maxDifference;
  for (let y = 0; y + small.heightPx <= whole.heightPx; y++) {
    for (let x = 0; x + small.widthPx <= whole.widthPx; x++) {
      const difference = differenceAt(whole, small, x, y, least);
      if (difference < least) [least, best] = [difference, { x, y }];
    }
  }
  if (!best) return undefined;
  const [w, h] = [part.widthPx / sent.widthPx, part.heightPx / sent.heightPx];
  return { x: Math.min(1 - w, best.x / whole.widthPx), y: Math.min(1 - h, best.y / whole.heightPx), w, h };
}
