import { groupsOf } from './compile.ts';
import type { Span } from './documents.ts';
import { type Alternative, type Clause, hasPhrase } from './meaning.ts';

type Range = readonly [start: number, end: number];

function isTrue(span: Span, alternative: Alternative): boolean {
  if ('terms' in alternative) {
    const has = span.t?.split(' ');
    return has !== undefined && alternative.terms.every((term) => has.includes(term));
  }
  const { columns, text, isOpen } = alternative;
  return (
    span.in !== undefined &&
    columns.some((column) => column === span.in) &&
    hasPhrase(span.text ?? '', text, isOpen)
  );
}

/** Sorted and without overlaps. */
function joined(ranges: readonly Range[]): Range[] {
  const result: Range[] = [];
  for (const [start, end] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last && start <= last[1]) result[result.length - 1] = [last[0], Math.max(last[1], end)];
    else result.push([start, end]);
  }
  return result;
}

const common = (some: readonly Range[], others: readonly Range[]): Range[] =>
  some.flatMap(([a, b]) =>
    others.flatMap(([c, d]): Range[] =>
      Math.max(a, c) < Math.min(b, d) ? [[Math.max(a, c), Math.min(b, d)]] : [],
    ),
  );

/**
 * The frames of a shot in which all that a query asks for is seen at once. The whole shot where it is about the shot as a
 * whole, or where its parts are seen one after the other.
 */
export function rangesIn(
  shot: { readonly firstFrame: number; readonly endFrame: number },
  spans: readonly Span[],
  clauses: readonly Clause[],
): { startFrame: number; endFrame: number }[] {
  const whole: Range[] = [[shot.firstFrame, shot.endFrame]];
  let ranges = whole;
  for (const group of groupsOf(clauses)) {
    const alternatives = group.flatMap((clause) => clause.alternatives);
    const places = spans.filter((span) => alternatives.some((one) => isTrue(span, one)));
    // The words stand in the clip's name.
    if (places.length === 0) continue;
    ranges = common(ranges, joined(places.map(({ s, e }) => [s, e])));
  }
  return (ranges.length > 0 ? ranges : whole).map(([startFrame, endFrame]) => ({ startFrame, endFrame }));
}
