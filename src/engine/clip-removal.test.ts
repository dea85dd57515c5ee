import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineEvent } from '../shared/contract/index.ts';
import { createEngine, type Engine } from './index.ts';

let folder: string;
let engine: Engine;
let events: EngineEvent[];

const open = (): Engine =>
  createEngine(
    {
      libraryPath: join(folder, 'Shoot.castline'),
      createLibrary: true,
      programRoot: fileURLToPath(new URL('../..', import.meta.url)),
      recognitionWorker: new URL('./recognition/local/worker.ts', import.meta.url),
      env: process.env,
      onEvent: (event) => events.push(event),
    },
    1,
  );

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'castline-clip-removal-'));
  events = [];
  engine = open();
});
afterEach(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

async function addPaused(names: readonly string[]) {
  await engine.calls.jobs.pause({ paused: true });
  const paths = names.map((name) => join(folder, name));
  for (const path of paths) writeFileSync(path, `no film, ${path}`);
  return (await engine.calls.assets.import({ paths })).added;
}
const waiting = async () => (await engine.calls.jobs.workload()).jobs.map(({ assetId }) => assetId);
const listed = async () => (await engine.calls.assets.list()).map(({ id }) => id);

describe('removing clips', () => {
  it('stops their analysis, which goes on once they are back', async () => {
    const [first, second] = await addPaused(['a.mp4', 'b.mp4']);
    if (!first || !second) throw new Error('Two clips were to be added.');
    await engine.calls.assets.remove({ assetIds: [first] });
    expect([await waiting(), await listed()]).toEqual([[second], [second]]);
    expect(events.findLast(({ type }) => type === 'changed')).toMatchObject({
      areas: expect.arrayContaining(['assets', 'cast', 'tags', 'edits']),
    });
    await engine.calls.edits.undo();
    expect([await waiting(), await listed()]).toEqual([
      [second, first],
      [first, second],
    ]);
    await engine.calls.edits.redo();
    expect([await waiting(), await listed()]).toEqual([[second], [second]]);
  });

  it('is one step for several, over a restart, and takes none up again by itself', async () => {
    const ids = await addPaused(['a.mp4', 'b.mp4', 'c.mp4']);
    const { names } = await engine.calls.assets.remove({ assetIds: ids });
    expect(names).toEqual(['a.mp4', 'b.mp4', 'c.mp4']);
    await engine.close();
    engine = open();
    await engine.calls.jobs.pause({ paused: true });
    expect(engine.current.view).toMatchObject({ assetCount: 0, found: { unfinishedClips: 0 } });
    expect(engine.current.queue.resumeInterrupted()).toBe(0);
    expect((await engine.calls.edits.state()).undo).toEqual({ did: 'remove-clips', count: 3 });
    await engine.calls.edits.undo();
    expect(await listed()).toEqual(ids);
  });

  it('is taken back by adding the file again, as a step of its own', async () => {
    const [id] = await addPaused(['a.mp4']);
    if (!id) throw new Error('A clip was to be added.');
    await engine.calls.assets.remove({ assetIds: [id, id] });
    expect(await addPaused(['a.mp4'])).toEqual([id]);
    expect([await waiting(), await listed()]).toEqual([[id], [id]]);
    expect(await engine.calls.edits.undo()).toEqual({
      undo: { did: 'remove-clip', name: 'a.mp4' },
      redo: { did: 'add-clip-again', name: 'a.mp4' },
    });
    expect(await listed()).toEqual([]);
  });

  it('holds against a folder that is only looked through again', async () => {
    const [id] = await addPaused(['a.mp4']);
    if (!id) throw new Error('A clip was to be added.');
    await engine.calls.assets.remove({ assetIds: [id] });
    const again = await engine.calls.assets.import({ paths: [folder], leavesRemoved: true });
    expect(again).toMatchObject({ added: [], known: [id] });
    expect([await waiting(), await listed()]).toEqual([[], []]);
  });

  it('refuses what is not there, and then removes nothing', async () => {
    const [first, second] = await addPaused(['a.mp4', 'b.mp4']);
    if (!first || !second) throw new Error('Two clips were to be added.');
    await engine.calls.assets.remove({ assetIds: [first] });
    const refused = engine.calls.assets.remove({ assetIds: [second, first] });
    await expect(refused).rejects.toMatchObject({ code: 'not-found' });
    expect(await listed()).toEqual([second]);
  });
});
