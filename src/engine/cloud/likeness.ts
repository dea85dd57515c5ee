/** Sides of the grid whose neighbours are compared: 8 comparisons in each of 8 rows. */
const [columns, rows] = [9, 8];

/**
 * 64 bits that nearly agree for pictures that look alike: a difference hash, after Neal Krawetz, "Kind of like that"
 * (hackerfactor.com/blog, 2013). `rgb` has three bytes a pixel. 16 hex digits.
 */
export function likenessOf(picture: { widthPx: number; heightPx: number; rgb: Uint8Array }): string {
  const grid = averages(picture);
  let bits = 0n;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const at = row * columns + column;
      bits = (bits << 1n) | ((grid[at] ?? 0) > (grid[at + 1] ?? 0) ? 1n : 0n);
    }
  }
  return bits.toString(16).padStart(16, '0');
}

/** Mean brightness of each cell of the grid, each from at most 256 pixels. */
function averages({
  widthPx,
  heightPx,
  rgb,
}: {
  widthPx: number;
  heightPx: number;
  rgb: Uint8Array;
}): Float64Array {
  const grid = new Float64Array(columns * rows);
  const samples = 16;
  for (let cell = 0; cell < grid.length; cell++) {
    const [column, row] = [cell % columns, Math.floor(cell / columns)];
    let sum = 0;
    for (let index = 0; index < samples * samples; index++) {
      const x = Math.floor(((column + ((index % samples) + 0.5) / samples) / columns) * widthPx);
      const y = Math.floor(((row + (Math.floor(index / samples) + 0.5) / samples) / rows) * heightPx);
      const at = (y * widthPx + x) * 3;
      sum += 2 * (rgb[at] ?? 0) + 5 * (rgb[at + 1] ?? 0) + (rgb[at + 2] ?? 0);
    }
    grid[cell] = sum;
  }
  return grid;
}

/** In how many of the 64 bits two pictures differ. */
export function likenessDistance(a: string, b: string): number {
  let differing = BigInt(`0x${a}`) ^ BigInt(`0x${b}`);
  let count = 0;
  while (differing > 0n) {
    count += Number(differing & 1n);
    differing >>= 1n;
  }
  return count;
}

/** Frames of one camera position differ in fewer bits than this, by the clips that the choice was measured on. */
export const nearDuplicateBits = 6;
