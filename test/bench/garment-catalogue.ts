import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withoutHoles } from '../../src/engine/recognition/local/garments/bitmaps.ts';
import type { Bitmap } from '../../src/engine/recognition/local/person.ts';
import type { Chance } from './garment-shapes.ts';

/** Fashion-MNIST's ten classes, in the order of its labels. */
const classes = [
  'tee',
  'trousers',
  'pullover',
  'dress',
  'coat',
  'sandal',
  'shirt',
  'sneaker',
  'bag',
  'boot',
] as const;
export type CatalogueClass = (typeof classes)[number];

const side = 28;
const outlineSide = 112;
/** Pixels above it are garment; the background is 0, and white garments are little more. */
const garmentFrom = 12;
/** Where outlines are drawn larger, values above this do not count as more. */
const most = 60;

export interface Catalogue {
  classOf(index: number): CatalogueClass;
  /** The garment's outline, larger, turned and squeezed a little by chance. */
  outline(index: number, chance: Chance): Bitmap;
  /** The garment with the lightness of each pixel, 0 to 100. */
  picture(index: number): { readonly bitmap: Bitmap; readonly lightness: Float64Array };
}

/** 28 by 28 pixels each, negatives on black: files as described on Zalando's page, a header of 16 and of 8 bytes. */
export function readCatalogue(folder: string): Catalogue {
  const pictures = readFileSync(join(folder, 'train-images-idx3-ubyte'));
  const labels = readFileSync(join(folder, 'train-labels-idx1-ubyte'));
  const start = (index: number) => 16 + index * side * side;
  return {
    classOf: (index) => classes[labels[8 + index]!]!,
    outline: (index, chance) => outlineOf(pictures.subarray(start(index), start(index + 1)), chance),
    picture: (index) => {
      const bits = new Uint8Array(side * side);
      const lightness = new Float64Array(side * side);
      for (let i = 0; i < bits.length; i += 1) {
        const value = pictures[start(index) + i]!;
        bits[i] = value > 8 ? 1 : 0;
        lightness[i] = (255 - value) / 2.55;
      }
      return { bitmap: { widthPx: side, heightPx: side, bits }, lightness };
    },
  };
}

function outlineOf(pixels: Uint8Array, chance: Chance): Bitmap {
  const at = (x: number, y: number) =>
    x < 0 || y < 0 || x >= side || y >= side ? 0 : Math.min(most, pixels[y * side + x]!);
  const between = (from: number, to: number) => from + (to - from) * chance();
  const turn = between(-0.15, 0.15);
  const shear = between(-0.1, 0.1);
  const squeeze = between(0.8, 1.2);
  const bits = new Uint8Array(outlineSide * outlineSide);
  for (let i = 0; i < bits.length; i += 1) {
    // With a rim, as turned corners would be cut off.
    const u = (((i % outlineSide) + 0.5) / outlineSide - 0.5) * 1.25;
    const v = ((Math.floor(i / outlineSide) + 0.5) / outlineSide - 0.5) * 1.25;
    const x = ((Math.cos(turn) * u - Math.sin(turn) * v) / squeeze + shear * v + 0.5) * side - 0.5;
    const y = (Math.sin(turn) * u + Math.cos(turn) * v + 0.5) * side - 0.5;
    const [column, row] = [Math.floor(x), Math.floor(y)];
    const [right, below] = [x - column, y - row];
    const top = at(column, row) * (1 - right) + at(column + 1, row) * right;
    const low = at(column, row + 1) * (1 - right) + at(column + 1, row + 1) * right;
    if (top * (1 - below) + low * below > garmentFrom) bits[i] = 1;
  }
  const size = { widthPx: outlineSide, heightPx: outlineSide };
  return { ...size, bits: withoutHoles(bits, size, 400) };
}
