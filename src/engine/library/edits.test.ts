import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { identityIdSchema } from '../../shared/ids.ts';
import type { Edit } from './edits.ts';
import { Library } from './library.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'castline-edits-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const now = '2026-01-02T03:04:05.000Z';
const path = (): string => join(folder, 'Shoot.castline');

describe('edits', () => {
  const named = (name: string) =>
    ({ did: 'name', who: { kind: 'person', name: null, number: 1 }, name }) as const;
  const rename = (name: string | null) =>
    ({ kind: 'rename-person', identityId: identityIdSchema.parse('p1'), name }) as const;
  const nameOf = (edit: Edit) => (edit.kind === 'rename-person' ? edit.name : undefined);

  it('step back and forth, survive a restart, and a new one ends what could be redone', () => {
    const library = new Library(path(), { create: true });
    library.edits.add(rename('Anna'), rename(null), named('Anna'), now);
    library.edits.add(rename('Berta'), rename('Anna'), named('Berta'), now);
    const seen: unknown[] = [];
    library.edits.step('undo', (edit) => seen.push(nameOf(edit)));
    library.close();
    const reopened = new Library(path(), { create: false });
    expect(reopened.edits.labels()).toEqual({ undo: named('Anna'), redo: named('Berta') });
    reopened.edits.step('redo', (edit) => seen.push(nameOf(edit)));
    reopened.edits.step('undo', (edit) => seen.push(nameOf(edit)));
    reopened.edits.step('undo', (edit) => seen.push(nameOf(edit)));
    expect(seen).toEqual(['Anna', 'Berta', 'Anna', null]);
    expect(() => reopened.edits.step('undo', () => undefined)).toThrow(
      expect.objectContaining({ code: 'nothing-to-undo' }),
    );
    reopened.edits.add(rename('Clara'), rename(null), named('Clara'), now);
    expect(reopened.edits.labels()).toEqual({ undo: named('Clara'), redo: null });
    reopened.close();
  });

  it('of an older library are called what they were called then', () => {
    const library = new Library(path(), { create: true });
    library.edits.add(rename('Anna'), rename(null), named('Anna'), now);
    library.close();
    const old = new Database(path());
    old.prepare('UPDATE edit SET label = ?').run('Name "Anna"');
    old.close();
    const reopened = new Library(path(), { create: false });
    expect(reopened.edits.labels().undo).toEqual({ did: 'said', text: 'Name "Anna"' });
    expect(reopened.edits.history(1)).toMatchObject([{ label: { did: 'said' } }]);
    reopened.close();
  });

  it('stay where they were when carrying them out fails', () => {
    const library = new Library(path(), { create: true });
    library.edits.add(rename('Anna'), rename(null), named('Anna'), now);
    expect(() =>
      library.edits.step('undo', () => {
        throw new Error('disk');
      }),
    ).toThrow('disk');
    expect(library.edits.labels().undo).toEqual(named('Anna'));
    library.close();
  });
});
