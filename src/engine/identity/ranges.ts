import type { SeenRange } from './appearances.ts';

/** A person's word on where somebody is seen; later than all that was worked out. */
export interface SaidRange {
  readonly identityId: string;
  readonly startFrame: number;
  readonly endFrame: number;
  readonly isPresent: boolean;
}

const inOrder = (a: SeenRange, b: SeenRange): number =>
  a.startFrame - b.startFrame || a.identityId.localeCompare(b.identityId);

/** Joins ranges that touch or overlap, or that `isGap` says are close enough; of one person, ascending. */
function joined(ranges: readonly SeenRange[], isGap: (start: number, end: number) => boolean): SeenRange[] {
  const result: SeenRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.startFrame - b.startFrame)) {
    const last = result.at(-1);
    const isNear = last && (range.startFrame <= last.endFrame || isGap(last.endFrame, range.startFrame));
    if (!last || !isNear) {
      result.push(range);
      continue;
    }
    const [a, b] = [last.endFrame - last.startFrame, range.endFrame - range.startFrame];
    result[result.length - 1] = {
      ...last,
      endFrame: Math.max(last.endFrame, range.endFrame),
      confidence: (last.confidence * a + range.confidence * b) / (a + b),
    };
  }
  return result;
}

/** Bridges gaps in the appearances of one shot: somebody who turns away for a moment has not left. */
export function bridgeGaps(
  ranges: readonly SeenRange[],
  isShort: (startFrame: number, endFrame: number) => boolean,
): SeenRange[] {
  const ofPerson = Map.groupBy(ranges, ({ identityId }) => identityId);
  return [...ofPerson.values()].flatMap((own) => joined(own, isShort)).toSorted(inOrder);
}

function without(range: SeenRange, cut: SaidRange): SeenRange[] {
  if (cut.endFrame <= range.startFrame || cut.startFrame >= range.endFrame) return [range];
  const before = { ...range, endFrame: Math.max(range.startFrame, cut.startFrame) };
  const after = { ...range, startFrame: Math.min(range.endFrame, cut.endFrame) };
  return [before, after].filter(({ startFrame, endFrame }) => endFrame > startFrame);
}

/** Puts a person's word before what was worked out. `said` of one person must not overlap. */
export function withPresence(ranges: readonly SeenRange[], said: readonly SaidRange[]): SeenRange[] {
  if (said.length === 0) return [...ranges];
  const saidOf = Map.groupBy(said, ({ identityId }) => identityId);
  const rangesOf = Map.groupBy(ranges, ({ identityId }) => identityId);
  const ids = [...new Set([...saidOf.keys(), ...rangesOf.keys()])];
  return ids
    .flatMap((identityId) => {
      const own = rangesOf.get(identityId) ?? [];
      const words = saidOf.get(identityId);
      if (!words) return own;
      const absent = words.filter(({ isPresent }) => !isPresent);
      const left = absent.reduce<SeenRange[]>(
        (rest, cut) => rest.flatMap((range) => without(range, cut)),
        own,
      );
      const present = words
        .filter(({ isPresent }) => isPresent)
        .map(({ startFrame, endFrame }) => ({ identityId, startFrame, endFrame, confidence: 1 }));
      return present.length === 0 ? left : joinTouched(left, present);
    })
    .toSorted(inOrder);
}

/** Only what a drawn range touches grows together: two shots side by side stay two appearances. */
function joinTouched(ranges: readonly SeenRange[], present: readonly SeenRange[]): SeenRange[] {
  let result = [...ranges];
  for (const drawn of present) {
    const touches = (range: SeenRange): boolean =>
      range.startFrame <= drawn.endFrame && range.endFrame >= drawn.startFrame;
    const near = result.filter(touches);
    result = [...result.filter((range) => !touches(range)), ...joined([...near, drawn], () => false)];
  }
  return result;
}

/** The disjoint words on one person in one clip once a new one was spoken: the newest holds where they overlap. */
export function speak<Word extends { readonly startFrame: number; readonly endFrame: number }>(
  words: readonly Word[],
  newest: Word,
): Word[] {
  const rest = words.flatMap((word) => {
    if (newest.endFrame <= word.startFrame || newest.startFrame >= word.endFrame) return [word];
    return [
      { ...word, endFrame: newest.startFrame },
      { ...word, startFrame: newest.endFrame },
    ].filter(({ startFrame, endFrame }) => endFrame > startFrame);
  });
  return [...rest, newest].toSorted((a, b) => a.startFrame - b.startFrame);
}
