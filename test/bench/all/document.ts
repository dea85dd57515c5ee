/** BENCH.md: one table of all figures, each with the run that it was measured in, and what each run ran on. */

/** One measured figure, in the words in which it is read. */
export interface Figure {
  readonly what: string;
  readonly measured: string;
  /** The peer or the plain way, measured in the same run. */
  readonly beside?: string;
  readonly limit?: string;
  /** Whether the limit is kept; undefined where there is none. */
  readonly holds?: boolean;
}

/** What a run ran on; `id` is its minute and commit. */
export interface Run {
  readonly id: string;
  readonly machine: string;
  readonly versions: string;
}

/** A part of the bench with its figures, or with the reason why it has none. */
export type Outcome =
  | { readonly part: string; readonly figures: readonly Figure[] }
  | { readonly part: string; readonly failure: string };

/** Rows of both tables as they stand in the document, cells apart. */
interface Rows {
  readonly figures: readonly (readonly string[])[];
  readonly runs: readonly (readonly string[])[];
}

const figureHead = ['part', 'figure', 'measured', 'beside it, same run', 'limit', 'holds', 'run'];
const runHead = ['run', 'machine', 'versions'];

const rowOf = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll(/\s+/g, ' ').trim().replaceAll('|', '\\|')).join(' | ')} |`;

const cellsOf = (line: string): string[] =>
  line
    .slice(1, line.lastIndexOf('|'))
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));

/** The rows below a head, up to the end of that table; none where the table is missing. */
function rowsBelow(text: string, head: readonly string[]): string[][] {
  const lines = text.split('\n');
  const start = lines.indexOf(rowOf(head));
  if (start < 0) return [];
  const below = lines.slice(start + 2);
  const end = below.findIndex((line) => !line.startsWith('|'));
  return below.slice(0, end < 0 ? undefined : end).map(cellsOf);
}

const holdsText = (holds: boolean | undefined): string =>
  holds === undefined ? '' : holds ? 'yes' : '**no**';

function rowsOf(outcome: Outcome, run: string): string[][] {
  if ('failure' in outcome) return [[outcome.part, '**FAILED**', outcome.failure, '', '', '**no**', run]];
  return outcome.figures.map(({ what, measured, beside = '', limit = '', holds }) => [
    outcome.part,
    what,
    measured,
    beside,
    limit,
    holdsText(holds),
    run,
  ]);
}

/**
 * Puts new outcomes in the place of what an earlier document says about the same parts. Parts stand in the order that is
 * given; those that were never run are named as such, rows of parts that are not in the order fall out.
 */
function mergeRows(earlier: Rows, order: readonly string[], outcomes: readonly Outcome[], run: Run): Rows {
  const figures = order.flatMap((part) => {
    const outcome = outcomes.find((one) => one.part === part);
    if (outcome) return rowsOf(outcome, run.id);
    const kept = earlier.figures.filter(([name]) => name === part);
    return kept.length > 0 ? kept : [[part, '**NOT RUN**', '', '', '', '', '']];
  });
  const runs = [...earlier.runs.filter(([id]) => id !== run.id), [run.id, run.machine, run.versions]];
  return { figures, runs: runs.filter(([id]) => figures.some((row) => row.at(-1) === id)) };
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  rowOf(head),
  `|${'---|'.repeat(head.length)}`,
  ...rows.map(rowOf),
];

/** The document after a run. `earlier` is its text before it, empty where there is none. */
export function writeDocument(
  earlier: string,
  order: readonly string[],
  outcomes: readonly Outcome[],
  run: Run,
): string {
  const before = { figures: rowsBelow(earlier, figureHead), runs: rowsBelow(earlier, runHead) };
  const { figures, runs } = mergeRows(before, order, outcomes, run);
  return `${[
    '# Figures',
    '',
    'Written by `npm run bench -- <folder of footage>`; not to be changed by hand. `--only <part>,<part>` runs some parts and leaves',
    'the others’ rows as they are. Peers and plain ways are measured in the same run as what stands beside them. A part that did not run',
    'through says so.',
    '',
    ...table(figureHead, figures),
    '',
    '## Run on',
    '',
    ...table(runHead, runs),
    '',
    '## Not in this table',
    '',
    'These take long, and are run one by one: an hour of scripted use (`npm run bench:desk -- hour --minutes 60`), memory over many rounds',
    '(`npm run proof:soak -- --minutes 20`), kills of the engine and of the cloud queue (`npm run proof:kills -- --runs 500`,',
    '`npm run proof:kling-kills -- --runs 200`), spoiled films (`npm run proof:fuzz -- --rounds 5000`), the frames shown',
    '(`npm run proof:frames`), exports read back by others (`npm run proof:handover -- <folder>/formats`) and the package on a clean',
    'system (`npm run package && npm run proof:package`).',
  ].join('\n')}\n`;
}
