import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Library } from '../../src/engine/library/index.ts';
import { castline } from '../support/cli.ts';
import { ffmpegOutput, queuePicture } from '../support/cloud-library.ts';
import { type RunningServer, startKlingServer, testKeys } from '../support/kling-server/start.ts';

let server: RunningServer;
let folder: string;
beforeAll(async () => {
  server = await startKlingServer();
  folder = mkdtempSync(join(tmpdir(), 'castline-cloud-cli-'));
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  readonly spent: { readonly calls: number; readonly costMicros: number };
  readonly pictures: { readonly waiting: number; readonly done: number };
  readonly calls: readonly { readonly state: string; readonly host: string }[];
}

it('sends within the limits of a command, shows the ledger, and lets nobody see the key', async () => {
  const path = join(folder, 'Shoot.castline');
  const library = new Library(path, { create: true });
  for (const size of [400, 410, 420, 430, 440]) {
    const jpeg = await ffmpegOutput([
      ...['-f', 'lavfi', '-i', `testsrc=size=${size}x400`, '-frames:v', '1'],
      ...['-f', 'image2pipe', '-c:v', 'mjpeg', 'pipe:1'],
    ]);
    await queuePicture(library, jpeg);
  }
  library.close();
  const env = {
    KLING_API_KEY: testKeys.klingKey,
    CASTLINE_CLOUD_URL: server.url,
    CASTLINE_CLOUD_PRIVATE: '1',
  };
  const recognize = (...more: string[]) =>
    castline(['recognize', '--provider', 'kling', '--library', path, '--json', ...more], { env });

  const keyless = await castline(['recognize', '--provider', 'kling', '--library', path], {
    env: { KLING_API_KEY: '', COMETAPI_KEY: '' },
  });
  expect(keyless.code).not.toBe(0);
  expect(keyless.stderr).toContain('cloud-no-key');
  expect((await server.log()).calls).toEqual([]);

  const byCalls = await recognize('--max-calls', '2');
  expect(byCalls.json<Answer>()).toMatchObject({ spent: { calls: 2 }, pictures: { waiting: 3, done: 2 } });
  // 0.03 dollars pay for two calls of 0.014.
  const byCost = await recognize('--max-cost', '0.03');
  expect(byCost.json<Answer>()).toMatchObject({
    spent: { calls: 4, costMicros: 56_000 },
    pictures: { waiting: 1, done: 4 },
  });
  const ledger = await castline(['ledger', '--library', path, '--json']);
  const lines = ledger.json<Answer>().calls;
  expect(lines.map(({ state }) => state)).toEqual(['settled', 'settled', 'settled', 'settled']);
  expect((await server.log()).calls).toHaveLength(lines.length);
  const queue = await castline(['queue', '--library', path, 'pause', '--json']);
  expect(queue.json<Answer>().pictures.waiting).toBe(1);
  const held = await recognize();
  expect(held.json<Answer>().pictures.waiting).toBe(1);
  await castline(['queue', '--library', path, 'resume', '--json']);
  const rest = await recognize();
  expect(rest.json<Answer>()).toMatchObject({ spent: { calls: 5 }, pictures: { waiting: 0, done: 5 } });
  for (const { stdout, stderr } of [keyless, byCalls, byCost, ledger, queue, held, rest]) {
    expect(stdout + stderr).not.toContain(testKeys.klingKey);
  }
});
