import { type Mask, unpackMask } from '../../../shared/masks.ts';

/** Outlines are given in thousandths of the picture's width and height: an SVG with this view box lays them over it. */
export const contourUnits = 1000;

/** Steps of an edge that runs clockwise around what is in: right, down, left, up. */
const steps = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;
/** Shorter outlines are specks. */
const leastEdges = 8;
const weights = [1, 2, 3, 2, 1];
const weightSum = 9;
/** Above this many points every second one says enough, after smoothing. */
const thinAbove = 40;

const known = new WeakMap<Mask, string>();

/**
 * The outline of a mask as an SVG path, in `contourUnits`: vectors, so that it is crisp at any zoom. The stairs of the
 * mask's grid are smoothed over two pixels to each side. Holes are outlines of their own: fill by `evenodd`.
 */
export function contourOf(mask: Mask): string {
  const before = known.get(mask);
  if (before !== undefined) return before;
  const path = loopsOf(unpackMask(mask), mask.widthPx, mask.heightPx)
    .filter((loop) => loop.length >= 2 * leastEdges)
    .map((loop) => pathOf(smoothed(loop), mask))
    .join('');
  known.set(mask, path);
  return path;
}

/**
 * The closed outlines around all that is in, as x and y of the middles of their unit edges, in pixels of the grid. Pixels that
 * touch at a corner only have outlines of their own.
 */
export function loopsOf(bits: Uint8Array, width: number, height: number): Float64Array[] {
  const open = openEdges(bits, width, height);
  const across = width + 1;
  const loops: Float64Array[] = [];
  for (let start = 0; start < open.length; start += 1) {
    while (open[start] !== 0) {
      const points: number[] = [];
      let at = start;
      let direction = lowestBit(open[start] as number);
      do {
        open[at] = (open[at] as number) & ~(1 << direction);
        const [dx, dy] = steps[direction] ?? [0, 0];
        points.push((at % across) + dx / 2, Math.floor(at / across) + dy / 2);
        at += dx + dy * across;
        direction = nextDirection(open[at] as number, direction);
      } while (at !== start && direction >= 0);
      loops.push(Float64Array.from(points));
    }
  }
  return loops;
}

/** For each corner of the grid the edges that leave it, one bit a direction. */
function openEdges(bits: Uint8Array, width: number, height: number): Uint8Array {
  const across = width + 1;
  const open = new Uint8Array(across * (height + 1));
  const isIn = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < width && y < height && bits[y * width + x] !== 0;
  const add = (corner: number, direction: number): void => {
    open[corner] = (open[corner] as number) | (1 << direction);
  };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (bits[y * width + x] === 0) continue;
      const corner = y * across + x;
      if (!isIn(x, y - 1)) add(corner, 0);
      if (!isIn(x + 1, y)) add(corner + 1, 1);
      if (!isIn(x, y + 1)) add(corner + across + 1, 2);
      if (!isIn(x - 1, y)) add(corner + across, 3);
    }
  }
  return open;
}

function lowestBit(mask: number): number {
  for (let direction = 0; direction < 4; direction += 1) if (mask & (1 << direction)) return direction;
  return -1;
}

/** To the right first: an outline keeps to its own pixels where two touch at a corner. */
function nextDirection(open: number, direction: number): number {
  for (const turn of [1, 0, 3]) {
    const next = (direction + turn) % 4;
    if (open & (1 << next)) return next;
  }
  return -1;
}

function smoothed(loop: Float64Array): Float64Array {
  const count = loop.length / 2;
  const step = count > thinAbove ? 2 : 1;
  const result = new Float64Array(2 * Math.ceil(count / step));
  for (let i = 0, target = 0; i < count; i += step, target += 2) {
    let [x, y] = [0, 0];
    for (let k = 0; k < weights.length; k += 1) {
      const from = 2 * ((i + k - 2 + count) % count);
      x += (loop[from] as number) * (weights[k] as number);
      y += (loop[from + 1] as number) * (weights[k] as number);
    }
    result[target] = x / weightSum;
    result[target + 1] = y / weightSum;
  }
  return result;
}

function pathOf(points: Float64Array, { region, widthPx, heightPx }: Mask): string {
  let path = '';
  for (let i = 0; i < points.length; i += 2) {
    const x = (region.x + ((points[i] as number) / widthPx) * region.w) * contourUnits;
    const y = (region.y + ((points[i + 1] as number) / heightPx) * region.h) * contourUnits;
    path += `${i === 0 ? 'M' : 'L'}${x.toFixed(2)} ${y.toFixed(2)}`;
  }
  return `${path}Z`;
}
