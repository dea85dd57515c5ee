import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createModalRecogniser } from '../../src/engine/recognition/index.ts';
import { analyseFaulty } from '../support/analyse-faulty.ts';
import { copyAnalysedDemo } from '../support/analysed.ts';
import { badPrograms, processesOf, processTree } from '../support/bad-programs.ts';
import { castline } from '../support/cli.ts';
import { cutsFixture } from '../support/edit-generator.ts';
import { openRealEngine } from '../support/kills/host.ts';
import { canMount, onSmallDisk } from '../support/small-disk.ts';

const root = join(import.meta.dirname, '../..');
const models = join(root, 'resources', 'models');

let folder: string;
let clip: string;
let library: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'castline-faults-'));
  clip = join(folder, 'film.mp4');
  copyFileSync((await cutsFixture()).path, clip);
  library = join(folder, 'l.castline');
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

/** ffmpeg at the speed of the film, so that something can happen while it works. */
const slow = () => badPrograms(folder, clip, { ffmpeg: 'exec "$REAL" -re "$@"' });

async function expectAsUndisturbed(shots: number): Promise<void> {
  const undisturbed = await analyseFaulty(clip, join(folder, 'other.castline'));
  expect(shots).toBe(undisturbed.shots);
  expect((await castline(['verify', '--library', library])).code).toBe(0);
}

describe('a clock', () => {
  it.each([
    ['forward', 10 * 365 * 86_400_000],
    ['back', -400 * 86_400_000],
  ])('that jumps %s and then the other way ends no analysis', async (_, byMs) => {
    const jump = pathToFileURL(join(root, 'test/support/clock-jump.mjs')).href;
    const env = { ...(await slow()), NODE_OPTIONS: `--import=${jump}`, CASTLINE_TEST_CLOCK: `2500 ${byMs}` };
    const { error, shots } = await analyseFaulty(clip, library, { env });
    expect(error).toBeUndefined();
    await expectAsUndisturbed(shots);
  });

  it('that jumps between edits mixes up neither their order nor the backups', async () => {
    await copyAnalysedDemo(folder);
    const engine = openRealEngine(join(folder, 'Shoot.castline'));
    const { calls } = engine;
    const [person] = await calls.cast.list();
    if (!person) throw new Error('Nobody is in the demo.');
    vi.useFakeTimers({ toFake: ['Date'] });
    const nameNow = async () => (await calls.cast.list()).find(({ id }) => id === person.id)?.name ?? null;
    const days: readonly [string, string][] = [
      ['A', '2030-01-01'],
      ['B', '2001-01-01'],
      ['C', '2040-01-01'],
    ];
    for (const [name, day] of days) {
      vi.setSystemTime(new Date(`${day}T12:00:00Z`));
      await calls.cast.rename({ identityId: person.id, name });
      await calls.upkeep.backup();
    }
    for (const before of ['B', 'A', null]) {
      await calls.edits.undo();
      expect(await nameNow()).toBe(before);
    }
    for (const after of ['A', 'B', 'C']) {
      await calls.edits.redo();
      expect(await nameNow()).toBe(after);
    }
    expect(await calls.upkeep.backups()).toHaveLength(3);
    await engine.close();
  });
});

describe.skipIf(process.platform !== 'linux')('a machine that sleeps', () => {
  it('longer than a program may be silent goes on where it was', async () => {
    const env = { ...(await slow()) };
    let pid = 0;
    const running = analyseFaulty(clip, library, {
      env,
      onStart: (child) => {
        pid = child.pid ?? 0;
      },
    });
    while (!processesOf(clip).some((line) => line.includes('filter_complex'))) await wait(50);
    await wait(700);
    const all = processTree(pid);
    expect(all.length).toBeGreaterThan(1);
    for (const one of all) process.kill(one, 'SIGSTOP');
    await wait(65_000);
    for (const one of all) process.kill(one, 'SIGCONT');
    const { error, shots } = await running;
    expect(error).toBeUndefined();
    await expectAsUndisturbed(shots);
  });
});

describe('the recogniser', () => {
  it.runIf(canMount)(
    'whose model file is damaged stops the analysis in words, and goes on once it is mended',
    async () => {
      const file = 'facemesh.onnx';
      const damaged = readFileSync(join(models, file));
      damaged.fill(0x5a, damaged.length >> 1, (damaged.length >> 1) + 4096);
      writeFileSync(join(folder, 'damaged.onnx'), damaged);
      const ran = onSmallDisk(
        folder,
        '1m',
        `mount --bind "${join(folder, 'damaged.onnx')}" "${join(models, file)}" && $CASTLINE analyze "${clip}" --library "${library}" --json; echo "exit $?"`,
      );
      expect(ran.output).toMatch(/"code": "model-damaged"/);
      expect(ran.output).toContain(file);
      expect(ran.output).toMatch(/Install Castline again/);
      const { error, shots } = await analyseFaulty(clip, library);
      expect(error).toBeUndefined();
      await expectAsUndisturbed(shots);
    },
  );

  it('that runs out of memory loses its own picture only', async () => {
    const recognisers = createModalRecogniser({
      modelsDir: models,
      workerUrl: new URL('../support/crashing-worker.ts', import.meta.url),
      threads: 1,
      idleMs: 60_000,
    });
    const picture = (widthPx: number) => ({ widthPx, heightPx: 9, rgb: new Uint8Array(widthPx * 27) });
    const [before, greedy, after] = await Promise.allSettled(
      [20, 16, 20].map((width) => recognisers.of('faces').recognise(picture(width))),
    );
    await recognisers.close();
    expect(before).toMatchObject({ status: 'fulfilled' });
    expect(greedy).toMatchObject({
      reason: { code: 'worker-crashed', nextStep: expect.stringMatching(/starts anew/) },
    });
    expect(after).toMatchObject({ status: 'fulfilled' });
  });
});
