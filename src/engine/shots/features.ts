/** Size of the picture that cuts are looked for in. Its proportions are those of no film: it is a grid over the frame. */
export const gridWidth = 64;
export const gridHeight = 36;
const planeSize = gridWidth * gridHeight;
/** Bytes of one frame as it comes from ffmpeg: the planes Y, U and V at full size (`yuv444p`). */
export const gridBytes = planeSize * 3;

/** Cells of the thumbnail that stands for a frame when it is compared with frames that are not its neighbours. */
export const thumbWidth = 16;
export const thumbHeight = 9;
export const thumbCells = thumbWidth * thumbHeight;
const cell = 4;

/** What is kept of one frame: 500 bytes. Differences are to the frame before it; all are 0 for the first frame. */
export interface FrameFeatures {
  /** Y, U and V of the 16 x 9 cells, 0 to 255 each: 3 x 144 values, the luma first. */
  readonly thumb: Uint8Array;
  /** Mean and standard deviation of luma, 0 to 255. */
  readonly mean: number;
  readonly deviation: number;
  /** Mean absolute difference of the cells, luma and chroma added up, 0 to 765. */
  readonly distance: number;
  /** As `distance`, luma only, with the change of brightness that most cells share taken out. */
  readonly structure: number;
  /** Mean absolute difference of the cells' chroma, U and V added up. */
  readonly chroma: number;
  /** The change that 60 % of the cells reach or exceed, shared brightness taken out: small for what covers a part only. */
  readonly spread: number;
  /** What is left of the luma's difference after brightness, contrast and motion are taken out, in deviations. */
  readonly residual: number;
}

const blockWidth = 8;
const blockHeight = 6;
const reach = 4;
/** Distance of the thumbs from which on motion is searched for. */
const searchDistance = 3;
const minDeviation = 6;

/** Brightness and contrast taken out, so that an exposure step is no difference. Written into `out`. */
function normalise(luma: Uint8Array, mean: number, deviation: number, out: Float32Array): void {
  const scale = 1 / Math.max(minDeviation, deviation);
  for (let i = 0; i < luma.length; i++) out[i] = ((luma[i] as number) - mean) * scale;
}

function moments(luma: Uint8Array): { mean: number; deviation: number } {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < luma.length; i++) {
    const value = luma[i] as number;
    sum += value;
    squares += value * value;
  }
  const mean = sum / luma.length;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / luma.length - mean * mean)) };
}

/** @param sums one place for each value of the thumb, overwritten */
function thumbOf(frame: Uint8Array, sums: Uint32Array): Uint8Array {
  sums.fill(0);
  for (let plane = 0; plane < 3; plane++) {
    for (let y = 0; y < gridHeight; y++) {
      let at = plane * planeSize + y * gridWidth;
      const cells = plane * thumbCells + (y >> 2) * thumbWidth;
      for (let x = 0; x < thumbWidth; x++) {
        const four =
          (frame[at] as number) +
          (frame[at + 1] as number) +
          (frame[at + 2] as number) +
          (frame[at + 3] as number);
        sums[cells + x] = (sums[cells + x] as number) + four;
        at += cell;
      }
    }
  }
  const thumb = new Uint8Array(sums.length);
  for (let i = 0; i < sums.length; i++) thumb[i] = Math.round((sums[i] as number) / (cell * cell));
  return thumb;
}

/** Mean absolute difference of two thumbs' cells, luma and chroma added up. */
export function thumbDistance(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs((a[i] as number) - (b[i] as number));
  return sum / thumbCells;
}

/** Pearson correlation of the cells' luma, -1 to 1; 0 when a frame is empty. */
export function lumaCorrelation(a: Uint8Array, b: Uint8Array): number {
  let [meanA, meanB] = [0, 0];
  for (let i = 0; i < thumbCells; i++) {
    meanA += (a[i] as number) / thumbCells;
    meanB += (b[i] as number) / thumbCells;
  }
  let [product, squareA, squareB] = [0, 0, 0];
  for (let i = 0; i < thumbCells; i++) {
    const [x, y] = [(a[i] as number) - meanA, (b[i] as number) - meanB];
    product += x * y;
    squareA += x * x;
    squareB += y * y;
  }
  return squareA > 0 && squareB > 0 ? product / Math.sqrt(squareA * squareB) : 0;
}

/** Mean differences of two small pictures, cell by cell, in steps of 8 bits. */
export interface ThumbChange {
  structure: number;
  chroma: number;
  spread: number;
}

/** Luma of a cell that is black in both frames: the bars beside or above a picture of another shape. */
const blackLuma = 24;
/** Below this share of cells that are not black in both frames the picture is dark, not framed by bars. */
const minActive = 1 / 8;

/** What `thumbChange` works in: asking for it at every frame would cost as much as the work. */
const steps = new Int16Array(thumbCells);
const changes = new Float32Array(thumbCells);

/** How two frames differ, cell by cell. */
export function thumbChange(a: Uint8Array, b: Uint8Array): ThumbChange {
  for (let i = 0; i < thumbCells; i++) steps[i] = (b[i] as number) - (a[i] as number);
  steps.sort();
  const shared = steps[thumbCells >> 1] as number;
  changes.fill(0);
  let active = 0;
  let structure = 0;
  let chroma = 0;
  for (let i = 0; i < thumbCells; i++) {
    const luma = Math.abs((b[i] as number) - (a[i] as number) - shared);
    const u = thumbCells + i;
    const v = u + thumbCells;
    const colour =
      Math.abs((b[u] as number) - (a[u] as number)) + Math.abs((b[v] as number) - (a[v] as number));
    structure += luma;
    chroma += colour;
    if ((a[i] as number) > blackLuma || (b[i] as number) > blackLuma) changes[active++] = luma + colour;
  }
  const counted = active >= thumbCells * minActive ? changes.subarray(0, active).sort() : changes.sort();
  const spread = counted[Math.floor(counted.length * 0.4)] as number;
  return { structure: structure / thumbCells, chroma: chroma / thumbCells, spread };
}

function blockDifference(
  a: Float32Array,
  b: Float32Array,
  from: { x: number; y: number },
  to: { x: number; y: number },
  limit: number,
): number {
  let sum = 0;
  for (let row = 0; row < blockHeight; row++) {
    let i = (from.y + row) * gridWidth + from.x;
    let j = (to.y + row) * gridWidth + to.x;
    for (let column = 0; column < blockWidth; column++) {
      sum += Math.abs((a[i++] as number) - (b[j++] as number));
    }
    if (sum >= limit) return sum;
  }
  return sum;
}

/** Best match of one block of `next` in `previous`, mean absolute difference in deviations. */
function blockResidual(previous: Float32Array, next: Float32Array, x: number, y: number): number {
  const block = { x, y };
  let best = blockDifference(next, previous, block, block, Number.POSITIVE_INFINITY);
  const enough = blockWidth * blockHeight * 0.02;
  for (let ring = 1; ring <= reach && best > enough; ring++) {
    for (let dy = -ring; dy <= ring; dy++) {
      const step = Math.abs(dy) === ring ? 1 : 2 * ring;
      for (let dx = -ring; dx <= ring; dx += step) {
        const to = { x: x + dx, y: y + dy };
        if (to.x < 0 || to.y < 0 || to.x > gridWidth - blockWidth || to.y > gridHeight - blockHeight)
          continue;
        best = Math.min(best, blockDifference(next, previous, block, to, best));
      }
    }
  }
  return best / (blockWidth * blockHeight);
}

function motionResidual(previous: Float32Array, next: Float32Array): number {
  let sum = 0;
  let count = 0;
  for (let y = 0; y + blockHeight <= gridHeight; y += blockHeight) {
    for (let x = 0; x + blockWidth <= gridWidth; x += blockWidth) {
      sum += blockResidual(previous, next, x, y);
      count++;
    }
  }
  return sum / count;
}

function plainResidual(previous: Float32Array, next: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < next.length; i++) sum += Math.abs((next[i] as number) - (previous[i] as number));
  return sum / next.length;
}

/**
 * Turns frames into features, one after the other. Keeps the last frame only. What it works in is kept too: memory asked for
 * at every frame would cost more than the work.
 */
export class FeatureExtractor {
  #thumb: Uint8Array | undefined;
  #previous = new Float32Array(planeSize);
  #flat = new Float32Array(planeSize);
  readonly #sums = new Uint32Array(thumbCells * 3);

  /** @param frame the planes of one frame, `gridBytes` long */
  next(frame: Uint8Array): FrameFeatures {
    const luma = frame.subarray(0, planeSize);
    const { mean, deviation } = moments(luma);
    const previousLuma = this.#flat;
    const flat = this.#previous;
    normalise(luma, mean, deviation, flat);
    this.#previous = previousLuma;
    this.#flat = flat;
    const thumb = thumbOf(frame, this.#sums);
    const previous = this.#thumb;
    this.#thumb = thumb;
    if (!previous) {
      return { thumb, mean, deviation, distance: 0, structure: 0, chroma: 0, spread: 0, residual: 0 };
    }
    const distance = thumbDistance(previous, thumb);
    // Where next to nothing moved there is no motion to search for.
    const residual =
      distance > searchDistance ? motionResidual(previousLuma, flat) : plainResidual(previousLuma, flat);
    return { thumb, mean, deviation, distance, ...thumbChange(previous, thumb), residual };
  }
}
