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

function open(
  handler: JobHandler,
  parallel = 1,
): {
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
    parallel,
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
    const { queue } = open((_, { signal }) => untilAborted(signal));
    expect(queue.add(asset)).toBe(queue.add(asset));
    expect(queue.workload().jobs).toHaveLength(1);
    await queue.close();
  });

  it('cancels one job, or all; what is not there cannot be cancelled', async () => {
    const [a, b, c] = [addAsset('a'), addAsset('b'), addAsset('c')];
    const { queue } = open((_, { signal }) => untilAborted(signal));
    const first = queue.add(a);
    queue.add(b);
    queue.add(c);
    queue.cancel(first);
    expect(() => queue.cancel('jnone' as never)).toThrow(CastlineError);
    queue.cancel();
    await queue.whenIdle();
    expect([a, b, c].map(stateOf)).toEqual(['cancelled', 'cancelled', 'cancelled']);
  });

  it('runs side by side, but what must go in order goes in order', async () => {
    const order: string[] = [];
    const [a, b, c] = [addAsset('a'), addAsset('b'), addAsset('c')];
    const release = new Map<AssetId, () => void>();
    const { queue } = open(async (asset, { myTurn }) => {
      order.push(`start ${asset}`);
      await new Promise<void>((resolve) => release.set(asset, resolve));
      await myTurn;
      order.push(`end ${asset}`);
    }, 2);
    for (const asset of [a, b, c]) queue.add(asset);
    expect(order).toEqual([`start ${a}`, `start ${b}`]);
    release.get(b)?.();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(order).toHaveLength(2);
    release.get(a)?.();
    await expect.poll(() => release.has(c)).toBe(true);
    release.get(c)?.();
    await queue.whenIdle();
    expect(order.filter((line) => line.startsWith('end'))).toEqual([`end ${a}`, `end ${b}`, `end ${c}`]);
  });

  it('holds all work while it is paused, and takes up what the last run left, in the order in which it came', async () => {
    const [a, b] = [addAsset('a'), addAsset('b')];
    const first = open((_, { signal }) => untilAborted(signal), 2);
    first.queue.add(b);
    first.queue.add(a);
    await first.queue.close();
    const order: AssetId[] = [];
    const { queue } = open(async (asset, { pace }) => {
      await pace();
      order.push(asset);
    });
    queue.setPaused(true);
    expect(queue.resumeInterrupted()).toBe(2);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(order).toEqual([]);
    expect(queue.workload()).toMatchObject({ paused: true, waiting: 2 });
    queue.setPaused(false);
    await queue.whenIdle();
    expect(order).toEqual([a, b]);
  });

  it('marks what it leaves behind as interrupted when it is closed', async () => {
    const [a, b] = [addAsset('a'), addAsset('b')];
    const { queue } = open((_, { signal }) => untilAborted(signal));
    queue.add(a);
    queue.add(b);
    await queue.close();
    expect([a, b].map(stateOf)).toEqual(['interrupted', 'interrupted']);
  });
});
