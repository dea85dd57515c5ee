/**
 * Has one engine do the same work over and over and watches what it holds on to: `npm run proof:soak -- --minutes 10
 * [--footage folder]`. A round opens a new library, analyses the clips, names, tags, undoes, exports and backs up, and drops the
 * library. Prints a table; fails when memory, open files, child processes or temporary files grow.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Engine } from '../../src/engine/index.ts';
import { processTree } from '../support/bad-programs.ts';
import { demoClip } from '../support/demo-clip.ts';
import { cutsFixture } from '../support/edit-generator.ts';
import { footage, hasFootage } from '../support/footage.ts';
import { makeEdits } from '../support/kills/edits.ts';
import { openRealEngine } from '../support/kills/host.ts';
import { exportAll } from '../support/kills/scene.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    footage: { type: 'string' },
  },
});

/** Rounds after which caches, models and the allocator have taken what they take. */
const warmUpRounds = 3;
/** Growth from the second to the last part of the rounds that is no growth: a share, and megabytes. */
const noise = { share: 0.1, megabytes: 48 };

interface Sample {
  readonly round: number;
  readonly seconds: number;
  readonly people: number;
  readonly rssMb: number;
  readonly heapMb: number;
  readonly openFiles: number;
  readonly children: number;
  readonly threads: number;
  readonly temporaryFiles: number;
}

const folder = mkdtempSync(join(tmpdir(), 'castline-proof-soak-'));
const temporary = join(folder, 'tmp');
mkdirSync(temporary);
const clips = values.footage
  ? [values.footage]
  : [(await demoClip()).path, (await cutsFixture()).path, ...(hasFootage ? [footage('edits')] : [])];
// From here on whatever is put among temporary files is put where it is counted.
process.env.TMPDIR = temporary;
const began = performance.now();

async function round(engine: Engine, number: number): Promise<number> {
  const path = join(folder, `round-${number}`, 'Shoot.castline');
  mkdirSync(join(folder, `round-${number}`));
  await engine.openLibrary(path, true);
  const { calls } = engine;
  await calls.assets.import({ paths: clips });
  await engine.whenIdle();
  const assets = await calls.assets.list();
  const failed = assets.filter(({ state }) => state !== 'ready');
  if (failed.length > 0) throw new Error(`Not analysed: ${failed.map(({ name }) => name).join(', ')}`);
  for (const { id } of assets) await calls.assets.preview({ assetId: id });
  await makeEdits(engine, number, 40, () => undefined);
  await calls.jobs.pause({ paused: false });
  await exportAll(engine, join(folder, `round-${number}`, 'out'));
  await calls.upkeep.backup();
  await engine.whenIdle();
  const people = (await calls.cast.list()).length;
  if (number > 1) rmSync(join(folder, `round-${number - 1}`), { recursive: true });
  return people;
}

/** The process as the system sees it, once what a round left to be collected was collected. */
function sample(number: number, people: number): Sample {
  globalThis.gc?.();
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const status = readFileSync('/proc/self/status', 'utf8');
  const megabytes = (bytes: number): number => Math.round(bytes / 2 ** 20);
  return {
    round: number,
    seconds: Math.round((performance.now() - began) / 1000),
    people,
    rssMb: megabytes(rss),
    heapMb: megabytes(heapUsed),
    openFiles: readdirSync('/proc/self/fd').length,
    children: processTree(process.pid).length - 1,
    threads: Number(/^Threads:\s*(\d+)/m.exec(status)?.[1]),
    temporaryFiles: readdirSync(temporary, { recursive: true }).length,
  };
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

/** What grew from the first half of the rounds after the warm-up to the last quarter, in words. */
function growth(samples: readonly Sample[]): string[] {
  const settled = samples.slice(warmUpRounds);
  const early = settled.slice(0, Math.ceil(settled.length / 2));
  const late = settled.slice(-Math.max(1, Math.floor(settled.length / 4)));
  const found: string[] = [];
  for (const what of ['rssMb', 'heapMb', 'openFiles', 'threads'] as const) {
    const [before, after] = [early, late].map((part) => median(part.map((one) => one[what]))) as [
      number,
      number,
    ];
    const isMemory = what === 'rssMb' || what === 'heapMb';
    const most = isMemory ? before + Math.max(before * noise.share, noise.megabytes) : before + 2;
    if (after > most) found.push(`${what} grew from ${before} to ${after}`);
  }
  if (samples.some(({ children }) => children > 0)) found.push('a child process outlived its work');
  if (samples.some(({ temporaryFiles }) => temporaryFiles > 0)) found.push('temporary files were left');
  if (settled.length < 4) found.push(`only ${samples.length} rounds: too few to judge`);
  return found;
}

const samples: Sample[] = [];
mkdirSync(join(folder, 'round-0'));
const engine = openRealEngine(join(folder, 'round-0', 'Shoot.castline'), true);
try {
  const until = Number(values.minutes) * 60;
  for (let number = 1; samples.length === 0 || (performance.now() - began) / 1000 < until; number++) {
    const people = await round(engine, number);
    samples.push(sample(number, people));
    process.stderr.write(`${JSON.stringify(samples.at(-1))}\n`);
  }
} finally {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
}
console.table(samples);
const wrong = growth(samples);
console.log(wrong.length === 0 ? 'Flat: nothing grows, nothing is left.' : wrong.join('\n'));
process.exitCode = wrong.length === 0 ? 0 : 1;
