/**
 * Kills the cloud queue at random instants while a server has random faults, and holds the library against the server's own
 * log: `npm run proof:kling-kills -- --runs 200 --frames 100 --seed 1`. Prints a table and one line of JSON with the totals; fails
 * when anything was lost, paid twice by itself, or missing from the ledger, or when the library differs from an undisturbed one.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { disturbedRun, makeLibrary, type RunResult, resultsOf, settleAll } from '../support/cloud-kills.ts';
import { startKlingServer } from '../support/kling-server/start.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '200' },
    frames: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
  },
});
const [runs, frames, firstSeed] = [Number(values.runs), Number(values.frames), Number(values.seed)];
const folder = mkdtempSync(join(tmpdir(), 'castline-kills-'));
const server = await startKlingServer();
const results: RunResult[] = [];

const columns = [
  ['seed', ({ seed }: RunResult) => seed],
  ['kills', ({ kills }: RunResult) => kills],
  ['faults', ({ faults }: RunResult) => faults],
  ['at server', ({ callsAtServer }: RunResult) => callsAtServer],
  ['in ledger', ({ callsInLedger }: RunResult) => callsInLedger],
  ['unknown', ({ endedUnknown }: RunResult) => endedUnknown],
  ['twice', ({ chargedTwice }: RunResult) => chargedTwice],
  ['lost', ({ lost }: RunResult) => lost],
  ['like undisturbed', ({ problems }: RunResult) => (problems.length === 0 ? 'yes' : problems.join('; '))],
] as const;
const rowOf = (result: RunResult): string =>
  columns.map(([name, of]) => String(of(result)).padStart(name.length)).join('  ');
process.stdout.write(`${columns.map(([name]) => name).join('  ')}\n`);

try {
  const pristine = join(folder, 'Pristine.castline');
  await makeLibrary(pristine, frames);
  const calm = join(folder, 'Calm.castline');
  for (const ending of ['', '.images']) cpSync(pristine + ending, calm + ending, { recursive: true });
  await settleAll(calm, server);
  const wanted = resultsOf(calm);
  for (let seed = firstSeed; seed < firstSeed + runs; seed++) {
    const path = join(folder, `Run${seed}.castline`);
    for (const ending of ['', '.images']) cpSync(pristine + ending, path + ending, { recursive: true });
    const result = await disturbedRun(path, server, seed, wanted);
    results.push(result);
    process.stdout.write(`${rowOf(result)}\n`);
    for (const ending of ['', '-wal', '-shm', '.images'])
      rmSync(path + ending, { recursive: true, force: true });
  }
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
const sum = (of: (result: RunResult) => number): number => results.reduce((total, one) => total + of(one), 0);
const problems = results.flatMap((one) => one.problems.map((problem) => `seed ${one.seed}: ${problem}`));
process.stdout.write(
  `${JSON.stringify({
    runs: results.length,
    frames,
    kills: sum(({ kills }) => kills),
    callsAtServer: sum(({ callsAtServer }) => callsAtServer),
    callsInLedger: sum(({ callsInLedger }) => callsInLedger),
    faults: sum(({ faults }) => faults),
    endedUnknown: sum(({ endedUnknown }) => endedUnknown),
    askedAgainByHand: sum(({ askedAgain }) => askedAgain),
    chargedTwiceByItself: sum(({ chargedTwice }) => chargedTwice),
    lost: sum(({ lost }) => lost),
    problems,
  })}\n`,
);
process.exitCode = problems.length > 0 ? 1 : 0;
