import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Library } from '../../src/engine/library/index.ts';
import { migrations } from '../../src/engine/library/migrations/index.ts';
import { CastlineError } from '../../src/shared/errors.ts';
import { castline } from '../support/cli.ts';
import { leafOf, scribble } from '../support/damage.ts';
import { cutsFixture } from '../support/edit-generator.ts';
import { makeSmallLibrary } from '../support/small-library.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'castline-care-'));
  path = join(folder, 'Shoot.castline');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (thrown) {
    return thrown instanceof CastlineError ? thrown.code : `not coded: ${String(thrown)}`;
  }
  return 'nothing thrown';
}

const held: ChildProcess[] = [];
afterEach(() => {
  for (const child of held.splice(0)) child.kill('SIGKILL');
});

/** A process that has the library open to write, until it is killed. */
async function holdElsewhere(): Promise<() => Promise<void>> {
  const entry = fileURLToPath(new URL('../support/hold-library.ts', import.meta.url));
  const child = spawn(process.execPath, [entry, path], { stdio: ['ignore', 'pipe', 'ignore'] });
  held.push(child);
  const said = await new Promise<string>((resolve) =>
    child.stdout.once('data', (text) => resolve(String(text))),
  );
  expect(said).toBe('writing\n');
  return () =>
    new Promise((resolve) => {
      child.once('exit', () => resolve());
      child.kill('SIGKILL');
    });
}

describe('a library that is open elsewhere', () => {
  it('can be read and not changed, and says so; a kill of its owner frees it', async () => {
    const [clip] = await makeSmallLibrary(path, 3);
    const kill = await holdElsewhere();
    const second = new Library(path, { create: false });
    expect(second.isReadOnly).toBe(true);
    expect(second.assets.list()).toHaveLength(3);
    expect(codeOf(() => second.assets.setError(clip as never, undefined))).toBe('library-in-use');
    second.close();
    const people = await castline(['people', '--library', path, '--json']);
    expect(people.code, people.stderr).toBe(0);
    const undo = await castline(['analyze', folder, '--library', path, '--json']);
    expect(undo.code).toBe(1);
    expect(undo.json<{ error: object }>().error).toMatchObject({ code: 'library-in-use' });
    expect(undo.stderr).toMatch(/open in another window or program/);
    expect((await castline(['repair', '--library', path])).stderr).toMatch(/library-in-use/);
    await kill();
    const third = new Library(path, { create: false });
    expect(third.isReadOnly).toBe(false);
    expect(third.assets.list()).toHaveLength(3);
    third.close();
  });
});

describe('backups', () => {
  it('are taken before a migration, and open', () => {
    const old = new Database(path);
    for (const { sql } of migrations.slice(0, -1)) old.exec(sql);
    old.pragma(`user_version = ${migrations.length - 1}`);
    old.pragma('application_id = 0x4353544c');
    old.exec(`INSERT INTO library_fact VALUES ('kept', '1')`);
    old.close();
    const library = new Library(path, { create: false });
    const [backup, ...more] = library.upkeep.backups.list();
    library.close();
    expect(more).toEqual([]);
    expect(backup).toMatchObject({ reason: 'migration', format: migrations.length - 1 });
    const copy = new Database(backup?.path ?? '', { readonly: true });
    expect(copy.pragma('user_version', { simple: true })).toBe(migrations.length - 1);
    expect(copy.prepare('SELECT value FROM library_fact').pluck().get()).toBe('1');
    copy.close();
  });

  it('are taken once a day while the library is in use, and kept seven deep', async () => {
    await makeSmallLibrary(path, 2);
    const library = new Library(path, { create: false });
    for (let day = 1; day <= 9; day++) {
      const now = new Date(Date.UTC(2026, 5, day, 12));
      expect(await library.upkeep.backupIfDue(now)).toMatchObject({ reason: 'daily' });
      expect(await library.upkeep.backupIfDue(new Date(now.getTime() + 3_600_000))).toBeUndefined();
    }
    // A clock that jumps back does not stop them.
    expect(await library.upkeep.backupIfDue(new Date(Date.UTC(2026, 0, 1)))).toBeDefined();
    const taken = library.upkeep.backups.list();
    expect(taken.map(({ takenAt }) => takenAt.slice(0, 10))).toEqual([
      ...['09', '08', '07', '06', '05', '04', '03'].map((day) => `2026-06-${day}`),
      '2026-01-01',
    ]);
    library.close();
  });

  it('bring back what was, by command, and keep what is', async () => {
    await makeSmallLibrary(path, 2);
    expect((await castline(['backup', '--library', path])).code).toBe(0);
    const library = new Library(path, { create: false });
    library.remembered.write('word', 'later');
    library.close();
    const restored = await castline(['restore', '--library', path, '--json']);
    expect(restored.code, restored.stderr).toBe(0);
    const after = new Library(path, { create: false });
    expect(after.upkeep.backups.list().map(({ reason }) => reason)).toEqual(['replaced', 'asked']);
    after.close();
    const replaced = readdirSync(`${path}.backups`).find((name) => name.includes('replaced')) ?? '';
    const back = await castline(['restore', replaced, '--library', path]);
    expect(back.code, back.stderr).toBe(0);
    const again = new Database(path, { readonly: true });
    expect(again.prepare(`SELECT value FROM library_fact WHERE name = 'word'`).pluck().get()).toBe('"later"');
    again.close();
    const none = await castline(['restore', 'nothing', '--library', path]);
    expect(none.stderr).toMatch(/no-backup/);
  });

  it('that are damaged are not used', async () => {
    await makeSmallLibrary(path, 200);
    const library = new Library(path, { create: false });
    await library.upkeep.backup('asked', new Date(Date.UTC(2026, 1, 1)));
    const newest = await library.upkeep.backup('asked', new Date(Date.UTC(2026, 1, 2)));
    library.close();
    scribble(newest.path, 3);
    const restored = await castline(['restore', '--library', path, '--json']);
    expect(restored.json<{ restored: { takenAt: string } }>().restored.takenAt).toBe(
      '2026-02-01T00:00:00.000Z',
    );
    expect((await castline(['restore', newest.name, '--library', path])).stderr).toMatch(/backup-damaged/);
  });

  it('complete a restore that was cut off', async () => {
    await makeSmallLibrary(path, 2);
    copyFileSync(path, `${path}.incoming`);
    const changed = new Database(path);
    changed.exec('DELETE FROM asset_path');
    changed.close();
    renameSync(path, `${path}.aside`);
    const library = new Library(path, { create: false });
    expect(library.assets.list()).toHaveLength(2);
    library.close();
    expect(existsSync(`${path}.incoming`)).toBe(false);
  });
});

describe('a damaged library', () => {
  it('is told, repaired from all that can be read, and kept', async () => {
    await makeSmallLibrary(path, 400);
    scribble(path, leafOf(path, 'asset_path'));
    const found = await castline(['verify', '--library', path, '--json']);
    expect(found.code).toBe(3);
    expect(found.json<{ damage: string[] }>().damage.length).toBeGreaterThan(0);
    const repaired = await castline(['repair', '--library', path, '--json']);
    expect(repaired.code, repaired.stderr).toBe(0);
    expect(repaired.json<{ salvaged: { incomplete: string[] } }>().salvaged.incomplete).toEqual([
      'asset_path',
    ]);
    const after = await castline(['verify', '--library', path, '--json']);
    expect(after.code, after.stdout).toBe(0);
    const library = new Library(path, { create: false });
    const left = library.assets.list().length;
    expect(left).toBeGreaterThan(250);
    expect(left).toBeLessThan(400);
    expect(library.upkeep.backups.list()[0]?.reason).toBe('replaced');
    library.close();
  });

  it('whose head is gone comes back from its backup', async () => {
    await makeSmallLibrary(path, 5);
    expect((await castline(['backup', '--library', path])).code).toBe(0);
    scribble(path, 0);
    const opened = await castline(['people', '--library', path]);
    expect(opened.stderr).toMatch(/not-a-library/);
    expect((await castline(['restore', '--library', path])).code).toBe(0);
    expect((await castline(['verify', '--library', path])).code).toBe(0);
  });

  it('is not opened unread after an unclean end', async () => {
    await makeSmallLibrary(path, 400);
    const kill = await holdElsewhere();
    await kill();
    const library = new Library(path, { create: false });
    library.remembered.write('a', 1);
    for (const ending of ['', '-wal']) copyFileSync(path + ending, join(folder, `killed.castline${ending}`));
    library.close();
    const killed = join(folder, 'killed.castline');
    scribble(killed, leafOf(path, 'asset'));
    expect(codeOf(() => new Library(killed, { create: false }))).toBe('library-damaged');
  });

  it('that lost pictures has its clips analysed again', async () => {
    const { path: clip } = await cutsFixture();
    expect((await castline(['analyze', clip, '--library', path])).code).toBe(0);
    const pictures = `${path}.images`;
    const [some] = readdirSync(pictures).filter((name) => name.length === 2);
    rmSync(join(pictures, some ?? ''), { recursive: true });
    expect((await castline(['verify', '--library', path])).code).toBe(3);
    expect(
      (await castline(['repair', '--library', path, '--json'])).json<{ clips: string[] }>().clips,
    ).toHaveLength(1);
    expect((await castline(['analyze', clip, '--library', path])).code).toBe(0);
    expect((await castline(['verify', '--library', path])).code).toBe(0);
  });
});

describe('pictures that nothing refers to', () => {
  it('go with compact, unless a backup refers to them', async () => {
    const [clip] = await makeSmallLibrary(path, 3);
    const library = new Library(path, { create: false });
    await library.images.put(Buffer.from('of nobody'));
    await library.upkeep.backup('asked', new Date());
    library.assets.get(clip as never);
    library.close();
    const database = new Database(path);
    database.exec('DELETE FROM preview_picture');
    database.close();
    const freed = await castline(['compact', '--library', path, '--json']);
    expect(freed.json<{ pictures: number }>().pictures).toBe(1);
    rmSync(`${path}.backups`, { recursive: true });
    expect(
      (await castline(['compact', '--library', path, '--json'])).json<{ pictures: number }>().pictures,
    ).toBe(3);
  });
});
