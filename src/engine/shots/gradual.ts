import { type FrameFeatures, lumaCorrelation, thumbCells, thumbDistance } from './features.ts';
import type { Boundary } from './types.ts';

/** Lengths of transition that are tried, in frames, from the last old frame to the first new one. */
const spans = [4, 5, 6, 8, 10, 12, 15, 18, 22, 27, 33, 40, 50, 62];
/** Distance of the pictures before and after, as in `FrameFeatures.distance`: below it they are one scene. */
const minDistance = 11;
/** Distance straight from old to new, over the way that the frames take: 1 when every cell goes straight. */
const minStraightness = 0.72;
/** Pace outside the transition, over the pace inside: motion that goes on is no transition. */
const maxOutsidePace = 0.4;
/** Share of cells that differ between old and new. */
const minCover = 0.6;
const coverStep = 6;
/** Correlation of the luma before and after above which only the light has changed. */
const sameScene = 0.93;

interface Span {
  /** Last old frame. */
  from: number;
  /** First new frame. */
  to: number;
  score: number;
  kind: 'dissolve' | 'wipe';
}

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
function mixError(features: readonly FrameFeatures[], from: number, to: number, distance: number): number {
  const [a, b] = [features[from] as FrameFeatures, features[to] as FrameFeatures];
  let sum = 0;
  let count = 0;
  const step = Math.max(1, Math.floor((to - from) / 8));
  for (let frame = from + 1; frame < to; frame += step) {
    const share = (frame - from) / (to - from);
    const here = (features[frame] as FrameFeatures).thumb;
    for (let i = 0; i < here.length; i++) {
      sum += Math.abs(
        (here[i] as number) - (1 - share) * (a.thumb[i] as number) - share * (b.thumb[i] as number),
      );
    }
    count++;
  }
  return sum / count / thumbCells / distance;
}

/** Share of the inner (cell, frame) pairs that are near the old or the new value: 1 for a wipe, small for a dissolve. */
function switching(features: readonly FrameFeatures[], from: number, to: number): number {
  const [a, b] = [features[from] as FrameFeatures, features[to] as FrameFeatures];
  let settled = 0;
  let count = 0;
  for (let frame = from + 1; frame < to; frame++) {
    const here = (features[frame] as FrameFeatures).thumb;
    for (let i = 0; i < thumbCells; i++) {
      const [old, fresh, now] = [a.thumb[i] as number, b.thumb[i] as number, here[i] as number];
      const whole = Math.abs(fresh - old);
      if (whole < 20) continue;
      count++;
      if (Math.min(Math.abs(now - old), Math.abs(now - fresh)) < 0.2 * whole) settled++;
    }
  }
  return count < 20 ? 0 : settled / count;
}

/** Sum of distances along the frames, so that any way can be read as a difference. */
function waySums(features: readonly FrameFeatures[]): Float64Array {
  const sums = new Float64Array(features.length);
  for (let frame = 1; frame < features.length; frame++) {
    sums[frame] = (sums[frame - 1] as number) + (features[frame] as FrameFeatures).distance;
  }
  return sums;
}

function outsidePace(way: Float64Array, from: number, to: number, margin: number): number {
  const before = Math.max(0, from - margin);
  const after = Math.min(way.length - 1, to + margin);
  const left = from > before ? ((way[from] as number) - (way[before] as number)) / (from - before) : 0;
  const right = after > to ? ((way[after] as number) - (way[to] as number)) / (after - to) : 0;
  return Math.max(left, right);
}

/** One frame's share of the whole change above which it is a step, not a transition. */
const maxStepShare = 0.5;

function largestStep(features: readonly FrameFeatures[], from: number, to: number): number {
  let largest = 0;
  for (let frame = from + 1; frame <= to; frame++) {
    largest = Math.max(largest, (features[frame] as FrameFeatures).distance);
  }
  return largest;
}

/** True when the frame half-way shows the same scene as both ends: only the light changes. */
function isLightOnly(features: readonly FrameFeatures[], from: number, to: number): boolean {
  const middle = (features[(from + to) >> 1] as FrameFeatures).thumb;
  const ends = [from, to].map((frame) => (features[frame] as FrameFeatures).thumb);
  return ends.every((end) => lumaCorrelation(end, middle) > 0.95);
}

/** True when the picture only loses its light on the way from one frame to the other. */
function isFade(features: readonly FrameFeatures[], whole: number, faded: number): boolean {
  const [a, b] = [features[whole] as FrameFeatures, features[faded] as FrameFeatures];
  if (b.deviation > 0.4 * a.deviation) return false;
  const late = features[Math.round(whole + 0.6 * (faded - whole))] as FrameFeatures;
  return lumaCorrelation(a.thumb, late.thumb) > 0.9;
}

function judge(
  features: readonly FrameFeatures[],
  way: Float64Array,
  from: number,
  to: number,
): Span | undefined {
  const [a, b] = [features[from] as FrameFeatures, features[to] as FrameFeatures];
  const length = (way[to] as number) - (way[from] as number);
  if (length < minDistance) return undefined;
  const distance = thumbDistance(a.thumb, b.thumb);
  if (distance < minDistance || distance < minStraightness * length) return undefined;
  const pace = length / (to - from);
  const outside = outsidePace(way, from, to, 5) / pace;
  if (outside > maxOutsidePace) return undefined;
  if (coverOf(a.thumb, b.thumb) < minCover || lumaCorrelation(a.thumb, b.thumb) > sameScene) return undefined;
  if (largestStep(features, from, to) > maxStepShare * length || isLightOnly(features, from, to))
    return undefined;
  if (isFade(features, from, to) || isFade(features, to, from)) return undefined;
  const error = mixError(features, from, to, distance);
  const wipe = switching(features, from, to) > 0.75;
  if (!wipe && error > 0.22) return undefined;
  const score = (distance / length) * (1 - outside) * (wipe ? 0.9 : 1 - error);
  return { from, to, score, kind: wipe ? 'wipe' : 'dissolve' };
}

/** Moves the ends outwards while the frames there still change at a fair part of the pace inside. */
function refined(features: readonly FrameFeatures[], span: Span): Span {
  const pace = (index: number): number => features[index]?.distance ?? 0;
  let inner = 0;
  for (let frame = span.from + 1; frame <= span.to; frame++) inner += pace(frame);
  const enough = (0.35 * inner) / (span.to - span.from);
  let { from, to } = span;
  while (from < to - 2 && pace(from + 1) < enough) from++;
  while (to > from + 2 && pace(to) < enough) to--;
  while (from > 0 && span.from - from < 3 && pace(from) >= enough) from--;
  while (to < features.length - 1 && to - span.to < 3 && pace(to + 1) >= enough) to++;
  return { ...span, from, to };
}

/**
 * Finds dissolves and wipes: stretches over which the picture goes straight from one to another between two calmer
 * stretches. `taken` says which frames belong to a cut or a fade already.
 */
export function findGraduals(features: readonly FrameFeatures[], taken: ReadonlySet<number>): Boundary[] {
  const way = waySums(features);
  const blocked = new Int32Array(features.length + 1);
  for (let frame = 0; frame < features.length; frame++) {
    blocked[frame + 1] = (blocked[frame] as number) + (taken.has(frame) ? 1 : 0);
  }
  const found: Span[] = [];
  for (const span of spans) {
    for (let from = 0; from + span < features.length; from++) {
      const to = from + span;
      if ((way[to] as number) - (way[from] as number) < minDistance) continue;
      if ((blocked[to + 1] as number) > (blocked[from + 1] as number)) continue;
      const judged = judge(features, way, from, to);
      if (judged) found.push(judged);
    }
  }
  found.sort((a, b) => b.score - a.score);
  const kept: Span[] = [];
  for (const span of found) {
    if (kept.some((other) => span.from < other.to && other.from < span.to)) continue;
    kept.push(refined(features, span));
  }
  return kept.map((span) => ({
    kind: span.kind,
    confidence: Math.min(0.95, Math.max(0.3, span.score)),
    firstFrame: span.from + 1,
    endFrame: span.to,
  }));
}
