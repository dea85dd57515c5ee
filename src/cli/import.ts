import { resolve } from 'node:path';
import type { ImportDifference } from '../shared/contract/index.ts';
import { withEngine } from './host.ts';
import { exitCodes, type Output } from './output.ts';

function lineOf(difference: ImportDifference): string {
  const span = (range: { startFrame: number; endFrame: number }) => `${range.startFrame}-${range.endFrame}`;
  switch (difference.kind) {
    case 'renamed':
      return `renamed: ${difference.from} is called ${difference.to}`;
    case 'moved':
      return `moved: ${difference.name} in ${difference.clip}, ${span(difference.from)} is ${span(difference.to)}`;
    case 'added':
      return `added: ${difference.name} in ${difference.clip}, ${span(difference.to)}`;
    case 'missing':
      return `missing: ${difference.name} in ${difference.clip}, ${span(difference.from)}`;
    default:
      return difference satisfies never;
  }
}

/** `import`: shows what is other; with `--accept` makes it so. Ranges that are gone are accepted with `--accept-missing` only. */
export function importFrom(
  output: Output,
  file: string,
  asked: { readonly library: string; readonly accept?: boolean; readonly acceptMissing?: boolean },
): Promise<number> {
  return withEngine(asked.library, async (engine) => {
    const path = resolve(file);
    const proposal = await engine.calls.export.readImport({ path });
    const ids = proposal.differences
      .filter(
        (one) =>
          asked.acceptMissing === true ||
          (asked.accept === true && (one.kind !== 'missing' || one.replacedBy !== undefined)),
      )
      .map(({ id }) => id);
    const { accepted } =
      ids.length > 0 ? await engine.calls.export.acceptImport({ path, ids }) : { accepted: 0 };
    output.result({ version: 1, ...proposal, accepted }, [
      `${proposal.rangeCount} ranges read, ${proposal.differences.length} differences, ${accepted} accepted`,
      ...proposal.differences.map(lineOf),
    ]);
    return exitCodes.done;
  });
}
