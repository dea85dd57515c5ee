import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createEngine, type Engine } from './index.ts';

let folder: string;
let engine: Engine;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'castline-closed-'));
  engine = createEngine(
    {
      libraryPath: join(folder, 'Shoot.castline'),
      createLibrary: true,
      programRoot: fileURLToPath(new URL('../..', import.meta.url)),
      recognitionWorker: new URL('./recognition/local/worker.ts', import.meta.url),
      env: process.env,
      onEvent: () => undefined,
    },
    1,
  );
});
afterEach(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

it('work on the closed library’s file is done one after the other, and leaves a library that can be written', async () => {
  const steps: string[] = [];
  const work = (name: string) => async (): Promise<void> => {
    steps.push(`${name} begins`);
    await wait(20);
    steps.push(`${name} ends`);
    if (name === 'first') throw new Error('no');
  };
  const [first, second] = await Promise.allSettled([
    engine.whileClosed(work('first')),
    engine.whileClosed(work('second')),
  ]);
  expect([first.status, second.status]).toEqual(['rejected', 'fulfilled']);
  expect(steps).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
  expect(engine.current.view.isReadOnly).toBe(false);
});
