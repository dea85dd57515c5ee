/**
 * Kills the engine at random instants of all that it does, and holds what is left against undisturbed runs:
 * `npm run proof:kills -- --runs 500 --seed 1 [--work editing]`. Prints a table; fails when an acknowledged edit is lost, a
 * library damaged, a finished run other than an undisturbed one, a start that hangs, or anything left behind.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Disturbed, disturb, measure } from '../support/kills/disturb.ts';
import { makeScene, type Work, works } from '../support/kills/scene.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    work: { type: 'string', multiple: true },
  },
});
const [runs, firstSeed] = [Number(values.runs), Number(values.seed)];
const chosen = works.filter((work) => values.work === undefined || values.work.includes(work));
const folder = mkdtempSync(join(tmpdir(), 'castline-proof-kills-'));
const results: Disturbed[] = [];
try {
  const scene = await makeScene(folder);
  const usual = new Map<Work, number>();
  for (const work of chosen) usual.set(work, await measure(scene, work));
  process.stderr.write(
    `undisturbed, ms: ${JSON.stringify(Object.fromEntries([...usual].map(([work, ms]) => [work, Math.round(ms)])))}\n`,
  );
  for (let seed = firstSeed; seed < firstSeed + runs; seed++) {
    const work = chosen[seed % chosen.length] as Work;
    const result = await disturb(scene, work, seed, usual.get(work) ?? 0);
    results.push(result);
    for (const problem of result.problems) process.stderr.write(`${work}, seed ${seed}: ${problem}\n`);
    if (results.length % 50 === 0) process.stderr.write(`${results.length} of ${runs}\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const table = chosen.map((work) => {
  const own = results.filter((result) => result.work === work);
  const sum = (of: (result: Disturbed) => number): number => own.reduce((total, one) => total + of(one), 0);
  return {
    work,
    runs: own.length,
    killed: sum(({ wasKilled }) => Number(wasKilled)),
    acknowledged: sum(({ acknowledged }) => acknowledged),
    'lost or other': sum(({ lost }) => lost),
    'damaged libraries': sum(({ corrupt }) => corrupt),
    hung: sum(({ hung }) => Number(hung)),
    'left behind': sum(({ leftovers }) => leftovers),
  };
});
console.table(table);
process.exitCode = results.some(({ problems }) => problems.length > 0) ? 1 : 0;
