/** Half-open range of frames. */
export interface FrameSpan {
  readonly startFrame: number;
  readonly endFrame: number;
}

/** First index from which `isPast` holds; it must hold for all that follow. */
function firstWhere<T>(items: readonly T[], from: number, isPast: (item: T) => boolean): number {
  let low = from;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item === undefined || isPast(item)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** First index whose span ends after a frame. Spans ascending and not overlapping. */
export function firstEndingAfter(spans: readonly FrameSpan[], frame: number): number {
  return firstWhere(spans, 0, ({ endFrame }) => endFrame > frame);
}

/** First index, at or after `from`, whose span starts at or after a frame. */
export function firstStartingAt(spans: readonly FrameSpan[], frame: number, from = 0): number {
  return firstWhere(spans, from, ({ startFrame }) => startFrame >= frame);
}

/** Spans that touch [fromFrame, toFrame), found in two halvings instead of a walk over all. */
export function visibleSpans<T extends FrameSpan>(
  spans: readonly T[],
  fromFrame: number,
  toFrame: number,
): readonly T[] {
  const first = firstEndingAfter(spans, fromFrame);
  return spans.slice(first, firstStartingAt(spans, toFrame, first));
}

/** The span that covers a frame. */
export function spanAt<T extends FrameSpan>(spans: readonly T[], frame: number): T | undefined {
  const span = spans[firstEndingAfter(spans, frame)];
  return span && span.startFrame <= frame ? span : undefined;
}

/**
 * Lays overlapping spans out below each other: each goes to the first row that is free at its start. `spans` by their
 * starts; there is always one row.
 */
export function packRows<T extends FrameSpan>(spans: readonly T[]): T[][] {
  const rows: T[][] = [[]];
  const ends: number[] = [0];
  for (const span of spans) {
    let row = ends.findIndex((end) => end <= span.startFrame);
    if (row < 0) {
      row = rows.length;
      rows.push([]);
    }
    rows[row]?.push(span);
    ends[row] = span.endFrame;
  }
  return rows;
}
