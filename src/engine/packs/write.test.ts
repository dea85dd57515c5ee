import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type * as Files from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { replaceFolder } from './write.ts';

const fails = vi.hoisted(() => ({ renames: [] as number[], count: 0 }));
vi.mock('node:fs/promises', async (original) => {
  const files = await original<typeof Files>();
  const rename: typeof files.rename = (from, to) => {
    fails.count += 1;
    return fails.renames.includes(fails.count)
      ? Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO' }))
      : files.rename(from, to);
  };
  return { ...files, rename };
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'castline-pack-write-'));
  Object.assign(fails, { renames: [], count: 0 });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('a pack that cannot be put into its place leaves the former one there', async () => {
  const pack = (text: string) =>
    new Map([['pack.json', `{"schema":"castline-reference-pack","text":"${text}"}`]]);
  const wanted = join(folder, 'Anna');
  await replaceFolder(wanted, pack('old'));
  fails.renames = [fails.count + 2];
  await expect(replaceFolder(wanted, pack('new'))).rejects.toMatchObject({ code: 'write-failed' });
  expect(readdirSync(folder)).toEqual(['Anna']);
  expect(readFileSync(join(wanted, 'pack.json'), 'utf8')).toContain('old');
});
