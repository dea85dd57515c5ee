import type { FoundQuery } from '../library/index.ts';
import type { Alternative, Clause } from './meaning.ts';

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

function matchOf(alternative: Alternative): string {
  if ('terms' in alternative) {
    return `{terms} : (${alternative.terms.map(quoted).join(' AND ')})`;
  }
  const { columns, text, isOpen } = alternative;
  return `{${columns.join(' ')}} : ${quoted(text)}${isOpen ? ' *' : ''}`;
}

const anyOf = (alternatives: readonly Alternative[]): string =>
  alternatives.map((one) => `(${matchOf(one)})`).join(' OR ');

const columnOf = {
  seconds: 'seconds',
  frames: '(end_frame - first_frame)',
  number: 'people',
} as const;

function conditionsOf({ bounds, isNegated }: Clause): FoundQuery['where'] {
  if (!bounds) return [];
  const column = columnOf[bounds.unit];
  const equals = bounds.isOpen ? '' : '=';
  const parts = [
    ...(bounds.least === undefined ? [] : [{ sql: `${column} >${equals} ?`, values: [bounds.least] }]),
    ...(bounds.most === undefined ? [] : [{ sql: `${column} <${equals} ?`, values: [bounds.most] }]),
  ];
  const sql = parts.map((part) => part.sql).join(' AND ');
  return [{ sql: isNegated ? `NOT (${sql})` : sql, values: parts.flatMap((part) => part.values) }];
}

/** Clauses that stand for each other ("anna or bob"): at least one of each group has to be true. */
export function groupsOf(clauses: readonly Clause[]): Clause[][] {
  const groups: Clause[][] = [];
  for (const clause of clauses) {
    if (clause.isNegated || clause.alternatives.length === 0) continue;
    const last = groups.at(-1);
    if (clause.isOr && last) last.push(clause);
    else groups.push([clause]);
  }
  return groups;
}

/** What the clauses ask of SQLite. Undefined when they ask for nothing. */
export function compileQuery(clauses: readonly Clause[]): FoundQuery | undefined {
  const wanted = groupsOf(clauses).map((group) => `(${anyOf(group.flatMap((one) => one.alternatives))})`);
  const unwanted = clauses
    .filter(({ isNegated, alternatives }) => isNegated && alternatives.length > 0)
    .map(({ alternatives }) => `(${anyOf(alternatives)})`)
    .join(' OR ');
  const where = clauses.flatMap(conditionsOf);
  if (wanted.length === 0 && unwanted === '' && where.length === 0) return undefined;
  const together = wanted.join(' AND ');
  return {
    match: wanted.length === 0 ? undefined : unwanted === '' ? together : `(${together}) NOT (${unwanted})`,
    without: unwanted === '' ? undefined : unwanted,
    where,
  };
}
