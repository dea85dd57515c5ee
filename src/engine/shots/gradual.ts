import type { FrameFeatures } from './features.ts';
import { dissolveModel, wipeModel } from './gradual-models.ts';
import { measureNames, measureStretch, minDistance, type Stretch, waySums } from './span-measures.ts';
import { probabilityOf, scoreOf } from './trees.ts';
import type { Boundary } from './types.ts';

/** Lengths of transition that are tried, in frames, from the last old frame to the first new one. */
export const spans = [5, 6, 7, 8, 10, 12, 14, 17, 20, 24, 29, 35, 42, 50, 60];
/**
 * Score of the models from which on a stretch is a transition, set on edits that they were not trained on; and the one that
 * is enough for a stretch whose unevenness the motion of its two shots explains.
 */
const minScore = { alone: 1.3, explained: 0.5 };

interface Span {
  from: number;
  to: number;
  score: number;
  kind: 'dissolve' | 'wipe';
}

/** All stretches of the tried lengths that have change enough in them and no other boundary. */
export function* stretches(
  features: readonly FrameFeatures[],
  way: Float64Array,
  taken: ReadonlySet<number>,
): Generator<Stretch> {
  const count = features.length;
  // First and last frame of the undisturbed run that a frame lies in.
  const first = new Int32Array(count);
  const last = new Int32Array(count);
  for (let frame = 0; frame < count; frame++) {
    first[frame] = taken.has(frame) || frame === 0 ? frame : (first[frame - 1] as number);
  }
  for (let frame = count - 1; frame >= 0; frame--) {
    last[frame] = frame === count - 1 || taken.has(frame + 1) ? frame : (last[frame + 1] as number);
  }
  for (const span of spans) {
    const step = span < 14 ? 1 : 2;
    for (let from = 0; from + span < count; from += step) {
      const to = from + span;
      if ((way[to] as number) - (way[from] as number) < minDistance) continue;
      if ((last[from] as number) < to) continue;
      yield { from, to, within: { first: first[from] as number, last: last[to] as number } };
    }
  }
}

/** Moves the ends to where the pace of change falls below a third of that inside. */
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

/** A clean mix of two different pictures, as far as the motion beside it lets one see. */
function isExplained(measures: readonly number[]): boolean {
  const of = (name: (typeof measureNames)[number]): number => measures[measureNames.indexOf(name)] as number;
  return (
    of('straightness') > 0.7 &&
    of('overMotion') > 2.4 &&
    of('excessError') < 0.06 &&
    of('mixError') < 0.2 &&
    of('cover') > 0.9 &&
    of('correlation') < 0.85
  );
}

function judge(features: readonly FrameFeatures[], way: Float64Array, stretch: Stretch): Span | undefined {
  const measures = measureStretch(features, way, stretch);
  if (!measures) return undefined;
  const dissolve = scoreOf(dissolveModel, measures);
  const wipe = scoreOf(wipeModel, measures);
  const score = Math.max(dissolve, wipe);
  if (score < (isExplained(measures) ? minScore.explained : minScore.alone)) return undefined;
  return { from: stretch.from, to: stretch.to, score, kind: wipe > dissolve ? 'wipe' : 'dissolve' };
}

/**
 * Finds dissolves and wipes: two small learned models judge every stretch by how it leads from one picture to another,
 * and the surest of those that overlap stands. `taken` says which frames belong to a cut or a fade already.
 */
export function findGraduals(features: readonly FrameFeatures[], taken: ReadonlySet<number>): Boundary[] {
  const way = waySums(features);
  const found: Span[] = [];
  for (const stretch of stretches(features, way, taken)) {
    const judged = judge(features, way, stretch);
    if (judged) found.push(judged);
  }
  found.sort((a, b) => b.score - a.score);
  const kept: Span[] = [];
  for (const span of found) {
    if (kept.some((other) => span.from < other.to && other.from < span.to)) continue;
    kept.push(refined(features, span));
  }
  return kept.map((span) => ({
    kind: span.kind,
    confidence: probabilityOf(span.score),
    firstFrame: span.from + 1,
    endFrame: span.to,
  }));
}
