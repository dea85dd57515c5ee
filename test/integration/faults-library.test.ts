import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isHealthy, Library } from '../../src/engine/library/index.ts';
import { analyseFaulty } from '../support/analyse-faulty.ts';
import { castline } from '../support/cli.ts';
import { leafOf, scribble } from '../support/damage.ts';
import { cutsFixture } from '../support/edit-generator.ts';
import { canMount, onSmallDisk } from '../support/small-disk.ts';
import { makeSmallLibrary } from '../support/small-library.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'castline-faults-'));
  path = join(folder, 'Shoot.castline');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.runIf(canMount)('a disk', () => {
  it('that fills up during an analysis stops it in words, and loses nothing', async () => {
    const { path: clip } = await cutsFixture();
    const ran = onSmallDisk(
      folder,
      '600k',
      `$CASTLINE analyze "${clip}" --library $D/l.castline; echo "exit $?"; ls -R $D | grep -c unfinished/.; $CASTLINE verify --library $D/l.castline; echo "verify $?"`,
    );
    expect(ran.output).toMatch(/disk-full/);
    expect(ran.output).toMatch(/exit [13]\n/);
    expect(ran.output).toMatch(/verify 0/);
  });

  it('that is full takes no half backup and no half move', async () => {
    await makeSmallLibrary(path, 400);
    const ran = onSmallDisk(
      folder,
      '300k',
      `$CASTLINE move $D/l.castline --library "${path}"; echo "exit $?"; ls -A $D | wc -l`,
    );
    expect(ran.output).toMatch(/disk-full/);
    expect(ran.output).toMatch(/exit 1\n0\n/);
    expect((await castline(['verify', '--library', path])).code).toBe(0);
  });

  it('that can only be read is named', async () => {
    await makeSmallLibrary(path, 2);
    const ran = onSmallDisk(
      folder,
      '9m',
      `cp -r "${path}" "${path}.images" $D/ && mount -o remount,ro none "$D" && $CASTLINE people --library $D/Shoot.castline; echo "exit $?"`,
    );
    expect(ran.output).toMatch(/no-permission/);
    expect(ran.output).toMatch(/exit 1\n/);
  });
});

describe.skipIf(process.platform === 'win32' || process.getuid?.() !== 0)('a user without rights', () => {
  /** Runs the program as somebody whom nothing here belongs to. */
  const asNobody = (args: readonly string[]) => {
    const entry = join(import.meta.dirname, '../../src/cli/main.ts');
    const child: ChildProcess = spawn(
      'setpriv',
      ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath, entry, ...args],
      { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, HOME: folder } },
    );
    let said = '';
    child.stdout?.on('data', (chunk) => (said += chunk));
    child.stderr?.on('data', (chunk) => (said += chunk));
    return new Promise<{ code: number | null; said: string }>((resolve) =>
      child.once('close', (code) => resolve({ code, said })),
    );
  };

  it('hears that a file cannot be read, and that a folder cannot be written to', async () => {
    const clip = join(folder, 'film.mp4');
    copyFileSync((await cutsFixture()).path, clip);
    chmodSync(clip, 0o700);
    chmodSync(folder, 0o777);
    const unreadable = await asNobody(['analyze', clip, '--library', path, '--json']);
    expect(unreadable.said).toMatch(/"code": "(?:input-unreadable|no-permission)"/);
    expect(unreadable.said).toMatch(/film\.mp4/);
    expect(unreadable.said).toMatch(/Check the permissions|may write/);
    chmodSync(folder, 0o755);
    chmodSync(clip, 0o644);
    const closed = await asNobody(['analyze', clip, '--library', join(folder, 'new.castline'), '--json']);
    expect(closed.said).toMatch(/"code": "no-permission"/);
    expect(closed.said).toMatch(/Choose a folder that you may write to/);
  });
});

describe('SQLite', () => {
  it('that another program keeps busy is told, and nothing is lost', async () => {
    await makeSmallLibrary(path, 3);
    const { path: clip } = await cutsFixture();
    const other = new Database(path);
    other.exec('BEGIN IMMEDIATE');
    const busy = await analyseFaulty(clip, path);
    expect(busy.error).toMatchObject({
      code: 'library-busy',
      nextStep: expect.stringMatching(/close it there/),
    });
    other.exec('ROLLBACK');
    other.close();
    expect((await analyseFaulty(clip, path)).error).toBeUndefined();
  });

  it('that waits a moment for another program goes on by itself', async () => {
    await makeSmallLibrary(path, 3);
    const { path: clip } = await cutsFixture();
    const other = new Database(path);
    other.exec('BEGIN IMMEDIATE');
    const running = analyseFaulty(clip, path);
    await wait(2500);
    other.exec('ROLLBACK');
    other.close();
    expect((await running).error).toBeUndefined();
  });

  it('that meets a damaged page in its work is told, not only at the start', async () => {
    await makeSmallLibrary(path, 400);
    scribble(path, leafOf(path, 'asset'));
    const found = await castline(['relink', folder, '--library', path, '--json']);
    expect(found.code).toBe(3);
    expect(found.json<{ error: object }>().error).toMatchObject({
      code: 'library-damaged',
      nextStep: expect.stringMatching(/backup/),
    });
  });

  it('that is damaged is not backed up, and that is the reason which is told', async () => {
    await makeSmallLibrary(path, 400);
    scribble(path, leafOf(path, 'asset_path'));
    const kept = await castline(['backup', '--library', path, '--json']);
    expect(kept.json<{ error: object }>().error).toMatchObject({
      code: 'library-damaged',
      nextStep: expect.stringMatching(/Restore its last backup/),
    });
  });
});

describe('a log of SQLite', () => {
  /** What a program that was killed leaves: the file as it was folded last, and the log with what came after. */
  async function killedLibrary(): Promise<string> {
    await makeSmallLibrary(path, 20);
    const library = new Library(path, { create: false });
    library.remembered.write('word', 'said');
    const killed = join(folder, 'killed.castline');
    for (const ending of ['', '-wal', '-shm']) copyFileSync(path + ending, killed + ending);
    library.close();
    cpSync(`${path}.images`, `${killed}.images`, { recursive: true });
    rmSync(join(`${killed}.images`, 'owner.lock'), { force: true });
    return killed;
  }
  const look = (file: string): { clips: number; word: unknown; isSound: boolean } => {
    const library = new Library(file, { create: false });
    const isSound = isHealthy(library.upkeep.examine());
    const clips = library.assets.list().length;
    library.close();
    const database = new Database(file, { readonly: true });
    const word = database.prepare(`SELECT value FROM library_fact WHERE name = 'word'`).pluck().get();
    database.close();
    return { clips, word, isSound };
  };

  it('brings back what was acknowledged before a kill, with its index or without', async () => {
    const killed = await killedLibrary();
    rmSync(`${killed}-shm`);
    expect(look(killed)).toEqual({ clips: 20, word: '"said"', isSound: true });
  });

  it('that was lost leaves a sound library of an earlier moment', async () => {
    const killed = await killedLibrary();
    rmSync(`${killed}-wal`);
    expect(look(killed)).toEqual({ clips: 20, word: undefined, isSound: true });
  });

  it.each([
    ['cut off', (log: string) => truncateSync(log, 1000)],
    ['overwritten', (log: string) => writeFileSync(log, Buffer.alloc(20_000, 0x5a))],
  ])('that was %s leaves a sound library of an earlier moment', async (_, spoil) => {
    const killed = await killedLibrary();
    spoil(`${killed}-wal`);
    expect(look(killed)).toEqual({ clips: 20, word: undefined, isSound: true });
  });
});
