/**
 * Opens all hostile footage and good files made bad, and watches every system call meanwhile:
 * `npm run proof:fuzz -- --rounds 5000 --seed 1`. Fails on a hang, an error without a code, a socket, or a file touched
 * outside the folder of the proof. A file that fails is kept.
 */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { footage, hasFootage } from '../support/footage.ts';
import { makeGoodFiles } from '../support/fuzz/good-files.ts';
import { judge } from '../support/fuzz/judge.ts';
import { mutate } from '../support/fuzz/mutate.ts';
import { canTrace, tracing, trespassIn } from '../support/fuzz/trace.ts';
import { randomOf } from '../support/random.ts';

const limitMs = 90_000;
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
    /** Set by the outer process for the one that does the work. */
    folder: { type: 'string' },
  },
});
const [rounds, firstSeed] = [Number(values.rounds), Number(values.seed)];

interface Report {
  readonly hostileFiles: number;
  readonly rounds: number;
  readonly outcomes: Record<string, number>;
  readonly wrong: string[];
}

function hostileFiles(folder: string): string[] {
  if (!hasFootage) return [];
  mkdirSync(join(folder, 'names'));
  spawnSync('tar', ['xzf', footage('hostile_names.tar.gz'), '-C', join(folder, 'names')]);
  return [footage('hostile'), footage('hostile_real'), join(folder, 'names', 'hostile')].flatMap((one) =>
    readdirSync(one).map((name) => join(one, name)),
  );
}

async function work(folder: string): Promise<Report> {
  const outcomes: Record<string, number> = {};
  const wrong: string[] = [];
  const look = async (path: string, name: string): Promise<boolean> => {
    const outcome = await judge(path, limitMs);
    const said = 'said' in outcome ? outcome.said : 'wrong';
    outcomes[said] = (outcomes[said] ?? 0) + 1;
    if ('wrong' in outcome) wrong.push(`${name}: ${outcome.wrong}`);
    return !('wrong' in outcome);
  };
  const hostile = hostileFiles(folder);
  for (const path of hostile) await look(path, path);
  const good = await makeGoodFiles(folder);
  for (const { name } of good) await look(join(folder, name), `undisturbed ${name}`);
  let next = firstSeed;
  const worker = async (): Promise<void> => {
    for (let seed = next++; seed < firstSeed + rounds; seed = next++) {
      const random = randomOf(seed);
      const { name, bytes } = good[seed % good.length] ?? { name: '', bytes: Buffer.alloc(0) };
      const other = good[Math.floor(random() * good.length)]?.bytes ?? bytes;
      const path = join(folder, `${seed}-${name}`);
      writeFileSync(path, mutate(bytes, other, random));
      if (!(await look(path, `seed ${seed} ${name}`)))
        copyFileSync(path, join(tmpdir(), `castline-fuzz-${seed}-${name}`));
      rmSync(path);
      if (seed % 500 === 0) process.stderr.write(`seed ${seed}: ${JSON.stringify(outcomes)}\n`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker));
  return { hostileFiles: hostile.length, rounds, outcomes, wrong };
}

function watched(): number {
  const folder = mkdtempSync(join(tmpdir(), 'castline-proof-fuzz-'));
  const log = join(folder, 'calls.strace');
  const secret = join(folder, 'secret.txt');
  writeFileSync(secret, 'what no film may read');
  mkdirSync(join(folder, 'work'));
  const own = [fileURLToPath(import.meta.url), '--rounds', String(rounds), '--seed', String(firstSeed)];
  const command = [process.execPath, ...own, '--folder', join(folder, 'work')];
  const [program = '', ...args] = canTrace() ? tracing(log, command) : command;
  const ran = spawnSync(program, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  const report = JSON.parse(ran.stdout) as Report;
  const trespass = existsSync(log)
    ? trespassIn(readFileSync(log, 'latin1'), [join(folder, 'work')], [secret, '/etc/hostname'])
    : undefined;
  const { sockets = [], writes = [], reads = [], systemCalls = 0 } = trespass ?? {};
  rmSync(folder, { recursive: true, force: true });
  const summary = {
    ...report,
    watchedCalls: systemCalls,
    sockets,
    writes: writes.slice(0, 20),
    reads: reads.slice(0, 20),
  };
  process.stdout.write(`${JSON.stringify(summary, undefined, 1)}\n`);
  return report.wrong.length + sockets.length + writes.length + reads.length > 0 ? 1 : 0;
}

if (values.folder) process.stdout.write(JSON.stringify(await work(values.folder)));
else process.exitCode = watched();
