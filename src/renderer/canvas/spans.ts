/** Half-open range of frames. */
export interface FrameSpan {
  readonly startFrame: number;
  readonly endFrame: number;
}

/** First index whose span ends after a frame. Spans ascending and not overlapping. */
function firstEndingAfter(spans: readonly FrameSpan[], frame: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.endFrame ?? Number.POSITIVE_INFINITY) > frame) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Spans that touch [fromFrame, toFrame), found in two halvings instead of a walk over all. */
export function visibleSpans<T extends FrameSpan>(
  spans: readonly T[],
  fromFrame: number,
  toFrame: number,
): readonly T[] {
  const first = firstEndingAfter(spans, fromFrame);
  let low = first;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.startFrame ?? Number.POSITIVE_INFINITY) >= toFrame) high = middle;
    else low = middle + 1;
  }
  return spans.slice(first, low);
}

/** The span that covers a frame. */
export function spanAt<T extends FrameSpan>(spans: readonly T[], frame: number): T | undefined {
  const span = spans[firstEndingAfter(spans, frame)];
  return span && span.startFrame <= frame ? span : undefined;
}
