import type { Bitmap } from '../person.ts';
import { type Bits, type Window, windowOf, withoutCrumbs } from './bitmaps.ts';

/** Cells a side that a garment is looked at in. */
const side = 14;
/** Points a side that a cell is sampled at. */
const points = 4;
/** A cell with more of the garment in it has a lightness of its own. */
const full = 0.9;
/** Lightness is told in spreads from the mean, at most so many. */
const most = 2.5;

interface Cells {
  /** 0 to 1 of a cell is garment. */
  readonly filled: Float64Array;
  readonly lightness: Float64Array;
}

function cellsOf(l: ArrayLike<number>, bits: Bits, widthPx: number, window: Window): Cells {
  const filled = new Float64Array(side * side);
  const lightness = new Float64Array(side * side);
  const across = (window.right - window.left) / (side * points);
  const down = (window.bottom - window.top) / (side * points);
  for (let row = 0; row < side * points; row += 1) {
    const y = Math.min(window.bottom - 1, Math.floor(window.top + (row + 0.5) * down));
    for (let column = 0; column < side * points; column += 1) {
      const x = Math.min(window.right - 1, Math.floor(window.left + (column + 0.5) * across));
      const i = y * widthPx + x;
      if (!bits[i]) continue;
      const cell = Math.floor(row / points) * side + Math.floor(column / points);
      filled[cell] = (filled[cell] as number) + 1;
      lightness[cell] = (lightness[cell] as number) + (l[i] as number);
    }
  }
  for (let cell = 0; cell < filled.length; cell += 1) {
    lightness[cell] = (lightness[cell] as number) / Math.max(1, filled[cell] as number);
    filled[cell] = (filled[cell] as number) / points ** 2;
  }
  return { filled, lightness };
}

function meanAndSpread({ filled, lightness }: Cells): { mean: number; spread: number } {
  const inside = Array.from(lightness).filter((_, cell) => (filled[cell] as number) > full);
  const count = Math.max(1, inside.length);
  const mean = inside.reduce((sum, value) => sum + value, 0) / count;
  const spread = Math.sqrt(inside.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count) + 1;
  return { mean, spread };
}

/** In each row the sharpest dark or light upright line near the middle, as zips, plackets and open fronts are. */
function frontLine({ filled, lightness }: Cells, spread: number): number[] {
  return Array.from({ length: side }, (_, row) => {
    let sharpest = 0;
    for (let column = (side >> 1) - 2; column <= (side >> 1) + 1; column += 1) {
      const cell = row * side + column;
      if ([cell - 1, cell, cell + 1].some((each) => (filled[each] as number) <= full)) continue;
      const [before, at, after] = [lightness[cell - 1], lightness[cell], lightness[cell + 1]] as [
        number,
        number,
        number,
      ];
      sharpest = Math.max(sharpest, Math.abs(before + after - 2 * at) / spread);
    }
    return sharpest;
  });
}

/**
 * How a garment looks without its colour: light and dark on a coarse grid over it, which cells it fills, breadth to
 * height, and its front line. Undefined for an empty bitmap.
 *
 * @param l lightness of each pixel, 0 to 100
 */
export function lookOf(l: ArrayLike<number>, bitmap: Bitmap): number[] | undefined {
  const bits = withoutCrumbs(bitmap.bits, bitmap, 0.1);
  const window = windowOf({ ...bitmap, bits });
  if (!window) return undefined;
  const cells = cellsOf(l, bits, bitmap.widthPx, window);
  const { mean, spread } = meanAndSpread(cells);
  const shades = Array.from(cells.lightness, (value, cell) =>
    (cells.filled[cell] as number) > full ? Math.max(-most, Math.min(most, (value - mean) / spread)) : 0,
  );
  return [
    ...shades,
    ...Array.from(cells.filled, (part) => part * 2 - 1),
    Math.log((window.right - window.left) / (window.bottom - window.top)) * 2,
    ...frontLine(cells, spread),
  ];
}
