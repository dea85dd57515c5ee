import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { disturbedRun, makeLibrary, resultsOf, settleAll } from '../support/cloud-kills.ts';
import { type RunningServer, startKlingServer } from '../support/kling-server/start.ts';

let server: RunningServer;
let folder: string;
let wanted: string;
const frames = 24;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'castline-kills-'));
  server = await startKlingServer();
  await makeLibrary(join(folder, 'Pristine.castline'), frames);
  copyTo('Calm');
  await settleAll(join(folder, 'Calm.castline'), server);
  wanted = resultsOf(join(folder, 'Calm.castline'));
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

function copyTo(name: string): string {
  const path = join(folder, `${name}.castline`);
  for (const ending of ['', '.images']) {
    cpSync(join(folder, `Pristine.castline${ending}`), path + ending, { recursive: true });
  }
  return path;
}

describe('a queue that is killed at random instants', () => {
  // The long version: npm run proof:kling-kills
  it.each([1, 2, 3])(
    'loses nothing, pays nothing twice and ends like an undisturbed one (seed %i)',
    async (seed) => {
      const result = await disturbedRun(copyTo(`Run${seed}`), server, seed, wanted);
      expect(result.problems).toEqual([]);
      expect(result.kills).toBeGreaterThan(0);
      expect(result.callsAtServer).toBeGreaterThanOrEqual(frames);
      expect(result.callsAtServer).toBeLessThanOrEqual(result.callsInLedger);
    },
  );
});
