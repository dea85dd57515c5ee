import { type FrameFeatures, lumaCorrelation, thumbCells, thumbDistance } from './features.ts';
import { wipeAgreement } from './wipe.ts';

/** A stretch from the last old frame to the first new one, and the frames around it that hold no other boundary. */
export interface Stretch {
  from: number;
  to: number;
  within: { first: number; last: number };
}

/** Names of what is measured of a stretch, in the order of the numbers. */
export const measureNames = [
  'logDistance',
  'straightness',
  'outsidePace',
  'correlation',
  'cover',
  'mixError',
  'excessError',
  'overMotion',
  'wipe',
  'frames',
  'contrastDip',
  'lightDip',
  'stepShare',
] as const;

/** Distance of the pictures before and after, as in `FrameFeatures.distance`: below it they are one scene. */
export const minDistance = 11;
/** Below this share of the way that the frames take, the old and the new picture are joined by motion. */
const minStraightness = 0.25;
const maxOutside = 2.2;
const maxCorrelation = 0.95;
/** One frame's share of the whole change above which it is a step, not a transition. */
const maxStepShare = 0.5;
/** A cell that differs by this much has changed. */
const coverStep = 6;

function coverOf(a: Uint8Array, b: Uint8Array): number {
  let covered = 0;
  for (let i = 0; i < thumbCells; i++) {
    const u = thumbCells + i;
    const v = u + thumbCells;
    const change =
      Math.abs((a[i] as number) - (b[i] as number)) +
      Math.abs((a[u] as number) - (b[u] as number)) +
      Math.abs((a[v] as number) - (b[v] as number));
    if (change >= coverStep) covered++;
  }
  return covered / thumbCells;
}

/**
 * Mean, over the inner frames, of the distance from the even mix of old and new, as a share of their distance: 0 for a
 * dissolve of two stills, about a third for a wipe, more for motion.
 */
function mixError(features: readonly FrameFeatures[], { from, to }: Stretch, distance: number): number {
  const [a, b] = [(features[from] as FrameFeatures).thumb, (features[to] as FrameFeatures).thumb];
  let sum = 0;
  let count = 0;
  const step = Math.max(1, Math.floor((to - from) / 8));
  for (let frame = from + 1; frame < to; frame += step) {
    const share = (frame - from) / (to - from);
    const here = (features[frame] as FrameFeatures).thumb;
    for (let i = 0; i < here.length; i++) {
      sum += Math.abs((here[i] as number) - (1 - share) * (a[i] as number) - share * (b[i] as number));
    }
    count++;
  }
  return sum / count / thumbCells / distance;
}

/**
 * The distance that the motion of both shots alone would make: what the old shot moved in as many frames before, and the
 * new one after, mixed as the pictures are.
 */
function motionBeside(
  features: readonly FrameFeatures[],
  { from, to, within }: Stretch,
): { mixed: number; largest: number } {
  const [a, b] = [(features[from] as FrameFeatures).thumb, (features[to] as FrameFeatures).thumb];
  const step = Math.max(1, Math.floor((to - from) / 6));
  let mixed = 0;
  let largest = 0;
  let count = 0;
  for (let lag = 1; lag <= to - from; lag += step) {
    const before = features[Math.max(within.first, from - lag)] as FrameFeatures;
    const after = features[Math.min(within.last, to + lag)] as FrameFeatures;
    const [old, fresh] = [thumbDistance(before.thumb, a), thumbDistance(b, after.thumb)];
    mixed += (1 - lag / (to - from)) * (old + fresh);
    largest = Math.max(largest, old, fresh);
    count++;
  }
  return { mixed: mixed / count, largest };
}

/** Sum of distances along the frames, so that any way can be read as a difference. */
export function waySums(features: readonly FrameFeatures[]): Float64Array {
  const sums = new Float64Array(features.length);
  for (let frame = 1; frame < features.length; frame++) {
    sums[frame] = (sums[frame - 1] as number) + (features[frame] as FrameFeatures).distance;
  }
  return sums;
}

/** Mean distance a frame over the five frames before and after the stretch, the larger of the two. */
function outsidePace(way: Float64Array, { from, to, within }: Stretch): number {
  const before = Math.max(within.first, from - 5);
  const after = Math.min(within.last, to + 5);
  const left = from > before ? ((way[from] as number) - (way[before] as number)) / (from - before) : 0;
  const right = after > to ? ((way[after] as number) - (way[to] as number)) / (after - to) : 0;
  return Math.max(left, right);
}

function largestStep(features: readonly FrameFeatures[], { from, to }: Stretch): number {
  let largest = 0;
  for (let frame = from + 1; frame <= to; frame++) {
    largest = Math.max(largest, (features[frame] as FrameFeatures).distance);
  }
  return largest;
}

/** True when the frame half-way shows the same scene as both ends: only the light changes. */
function isLightOnly(features: readonly FrameFeatures[], { from, to }: Stretch): boolean {
  const middle = (features[(from + to) >> 1] as FrameFeatures).thumb;
  return [from, to].every((end) => lumaCorrelation((features[end] as FrameFeatures).thumb, middle) > 0.95);
}

/** True when the picture only loses its light on the way from one frame to the other. */
function isFade(features: readonly FrameFeatures[], whole: number, faded: number): boolean {
  const [a, b] = [features[whole] as FrameFeatures, features[faded] as FrameFeatures];
  if (b.deviation > 0.4 * a.deviation) return false;
  const late = features[Math.round(whole + 0.6 * (faded - whole))] as FrameFeatures;
  return lumaCorrelation(a.thumb, late.thumb) > 0.9;
}

/**
 * Measures a stretch that may be a dissolve or a wipe; undefined when it is surely none.
 * @param way `waySums` of the same features
 * @returns the numbers that `measureNames` lists
 */
export function measureStretch(
  features: readonly FrameFeatures[],
  way: Float64Array,
  stretch: Stretch,
): number[] | undefined {
  const { from, to } = stretch;
  const [a, b] = [features[from] as FrameFeatures, features[to] as FrameFeatures];
  const length = (way[to] as number) - (way[from] as number);
  // The cheapest questions first: most stretches end at one of them.
  const outside = (outsidePace(way, stretch) * (to - from)) / length;
  if (outside > maxOutside) return undefined;
  const step = largestStep(features, stretch) / length;
  if (step > maxStepShare) return undefined;
  const distance = thumbDistance(a.thumb, b.thumb);
  if (distance < minDistance || distance < minStraightness * length) return undefined;
  const correlation = lumaCorrelation(a.thumb, b.thumb);
  if (correlation > maxCorrelation) return undefined;
  // Where both ends are like the middle, they are like each other: the others need not be looked at.
  if (correlation > 0.75 && isLightOnly(features, stretch)) return undefined;
  if (isFade(features, from, to) || isFade(features, to, from)) return undefined;
  const middle = features[(from + to) >> 1] as FrameFeatures;
  const error = mixError(features, stretch, distance);
  const motion = motionBeside(features, stretch);
  return [
    Math.log(distance),
    distance / length,
    outside,
    correlation,
    coverOf(a.thumb, b.thumb),
    error,
    error - motion.mixed / distance,
    Math.min(10, distance / Math.max(1, motion.largest)),
    wipeAgreement(features, from, to),
    to - from,
    middle.deviation / Math.max(3, (a.deviation + b.deviation) / 2),
    Math.abs(middle.mean - (a.mean + b.mean) / 2) / distance,
    step * (to - from),
  ];
}
