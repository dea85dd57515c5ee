import { createHash } from 'node:crypto';
import { CastlineError } from '../../shared/errors.ts';
import { cleanName, type Decision, put } from '../decisions/index.ts';
import type { Library, SmartBinRow } from '../library/index.ts';

function rowOf(library: Library, id: string): SmartBinRow {
  const row = library.decisions.get('smart_bin', id);
  if (!row) throw new CastlineError('not-found', 'This smart bin is not there any more.');
  return row;
}

function nameOf(typed: string): string {
  const name = cleanName(typed);
  if (name === null) throw new CastlineError('invalid-request', 'A smart bin needs a name.');
  return name;
}

/** Keeps a search under a name; saving the same again is no second bin. @throws CastlineError invalid-request */
export function saveBin(library: Library, typed: string, query: string): Decision & { readonly id: string } {
  const name = nameOf(typed);
  const id = `b${createHash('sha256')
    .update(JSON.stringify([name, query]))
    .digest('hex')
    .slice(0, 24)}`;
  const positions = library.decisions.list('smart_bin').map(({ position }) => position);
  const position = library.decisions.get('smart_bin', id)?.position ?? Math.max(0, ...positions) + 1;
  return {
    id,
    changes: [put('smart_bin', [id], { id, name, query: query.trim(), position })],
    label: { did: 'save-search', name },
  };
}

/** @throws CastlineError not-found, invalid-request */
export function changeBin(
  library: Library,
  {
    id,
    name,
    query,
  }: { readonly id: string; readonly name?: string | undefined; readonly query?: string | undefined },
): Decision {
  const row = rowOf(library, id);
  const changed = {
    ...row,
    name: name === undefined ? row.name : nameOf(name),
    query: query?.trim() ?? row.query,
  };
  return { changes: [put('smart_bin', [id], changed)], label: { did: 'change-search', name: row.name } };
}

/** @throws CastlineError not-found */
export function removeBin(library: Library, id: string): Decision {
  return {
    changes: [put('smart_bin', [id], null)],
    label: { did: 'remove-search', name: rowOf(library, id).name },
  };
}
