import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { disturb, measure } from '../support/kills/disturb.ts';
import { makeScene, type Scene, works } from '../support/kills/scene.ts';

let folder: string;
let scene: Scene;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'castline-kills-'));
  scene = await makeScene(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// The long version: npm run proof:kills
describe('killed at a random instant', () => {
  it.each(works)(
    '%s loses nothing, damages nothing, leaves nothing behind and ends as if undisturbed',
    async (work) => {
      const usualMs = await measure(scene, work);
      const { problems } = await disturb(scene, work, 101, usualMs);
      expect(problems).toEqual([]);
    },
  );
});
