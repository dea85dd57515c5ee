import { type Affine, type Rect, sharedArea } from './geometry.ts';

/** A box that the face detector proposes, in pixels of the picture. */
export interface Candidate {
  readonly rect: Rect;
  /** 0 to 1. */
  readonly score: number;
}

/** What one run of the detector looks at, and how it is fitted into the network's input. */
export interface Tile {
  readonly rect: Rect;
  /** From the input's pixels to the picture's. */
  readonly map: Affine;
}

/** Tiles overlap by this part of their side, so that a face cut by one is whole in the next. */
const tileOverlap = 0.25;
/** The whole picture is looked at once; the tiles see it at least this many times larger. */
const tileMagnification = 1.75;
/** A box that ends this close to a cut through the picture is taken to be cut itself. Pixels of the picture. */
const cutMarginPx = 2;

/** One part of the picture. Keeps the aspect; the rest of the input, to the right or below, stays black. */
export function tileOf(rect: Rect, inputWidthPx: number, inputHeightPx: number): Tile {
  const step = Math.max(rect.w / inputWidthPx, rect.h / inputHeightPx);
  return { rect, map: { a: step, b: 0, c: rect.x, d: 0, e: step, f: rect.y } };
}

/** Least number of overlapping parts of `length` that are no longer than `longest`. */
function partsOf(length: number, longest: number): { start: number; length: number }[] {
  let count = 1;
  const partLength = (): number => length / (count - (count - 1) * tileOverlap);
  while (partLength() > longest * 1.001) count += 1;
  const part = partLength();
  return Array.from({ length: count }, (_, index) => ({
    start: index * part * (1 - tileOverlap),
    length: part,
  }));
}

/** The whole picture first, then tiles over it: two by two for wide pictures, more where the shape wastes the input. */
export function tilesFor(
  widthPx: number,
  heightPx: number,
  inputWidthPx: number,
  inputHeightPx: number,
): Tile[] {
  const whole = tileOf({ x: 0, y: 0, w: widthPx, h: heightPx }, inputWidthPx, inputHeightPx);
  const longest = Math.max(widthPx, heightPx) / tileMagnification;
  const rows = partsOf(heightPx, (longest * inputHeightPx) / inputWidthPx);
  const columns = partsOf(widthPx, longest);
  const tiles = rows.flatMap((row) =>
    columns.map((column) =>
      tileOf({ x: column.start, y: row.start, w: column.length, h: row.length }, inputWidthPx, inputHeightPx),
    ),
  );
  return [whole, ...tiles];
}

/**
 * Boxes of one detector run.
 *
 * @param scores background and face probability of each anchor
 * @param boxes left, top, right, bottom of each anchor, 0 to 1 of the input
 */
export function decodeBoxes(
  scores: Float32Array,
  boxes: Float32Array,
  tile: Tile,
  input: { readonly widthPx: number; readonly heightPx: number },
  leastScore: number,
): Candidate[] {
  const found: Candidate[] = [];
  const stepX = tile.map.a * input.widthPx;
  const stepY = tile.map.e * input.heightPx;
  for (let anchor = 0; anchor * 2 + 1 < scores.length; anchor += 1) {
    const score = scores[anchor * 2 + 1] as number;
    if (!(score >= leastScore)) continue;
    const left = (boxes[anchor * 4] as number) * stepX + tile.rect.x;
    const top = (boxes[anchor * 4 + 1] as number) * stepY + tile.rect.y;
    const right = (boxes[anchor * 4 + 2] as number) * stepX + tile.rect.x;
    const bottom = (boxes[anchor * 4 + 3] as number) * stepY + tile.rect.y;
    if (right > left && bottom > top) {
      found.push({ rect: { x: left, y: top, w: right - left, h: bottom - top }, score });
    }
  }
  return found;
}

/** Whether a box reaches an edge of its tile that is not an edge of the picture: the neighbour sees it whole. */
export function isCut(rect: Rect, tile: Rect, widthPx: number, heightPx: number): boolean {
  const right = tile.x + tile.w;
  const bottom = tile.y + tile.h;
  return (
    (tile.x > 0 && rect.x < tile.x + cutMarginPx) ||
    (tile.y > 0 && rect.y < tile.y + cutMarginPx) ||
    (right < widthPx - 1 && rect.x + rect.w > right - cutMarginPx) ||
    (bottom < heightPx - 1 && rect.y + rect.h > bottom - cutMarginPx)
  );
}

/**
 * Greedy non-maximum suppression, strongest first: drops a box whose overlap with a kept one (shared area over joint
 * area) exceeds `overlap`, or of which more than `inside` lies in a kept one.
 */
export function suppress<Kind extends Candidate>(
  candidates: readonly Kind[],
  overlap: number,
  inside: number,
): Kind[] {
  const kept: Kind[] = [];
  for (const candidate of [...candidates].sort((a, b) => b.score - a.score)) {
    const area = candidate.rect.w * candidate.rect.h;
    const isRepeated = kept.some(({ rect }) => {
      const shared = sharedArea(candidate.rect, rect);
      return shared > overlap * (area + rect.w * rect.h - shared) || shared > inside * area;
    });
    if (!isRepeated) kept.push(candidate);
  }
  return kept;
}
