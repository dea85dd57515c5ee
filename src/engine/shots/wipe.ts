import { type FrameFeatures, thumbCells, thumbHeight, thumbWidth } from './features.ts';

/** Where along the way of the edge each cell lies, 0 to 1, for an edge from the left, right, top and bottom. */
const directions: Float32Array[] = [0, 1, 2, 3].map((direction) =>
  Float32Array.from({ length: thumbCells }, (_, i) => {
    const x = ((i % thumbWidth) + 0.5) / thumbWidth;
    const y = (Math.floor(i / thumbWidth) + 0.5) / thumbHeight;
    return [x, 1 - x, y, 1 - y][direction] as number;
  }),
);

/** Cells whose old and new values are nearer than this say nothing. */
const tellingStep = 12;
/** Samples that are enough to see that it is no wipe. */
const quickSamples = [0.3, 0.7];
const quickScore = 0.8;

function cellDistance(a: Uint8Array, b: Uint8Array, i: number): number {
  const u = i + thumbCells;
  const v = u + thumbCells;
  return (
    Math.abs((a[i] as number) - (b[i] as number)) +
    Math.abs((a[u] as number) - (b[u] as number)) +
    Math.abs((a[v] as number) - (b[v] as number))
  );
}

/** Share of the cells that are nearer to the picture that the edge has left them with, for each direction. */
function agreement(
  features: readonly FrameFeatures[],
  from: number,
  to: number,
  samples: readonly number[],
): number[] {
  const [a, b] = [(features[from] as FrameFeatures).thumb, (features[to] as FrameFeatures).thumb];
  const right = [0, 0, 0, 0];
  let count = 0;
  for (const sample of samples) {
    const frame = Math.round(from + sample * (to - from));
    const share = (frame - from) / (to - from);
    const now = (features[frame] as FrameFeatures).thumb;
    for (let i = 0; i < thumbCells; i++) {
      if (cellDistance(a, b, i) < tellingStep) continue;
      const isNew = cellDistance(now, b, i) < cellDistance(now, a, i);
      count++;
      for (let direction = 0; direction < 4; direction++) {
        const reached = ((directions[direction] as Float32Array)[i] as number) < share;
        if (reached === isNew) right[direction] = (right[direction] as number) + 1;
      }
    }
  }
  return right.map((value) => (count < 30 * samples.length ? 0 : value / count));
}

/**
 * How well an edge that runs evenly across the picture, with the old one before it and the new one behind it, explains
 * the frames between two: 0 to 1. A dissolve reaches three quarters, a pan less.
 */
export function wipeAgreement(features: readonly FrameFeatures[], from: number, to: number): number {
  if (to - from < 4) return 0;
  if (Math.max(...agreement(features, from, to, quickSamples)) < quickScore) return 0;
  const count = Math.min(10, to - from - 1);
  const samples = Array.from({ length: count }, (_, index) => (index + 1) / (count + 1));
  return Math.max(...agreement(features, from, to, samples));
}
