import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { identityIdSchema } from '../../shared/ids.ts';
import { Library } from './library.ts';

const now = '2026-01-02T03:04:05.000Z';
let folder: string;
const path = (): string => join(folder, 'Shoot.castline');
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'castline-edit-mark-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('after a kill', () => {
  it.each([
    ['with its log loses nothing', true, 0],
    ['without its log says how many edits are missing, once', false, 2],
  ])('a library %s', (_, hasLog, missing) => {
    const library = new Library(path(), { create: true });
    const named = (name: string) =>
      ({ did: 'name', who: { kind: 'person', name: null, number: 1 }, name }) as const;
    const rename = (name: string | null) =>
      ({ kind: 'rename-person', identityId: identityIdSchema.parse('p1'), name }) as const;
    library.upkeep.compact();
    library.edits.add(rename('Anna'), rename(null), named('Anna'), now);
    expect(() =>
      library.transaction(() => {
        library.edits.add(rename('Bob'), rename('Anna'), named('Anna'), now);
        throw new Error('undone');
      }),
    ).toThrow('undone');
    library.edits.step('undo', () => undefined);
    const copy = join(folder, 'Killed.castline');
    for (const ending of ['', ...(hasLog ? ['-wal'] : [])]) cpSync(path() + ending, copy + ending);
    cpSync(`${path()}.images`, `${copy}.images`, { recursive: true });
    library.close();
    const told = [1, 2].map(() => {
      const reopened = new Library(copy, { create: false });
      const { lostEdits, lossReport, endedUncleanly } = reopened;
      reopened.close();
      return { lostEdits, code: lossReport?.code, endedUncleanly };
    });
    expect(told).toEqual([
      { lostEdits: missing, code: missing > 0 ? 'edits-lost' : undefined, endedUncleanly: true },
      { lostEdits: 0, code: undefined, endedUncleanly: false },
    ]);
  });
});
