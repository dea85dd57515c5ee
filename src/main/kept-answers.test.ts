import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { questionOf } from '../shared/contract/channels.ts';
import type { Reply, Request } from '../shared/contract/index.ts';
import { KeptAnswers } from './kept-answers.ts';

let folder: string;
let library: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'castline-kept-'));
  library = join(folder, 'Shoot.castline');
  writeFileSync(library, 'rows');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const cast: Request = { area: 'cast', name: 'list' };
const elements = (keyframeId: string): Request => ({
  area: 'assets',
  name: 'elements',
  input: { keyframeId },
});
const file = (): string => join(folder, 'first-answers.bin');
const newStart = (program = 'one'): KeptAnswers => new KeptAnswers(file(), program);

/** An engine that knows one name, and says what it was asked. */
function engineOf(name: string) {
  const asked: string[] = [];
  const ask = async (request: Request): Promise<Reply> => {
    asked.push(questionOf(request));
    if (request.name === 'elements') return { ok: true, output: { runs: new Uint8Array([3, 1, 4]) } };
    return { ok: true, output: [{ name }] };
  };
  return { ask, asked };
}

/** A session in which the cast and two pictures were looked at, and which was quit. */
async function quitSession(kept = newStart()): Promise<void> {
  kept.note(cast);
  kept.note(elements('k0'));
  kept.note(elements('k7'));
  kept.note({ area: 'cast', name: 'rename', input: { name: 'Anna' } });
  await kept.locate('image', 'abc', async () => '/pictures/abc.jpg');
  await kept.locate('asset', 'clip', async () => '/footage/clip.mp4');
  const keep = await kept.gather(engineOf('Anna').ask, library);
  await keep();
}

describe('answers kept from quitting', () => {
  it('are those to the last of each first question, bytes and all, with the places of pictures', async () => {
    await quitSession();
    const next = newStart();
    expect(next.take(library)).toBe(true);
    expect(next.first()).toEqual([
      [questionOf(cast), { ok: true, output: [{ name: 'Anna' }] }],
      [questionOf(elements('k7')), { ok: true, output: { runs: new Uint8Array([3, 1, 4]) } }],
    ]);
    const unasked = (): Promise<undefined> => Promise.reject(new Error('The engine was asked.'));
    expect(await next.locate('image', 'abc', unasked)).toBe('/pictures/abc.jpg');
    await expect(next.locate('asset', 'clip', unasked)).rejects.toThrow('The engine was asked.');
  });

  it('serve one start: the file is gone when it was read', async () => {
    await quitSession();
    expect(newStart().take(library)).toBe(true);
    expect(existsSync(file())).toBe(false);
    expect(newStart().take(library)).toBe(false);
  });

  it('are kept again by a session that asked nothing anew', async () => {
    await quitSession();
    const next = newStart();
    next.take(library);
    await (await next.gather(engineOf('Anna').ask, library))();
    const third = newStart();
    expect(third.take(library)).toBe(true);
    expect(third.first()).toHaveLength(2);
  });

  it.each([
    ['the library has grown', () => appendFileSync(library, ' and more')],
    ['the library was written to', () => utimesSync(library, 1, statSync(library).mtimeMs / 1000 + 5)],
    ['changes wait in its journal', () => writeFileSync(`${library}-wal`, 'frame')],
    ['the library is gone', () => rmSync(library)],
    ['the file is spoiled', () => writeFileSync(file(), 'no file of ours')],
  ])('do not serve where %s', async (_what, change) => {
    await quitSession();
    change();
    const next = newStart();
    expect(next.take(library)).toBe(false);
    expect(next.first()).toEqual([]);
  });

  it('do not serve another program or another library', async () => {
    await quitSession();
    expect(newStart('two').take(library)).toBe(false);
    await quitSession();
    const other = join(folder, 'Other.castline');
    writeFileSync(other, 'rows');
    expect(newStart().take(other)).toBe(false);
  });

  it('are not kept of a library that is still being written', async () => {
    const kept = newStart();
    kept.note(cast);
    const keep = await kept.gather(engineOf('Anna').ask, library);
    writeFileSync(`${library}-wal`, 'frame');
    await keep();
    expect(existsSync(file())).toBe(false);
  });

  it('are asked of the engine once more, and a difference is told', async () => {
    await quitSession();
    const same = newStart();
    same.take(library);
    const engine = engineOf('Anna');
    expect(await same.handOver(engine.ask)).toBe(true);
    expect(engine.asked).toEqual([questionOf(cast), questionOf(elements('k7'))]);
    expect(same.first()).toEqual([]);

    await quitSession();
    const other = newStart();
    other.take(library);
    expect(await other.handOver(engineOf('Berta').ask)).toBe(false);
  });
});
