import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Workload } from '../../shared/contract/views.ts';
import { CastlineError } from '../../shared/errors.ts';
import type { AssetId } from '../../shared/ids.ts';
import { Library } from '../library/index.ts';
import { type JobHandler, JobQueue } from './queue.ts';

let folder: string;
let library: Library;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'castline-queue-'));
  library = new Library(join(folder, 'q.castline'), { create: true });
});
afterEach(() => {
  library.close();
  rmSync(folder, { recursive: true, force: true });
});

function addAsset(seed: string): AssetId {
  const print = { fingerprint: seed.repeat(64), sha256First64k: seed, bytes: 1 };
  return library.assets.add(`/clips/${seed}.mp4`, print, '2026-01-01T00:00:00.000Z').id;
}

function open(handler: JobHandler): {
  queue: JobQueue;
  loads: Workload[];
  ended: [AssetId, string | undefined][];
} {
  const loads: Workload[] = [];
  const ended: [AssetId, string | undefined][] = [];
  const queue = new JobQueue({
    library,
    clock: () => new Date(),
    handler,
    onWorkload: (workload) => loads.push(workload),
    onEnded: (asset, error) => ended.push([asset, error?.code]),
  });
  return { queue, loads, ended };
}

const stateOf = (asset: AssetId): string | undefined =>
  library.jobs.latest().find((job) => job.assetId === asset)?.state;

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new CastlineError('cancelled', 'Cancelled.')));
  });

describe('the queue', () => {
  it('runs jobs one after the other and goes on after one that failed', async () => {
    const order: string[] = [];
    const [a, b, c] = [addAsset('a'), addAsset('b'), addAsset('c')];
    const { queue, ended, loads } = open(async (asset) => {
      order.push(`start ${asset}`);
      await Promise.resolve();
      if (asset === b) throw new CastlineError('media-damaged', 'broken');
      order.push(`end ${asset}`);
    });
    for (const asset of [a, b, c]) queue.add(asset);
    await queue.whenIdle();
    expect(order).toEqual([`start ${a}`, `end ${a}`, `start ${b}`, `start ${c}`, `end ${c}`]);
    expect(ended).toEqual([
      [a, undefined],
      [b, 'media-damaged'],
      [c, undefined],
    ]);
    expect([a, b, c].map(stateOf)).toEqual(['done', 'failed', 'done']);
    expect(loads.at(-1)).toMatchObject({ running: 0, waiting: 0, fraction: 1, phase: 'done', jobs: [] });
  });

  it('does not queue the same asset twice', async () => {
    const asset = addAsset('a');
    const { queue } = open((_, __, signal) => untilAborted(signal));
    expect(queue.add(asset)).toBe(queue.add(asset));
    expect(queue.workload().jobs).toHaveLength(1);
    await queue.close();
  });

  it('cancels one job, or all; what is not there cannot be cancelled', async () => {
    const [a, b, c] = [addAsset('a'), addAsset('b'), addAsset('c')];
    const { queue } = open((_, __, signal) => untilAborted(signal));
    const first = queue.add(a);
    queue.add(b);
    queue.add(c);
    queue.cancel(first);
    expect(() => queue.cancel('jnone' as never)).toThrow(CastlineError);
    queue.cancel();
    await queue.whenIdle();
    expect([a, b, c].map(stateOf)).toEqual(['cancelled', 'cancelled', 'cancelled']);
  });

  it('marks what it leaves behind as interrupted when it is closed', async () => {
    const [a, b] = [addAsset('a'), addAsset('b')];
    const { queue } = open((_, __, signal) => untilAborted(signal));
    queue.add(a);
    queue.add(b);
    await queue.close();
    expect([a, b].map(stateOf)).toEqual(['interrupted', 'interrupted']);
  });
});
