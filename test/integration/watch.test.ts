import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { settled } from '../../src/cli/watch.ts';
import { castline } from '../support/cli.ts';
import { mediaTools } from '../support/media-tools.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'castline-watch-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Round {
  readonly version: number;
  readonly added: readonly string[];
  readonly refused: readonly { readonly path: string }[];
  readonly written: readonly { readonly path: string; readonly rangeCount: number }[];
}

it('analyses what lies in a folder, and exports by a recipe once there is something new', async () => {
  const { ffmpeg } = await mediaTools();
  const [inbox, out] = [join(folder, 'inbox'), join(folder, 'out')];
  for (const path of [inbox, out]) mkdirSync(path);
  const clip = join(inbox, 'bars.mp4');
  const made = ['-f', 'lavfi', '-i', 'testsrc=s=160x90:r=25:d=1', '-pix_fmt', 'yuv420p', clip];
  expect(spawnSync(ffmpeg.path, ['-v', 'error', ...made]).status).toBe(0);
  writeFileSync(join(inbox, 'notes.txt'), 'not footage');
  writeFileSync(join(inbox, 'broken.mp4'), 'not footage either');
  const recipe = join(folder, 'recipe.json');
  const asked = { format: 'csv', path: 'out/all.csv', selection: { shots: true } };
  writeFileSync(recipe, JSON.stringify({ version: 1, exports: [asked] }));
  const library = join(folder, 'watched.castline');
  const watch = ['watch', inbox, '--library', library, '--once', '--every', '0.2', '--json'];

  const first = await castline([...watch, '--recipe', recipe]);
  const table = join(out, 'all.csv');
  expect(first.code, first.stderr).toBe(4);
  expect(first.json<Round>()).toMatchObject({
    version: 1,
    added: [clip],
    refused: [{ path: join(inbox, 'broken.mp4') }],
    written: [{ path: table, rangeCount: 1 }],
  });
  expect(readFileSync(table, 'utf8')).toContain('bars.mp4');

  // Nothing is new: nothing is written once more.
  rmSync(table);
  const second = await castline(watch);
  expect(second.json<Round>().added).toEqual([]);
  expect(existsSync(table)).toBe(false);

  // What was exported is a recipe by itself.
  const printed = (await castline(['recipe', '--library', library])).stdout;
  expect(JSON.parse(printed)).toMatchObject({ version: 1, exports: [{ ...asked, path: table }] });
  writeFileSync(recipe, printed.replace('"csv"', '"no such format"'));
  const wrong = await castline([...watch, '--recipe', recipe]);
  expect(wrong.code).toBe(2);
  expect(wrong.json<{ error: { code: string } }>().error.code).toBe('usage');
}, 120_000);

it('leaves what is still being copied for later', () => {
  const [none, growing] = [new Map<string, string>(), new Map([['a.mp4', '10 1']])];
  expect(settled(none, growing, none)).toEqual([]);
  expect(settled(growing, new Map([['a.mp4', '20 2']]), none)).toEqual([]);
  expect(settled(growing, growing, none)).toEqual(['a.mp4']);
  expect(settled(growing, growing, growing)).toEqual([]);
});
