import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { errorCodeSchema } from '../../src/shared/errors.ts';
import { castline } from '../support/cli.ts';
import { footage, hasFootage } from '../support/footage.ts';

/** Longest that any one file may take. */
const limitMs = 120_000;

const folder = mkdtempSync(join(tmpdir(), 'castline-hostile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Outcome {
  files: { state: string; shots: number; error?: { code: string; message: string; nextStep: string } }[];
  refused: { path: string; error: { code: string; message: string; nextStep: string } }[];
}

/** Analyses one file into a library of its own; the folder of the library holds nothing else afterwards. */
async function analyse(path: string, index: number): Promise<{ code: number | null; outcome: Outcome }> {
  const own = join(folder, `run-${index}`);
  mkdirSync(own);
  const library = join(own, 'l.castline');
  const run = await castline(['analyze', path, '--library', library, '--json'], { timeoutMs: limitMs });
  expect(readdirSync(own).sort()).toEqual(['l.castline', 'l.castline.images']);
  return { code: run.code, outcome: run.json<Outcome>() };
}

function expectCodedError(outcome: Outcome, path: string): void {
  const error = outcome.files[0]?.error ?? outcome.refused[0]?.error;
  expect(errorCodeSchema.safeParse(error?.code).success).toBe(true);
  expect(error?.code).not.toBe('internal');
  expect(error?.message).toContain(basename(path));
  expect(error?.nextStep.length).toBeGreaterThan(10);
}

describe('files that are no film', () => {
  const noise = Buffer.from(Uint8Array.from({ length: 50_000 }, (_, index) => (index * 7919) % 251));
  const secret = join(folder, 'secret.txt');
  writeFileSync(secret, 'a secret of another file');
  const made: [string, string | Buffer, string][] = [
    ['empty.mp4', '', 'input-empty'],
    ['text.mp4', 'words, words, words', 'not-media'],
    ['noise.mp4', noise, 'not-media'],
    [
      'playlist.mp4',
      `#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:1,\nfile://${secret}\n#EXT-X-ENDLIST\n`,
      'media-refused',
    ],
    ['concat.mp4', `ffconcat version 1.0\nfile '${secret}'\n`, 'not-media'],
  ];
  it.each(made)('%s is refused with a code, its name and the next step', async (name, bytes, code) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    const { code: exitCode, outcome } = await analyse(
      path,
      made.findIndex(([other]) => other === name),
    );
    expect(exitCode).toBe(3);
    expectCodedError(outcome, path);
    const error = outcome.files[0]?.error ?? outcome.refused[0]?.error;
    expect([code, 'media-refused', 'media-damaged']).toContain(error?.code);
    expect(JSON.stringify(outcome)).not.toContain('a secret');
  });
});

describe.runIf(hasFootage)('the hostile footage', () => {
  const unpacked = join(folder, 'names');
  const listed = hasFootage ? listHostile(unpacked) : [];

  it.each(listed)('%s ends with a result or a coded error', async (name, path) => {
    const { code, outcome } = await analyse(path, 100 + listed.findIndex(([, other]) => other === path));
    const mustWork = /^good_|UPPER|no_extension|\.hidden|mp4_named/.test(name) || path.startsWith(unpacked);
    if (mustWork) expect(code).toBe(0);
    if (code === 0) expect(outcome.files[0]).toMatchObject({ state: 'ready' });
    else {
      expect(code).toBe(3);
      expectCodedError(outcome, path);
    }
  });

  it('left nothing where the names ask for it', () => {
    expect(readdirSync(process.cwd())).not.toContain('pwned');
    expect(listed.length).toBeGreaterThan(30);
  });
});

function listHostile(unpacked: string): [string, string][] {
  mkdirSync(unpacked);
  expect(spawnSync('tar', ['xzf', footage('hostile_names.tar.gz'), '-C', unpacked]).status).toBe(0);
  const folders = [footage('hostile'), footage('hostile_real'), join(unpacked, 'hostile')];
  return folders.flatMap((one) => readdirSync(one).map((name): [string, string] => [name, join(one, name)]));
}
