import type { Truth } from '../../scripts/film/render.mjs';
import type { Boundary } from '../../src/engine/shots/index.ts';

/** Hits, misses and false alarms. */
export interface Count {
  right: number;
  missed: number;
  extra: number;
}

export interface FileScore {
  hard: Count;
  hardWithin1: Count;
  gradual: Count;
  trapsHit: number;
}

export interface Rates {
  precision: number;
  recall: number;
  f1: number;
}

export function ratesOf({ right, missed, extra }: Count): Rates {
  const precision = right + extra === 0 ? 1 : right / (right + extra);
  const recall = right + missed === 0 ? 1 : right / (right + missed);
  return {
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
}

export function addCounts(a: Count, b: Count): Count {
  return { right: a.right + b.right, missed: a.missed + b.missed, extra: a.extra + b.extra };
}

interface Range {
  first: number;
  end: number;
}

/** Pairs each wanted frame with a found one at most `within` away; each found one serves once. */
export function countFrames(wanted: readonly number[], found: readonly number[], within: number): Count {
  const open = new Set(found);
  let right = 0;
  for (const frame of wanted) {
    const hit = [...open].find((candidate) => Math.abs(candidate - frame) <= within);
    if (hit === undefined) continue;
    open.delete(hit);
    right++;
  }
  return { right, missed: wanted.length - right, extra: open.size };
}

function countRanges(wanted: readonly Range[], found: readonly Range[]): Count {
  const overlaps = (a: Range, b: Range): boolean => a.first < b.end && b.first < a.end;
  const right = wanted.filter((range) => found.some((other) => overlaps(range, other))).length;
  const extra = found.filter((range) => !wanted.some((other) => overlaps(range, other))).length;
  return { right, missed: wanted.length - right, extra };
}

/**
 * Scores boundaries against a truth file. A jump cut is not scored; a cut inside a gradual transition's frames is neither
 * right nor false, unless it stands for none of them.
 */
export function scoreBoundaries(truth: Truth, boundaries: readonly Boundary[]): FileScore {
  const joins = truth.shots.flatMap(({ transition_in: join }) => (join ? [join] : []));
  const wanted = joins.filter(({ type }) => type === 'cut').map(({ first_frame: frame }) => frame);
  const ignored = joins.filter(({ type }) => type === 'jump cut').map(({ first_frame: frame }) => frame);
  const graduals = joins
    .filter((join) => join.end_frame > join.first_frame && !join.type.includes('cut'))
    .map((join) => ({ first: join.first_frame, end: join.end_frame }));
  const found = boundaries
    .filter(({ kind, firstFrame }) => kind === 'cut' && !ignored.includes(firstFrame))
    .map(({ firstFrame }) => firstFrame);
  const ranges = boundaries
    .filter(({ kind }) => kind !== 'cut')
    .map(({ firstFrame, endFrame }) => ({ first: firstFrame, end: endFrame }));
  const traps = truth.not_cuts ?? [];
  const trapsHit = traps.filter(({ first_frame: first, end_frame: end }) => {
    const near = boundaries.filter((boundary) => boundary.firstFrame <= end && boundary.endFrame >= first);
    return near.some(({ firstFrame }) => !wanted.includes(firstFrame));
  }).length;
  return {
    hard: countFrames(wanted, found, 0),
    hardWithin1: countFrames(wanted, found, 1),
    gradual: countRanges(graduals, ranges),
    trapsHit,
  };
}
