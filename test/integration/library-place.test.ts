import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { castline } from '../support/cli.ts';
import { cutsFixture } from '../support/edit-generator.ts';
import { makeSmallLibrary } from '../support/small-library.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'castline-place-'));
  path = join(folder, 'Shoot.castline');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a library as one thing', () => {
  it('is copied and moved with its pictures and backups', async () => {
    await makeSmallLibrary(path, 3);
    await castline(['backup', '--library', path]);
    const other = join(folder, 'other');
    mkdirSync(other);
    const copied = await castline(['move', other, '--library', path, '--keep', '--json']);
    expect(copied.code, copied.stderr).toBe(0);
    const target = join(other, 'Shoot.castline');
    expect(copied.json()).toEqual({ version: 1, path: target, pictures: 3 });
    expect((await castline(['verify', '--library', target])).code).toBe(0);
    expect((await castline(['move', other, '--library', path])).stderr).toMatch(/already/);
    const moved = await castline(['move', join(folder, 'Renamed'), '--library', path]);
    expect(moved.code, moved.stderr).toBe(0);
    expect(readdirSync(folder).sort()).toEqual([
      'Renamed.castline',
      'Renamed.castline.backups',
      'Renamed.castline.images',
      'other',
    ]);
    expect((await castline(['verify', '--library', join(folder, 'Renamed.castline')])).code).toBe(0);
  });

  it('finds footage that was moved and renamed, by what is in it', async () => {
    const { path: clip } = await cutsFixture();
    const here = join(folder, 'card', 'a.mp4');
    mkdirSync(dirname(here));
    copyFileSync(clip, here);
    expect((await castline(['analyze', here, '--library', path])).code).toBe(0);
    mkdirSync(join(folder, 'archive', 'deep'), { recursive: true });
    renameSync(here, join(folder, 'archive', 'deep', 'b.mp4'));
    // Of the same length, with other bytes.
    writeFileSync(join(folder, 'archive', 'c.mp4'), Buffer.alloc(statSync(clip).size, 7));
    const nowhere = await castline(['relink', join(folder, 'card'), '--library', path, '--json']);
    expect(nowhere.json()).toEqual({ version: 1, found: [], missing: 1 });
    const found = await castline(['relink', join(folder, 'archive'), '--library', path, '--json']);
    expect(found.json()).toMatchObject({
      found: [{ path: join(folder, 'archive', 'deep', 'b.mp4') }],
      missing: 0,
    });
    const again = await castline(['analyze', join(folder, 'archive', 'deep'), '--library', path, '--json']);
    expect(again.json<{ files: { cached: boolean }[] }>().files.map(({ cached }) => cached)).toEqual([true]);
  });
});
