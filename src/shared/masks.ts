import { z } from 'zod';
import { type Box, boxSchema } from './boxes.ts';

/**
 * A one-bit picture over a part of the upright picture. `region` says which part, the grid divides it evenly; `runs` are
 * the lengths of alternating runs, row by row from the top left, beginning with a run of pixels that are out (it may have
 * length 0), each as an unsigned LEB128 number. Lossless, and some hundred bytes for a person.
 */
export const maskSchema = z.object({
  region: boxSchema,
  widthPx: z.number().int().min(1).max(16_384),
  heightPx: z.number().int().min(1).max(16_384),
  runs: z.instanceof(Uint8Array),
});
export type Mask = z.infer<typeof maskSchema>;

/** Packs `bits` (widthPx * heightPx values, 0 is out and all else is in). */
export function packMask(region: Box, widthPx: number, heightPx: number, bits: Uint8Array): Mask {
  const runs: number[] = [];
  let length = 0;
  let isIn = false;
  const put = (value: number): void => {
    let rest = value;
    while (rest > 0x7f) {
      runs.push((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    runs.push(rest);
  };
  for (let index = 0; index < widthPx * heightPx; index++) {
    if ((bits[index] !== 0) === isIn) {
      length += 1;
      continue;
    }
    put(length);
    length = 1;
    isIn = !isIn;
  }
  put(length);
  return { region, widthPx, heightPx, runs: Uint8Array.from(runs) };
}

/** The bits of a mask, 1 is in; runs that say too much or too little are cut or leave the rest out. */
export function unpackMask(mask: Mask): Uint8Array {
  const bits = new Uint8Array(mask.widthPx * mask.heightPx);
  let position = 0;
  forEachRun(mask, (length, isIn) => {
    const end = Math.min(bits.length, position + length);
    if (isIn) bits.fill(1, position, end);
    position = end;
  });
  return bits;
}

/** How much of the upright picture a mask covers, 0 to 1. */
export function maskShare(mask: Mask): number {
  let inside = 0;
  forEachRun(mask, (length, isIn) => {
    if (isIn) inside += length;
  });
  return (inside / (mask.widthPx * mask.heightPx)) * mask.region.w * mask.region.h;
}

function forEachRun(mask: Mask, use: (length: number, isIn: boolean) => void): void {
  let value = 0;
  let scale = 1;
  let isIn = false;
  for (const byte of mask.runs) {
    value += (byte & 0x7f) * scale;
    scale *= 128;
    if (byte > 0x7f) continue;
    use(value, isIn);
    isIn = !isIn;
    value = 0;
    scale = 1;
  }
}
