import { groupsOf } from './compile.ts';
import type { Span } from './documents.ts';
import { type Alternative, type Clause, hasPhrase } from './meaning.ts';

type Range = readonly [start: number, end: number];
type Test = (span: Span) => boolean;

/** Whether a span makes an alternative true. What was asked of a text once is remembered: texts come again in many shots. */
function testOf(alternative: Alternative): Test {
  if ('terms' in alternative) {
    const wanted = alternative.terms.map((term) => ` ${term} `);
    return ({ t }) => {
      if (t === undefined) return false;
      const has = ` ${t} `;
      return wanted.every((term) => has.includes(term));
    };
  }
  const { columns, text, isOpen } = alternative;
  const known = new Map<string, boolean>();
  return (span) => {
    if (span.in === undefined || span.text === undefined || !columns.includes(span.in)) return false;
    const before = known.get(span.text);
    if (before !== undefined) return before;
    const isThere = hasPhrase(span.text, text, isOpen);
    known.set(span.text, isThere);
    return isThere;
  };
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

interface Shot {
  readonly firstFrame: number;
  readonly endFrame: number;
}

/**
 * Gives the frames of a shot in which all that a query asks for is seen at once. The whole shot where it is about the shot
 * as a whole, or where its parts are seen one after the other.
 */
export function rangeFinder(
  clauses: readonly Clause[],
): (shot: Shot, spans: readonly Span[]) => { startFrame: number; endFrame: number }[] {
  const groups = groupsOf(clauses).map((group) =>
    group.flatMap(({ alternatives }) => alternatives.map(testOf)),
  );
  return ({ firstFrame, endFrame }, spans) => {
    const whole: Range[] = [[firstFrame, endFrame]];
    let ranges = whole;
    for (const tests of groups) {
      const places = spans.filter((span) => tests.some((isTrue) => isTrue(span)));
      // The words stand in the clip's name.
      if (places.length === 0) continue;
      ranges = common(ranges, joined(places.map(({ s, e }) => [s, e])));
    }
    return (ranges.length > 0 ? ranges : whole).map(([startFrame, end]) => ({ startFrame, endFrame: end }));
  };
}
