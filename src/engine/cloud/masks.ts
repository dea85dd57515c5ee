import type { Box } from '../../shared/boxes.ts';
import { type Mask, packMask } from '../../shared/masks.ts';
import type { Placement } from './picture-rules.ts';

/** A result picture: rows from the top, four bytes a pixel. */
export interface ResultPicture {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rgba: Uint8Array;
  readonly isGrey: boolean;
}

/** How a result picture shows its set: the pixels on nothing, black and white, or a rectangle of the source. */
export type ResultForm = 'cut-out' | 'mask' | 'crop';

/** Of the pixels of a mask, how many must be nearly black or nearly white: soft edges are few. */
const twoValuedShare = 0.97;
/** How far apart the channels of a grey pixel may lie, after JPEG. */
const greySpread = 12;

/**
 * What kind of picture a result is, which the provider does not document: one with transparent parts is a cut-out, one that
 * is grey and nearly all black or white a mask, anything else an opaque crop.
 */
export function formOf({ rgba, isGrey }: ResultPicture): ResultForm {
  let [transparent, extreme, grey] = [0, 0, 0];
  const pixels = rgba.length / 4;
  for (let at = 0; at < rgba.length; at += 4) {
    const [r = 0, g = 0, b = 0, a = 0] = [rgba[at], rgba[at + 1], rgba[at + 2], rgba[at + 3]];
    if (a < 128) transparent += 1;
    const [least, most] = [Math.min(r, g, b), Math.max(r, g, b)];
    if (most - least <= greySpread) grey += 1;
    if (most <= 24 || least >= 231) extreme += 1;
  }
  if (transparent > 0) return 'cut-out';
  if (isGrey || (grey === pixels && extreme >= twoValuedShare * pixels)) return 'mask';
  return 'crop';
}

const isIn = (form: 'cut-out' | 'mask', rgba: Uint8Array, at: number): boolean =>
  form === 'cut-out' ? (rgba[at + 3] ?? 0) >= 128 : (rgba[at] ?? 0) >= 128;

/** The smallest box around what is set, 0 to 1 of the picture; undefined where nothing is. */
export function boxAround(bits: Uint8Array, widthPx: number, heightPx: number): Box | undefined {
  let [left, top, right, bottom] = [widthPx, heightPx, -1, -1];
  for (let at = bits.indexOf(1); at >= 0; at = bits.indexOf(1, at + 1)) {
    const [x, y] = [at % widthPx, Math.floor(at / widthPx)];
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  }
  if (right < 0) return undefined;
  return {
    x: left / widthPx,
    y: top / heightPx,
    w: (right + 1 - left) / widthPx,
    h: (bottom + 1 - top) / heightPx,
  };
}

/**
 * Mask and box in the pixels of the source, of a cut-out or a mask that lies over `area` (0 to 1) of the picture that was sent.
 */
export function maskOnSource(
  result: ResultPicture,
  form: 'cut-out' | 'mask',
  area: Box,
  placement: Placement,
  source: { readonly widthPx: number; readonly heightPx: number },
): { box: Box; mask: Mask } | undefined {
  const { widthPx, heightPx } = source;
  const bits = new Uint8Array(widthPx * heightPx);
  const columnOf = Int32Array.from({ length: widthPx }, (_, x) => {
    const sent = placement.source.x + ((x + 0.5) / widthPx) * placement.source.w;
    return Math.floor(((sent - area.x) / area.w) * result.widthPx);
  });
  for (let y = 0; y < heightPx; y++) {
    const sent = placement.source.y + ((y + 0.5) / heightPx) * placement.source.h;
    const row = Math.floor(((sent - area.y) / area.h) * result.heightPx);
    if (row < 0 || row >= result.heightPx) continue;
    for (let x = 0; x < widthPx; x++) {
      const column = columnOf[x] ?? -1;
      if (column < 0 || column >= result.widthPx) continue;
      if (isIn(form, result.rgba, (row * result.widthPx + column) * 4)) bits[y * widthPx + x] = 1;
    }
  }
  const box = boxAround(bits, widthPx, heightPx);
  return box && { box, mask: packMask({ x: 0, y: 0, w: 1, h: 1 }, widthPx, heightPx, bits) };
}
