import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isHealthy, Library } from '../../../src/engine/library/index.ts';
import { newestVersion } from '../../../src/engine/library/migrations/index.ts';
import { randomOf } from '../random.ts';
import { regroup, strictnesses } from './edits.ts';
import { openRealEngine } from './host.ts';
import {
  copyLibraryFiles,
  exportAll,
  leftovers,
  manifestOf,
  rowsOfOld,
  type Scene,
  stateOf,
  type Work,
} from './scene.ts';

export interface Disturbed {
  readonly work: Work;
  readonly seed: number;
  /** False when the work came to its end before the kill. */
  readonly wasKilled: boolean;
  readonly acknowledged: number;
  readonly lost: number;
  readonly corrupt: number;
  readonly leftovers: number;
  /** Whether the work, or going on with it, did not come to an end in time. */
  readonly hung: boolean;
  /** Everything that does not hold, in words. */
  readonly problems: readonly string[];
}

const mostTries = 8;

/** Far more than any of it takes; what lasts longer hangs. Milliseconds. */
const limitMs = 240_000;

interface Killed {
  readonly wasKilled: boolean;
  readonly acks: readonly string[];
  readonly hung: boolean;
  /** From "go" to the end, for a process that was left alone. */
  readonly ms: number;
}

/** Runs the work in a process; kills it so many milliseconds after it began, or never. */
async function run(
  work: Work,
  library: string,
  other: string,
  number: number,
  killAfterMs?: number,
): Promise<Killed> {
  const entry = fileURLToPath(new URL('./run.ts', import.meta.url));
  const child = spawn(process.execPath, [entry, work, library, other, String(number)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let errors = '';
  let began = 0;
  let timer: NodeJS.Timeout | undefined;
  let hung = false;
  const limit = setTimeout(() => {
    hung = true;
    child.kill('SIGKILL');
  }, limitMs);
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  child.stdout.on('data', (chunk) => {
    said += chunk;
    if (began > 0 || !said.includes('go\n')) return;
    began = performance.now();
    if (killAfterMs !== undefined) timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.once('close', (...end) => resolve(end)),
  );
  clearTimeout(timer);
  clearTimeout(limit);
  if (signal !== 'SIGKILL' && code !== 0) throw new Error(`${work} failed: ${errors}`);
  // A line that was cut off by the kill acknowledges nothing.
  const lines = said.split('\n').slice(0, -1);
  return {
    wasKilled: signal === 'SIGKILL',
    hung,
    acks: lines.filter((line) => line.startsWith('ack ')).map((line) => line.slice(4)),
    ms: performance.now() - began,
  };
}

function prepare(scene: Scene, work: Work, name: string): { folder: string; library: string; other: string } {
  const folder = join(scene.folder, name);
  mkdirSync(join(folder, 'out'), { recursive: true });
  const library = join(folder, 'L.castline');
  if (work === 'migration') copyLibraryFiles(scene.old, library);
  else if (work !== 'import' && work !== 'analysis') copyLibraryFiles(scene.analysed, library);
  const others: Partial<Record<Work, string>> = { export: join(folder, 'out'), import: scene.card };
  return { folder, library, other: others[work] ?? scene.footage };
}

/** How long the work takes when nobody disturbs it, in milliseconds. */
export async function measure(scene: Scene, work: Work): Promise<number> {
  const { folder, library, other } = prepare(scene, work, `calm-${work}`);
  const { ms } = await run(work, library, other, 0);
  rmSync(folder, { recursive: true });
  return ms;
}

/** Kills the work at a random instant and holds what is left against the undisturbed run. */
export async function disturb(scene: Scene, work: Work, seed: number, usualMs: number): Promise<Disturbed> {
  const random = randomOf(seed);
  const editSeed = Math.floor(seed / 8) % scene.edited.length;
  let { folder, library, other } = prepare(scene, work, `run-${seed}`);
  let killed = await run(work, library, other, editSeed, random() * usualMs);
  // Work that was through before its instant came is begun anew, with an instant within what it took.
  for (let again = 0; again < mostTries && !killed.wasKilled; again++) {
    rmSync(folder, { recursive: true });
    ({ folder, library, other } = prepare(scene, work, `run-${seed}`));
    killed = await run(work, library, other, editSeed, random() * killed.ms);
  }
  const problems: string[] = [];
  const check = { scene, folder, library, killed, editSeed, problems };
  const corrupt = existsSync(library) ? judgeFile(check) : 0;
  const before = problems.length;
  const acknowledged = work === 'import' ? Number(killed.acks[0] ?? 0) : killed.acks.length;
  const hung = !(await inTime(finish[work](check))) || killed.hung;
  const lost = problems.length - before;
  const left = leftovers(library, folder);
  if (hung) problems.push('hangs');
  for (const file of left) problems.push(`left behind: ${file}`);
  rmSync(folder, { recursive: true });
  return {
    work,
    seed,
    wasKilled: killed.wasKilled,
    acknowledged,
    lost,
    corrupt,
    leftovers: left.length,
    hung,
    problems,
  };
}

async function inTime(work: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), limitMs);
  });
  const ended = await Promise.race([work.then(() => true), limit]);
  clearTimeout(timer);
  return ended;
}

interface Check {
  readonly scene: Scene;
  readonly folder: string;
  readonly library: string;
  readonly killed: Killed;
  readonly editSeed: number;
  readonly problems: string[];
}

/** Reads the whole file and every picture, as the next start finds them. */
function judgeFile({ library, problems, scene }: Check): number {
  const opened = new Library(library, { create: false });
  const health = opened.upkeep.examine();
  opened.close();
  // The rows of the old format name pictures that never were.
  const isOld = rowsOfOld(library) === scene.oldRows;
  if (isHealthy(isOld ? { ...health, missingPictures: [] } : health)) return 0;
  problems.push(`damaged: ${JSON.stringify(health)}`);
  return 1;
}

function expectSame({ problems }: Check, what: string, found: unknown, wanted: unknown): void {
  if (found !== wanted) problems.push(`${what} differs: ${String(found).slice(0, 300)}`);
}

/** Goes on where the killed process was, to the end, and compares with the undisturbed run. */
const finish: Record<Work, (check: Check) => Promise<void>> = {
  import: async (check) => {
    const engine = openRealEngine(check.library, true);
    const known = await engine.calls.assets.list();
    if (known.length < Number(check.killed.acks[0] ?? 0)) check.problems.push('an imported clip is gone');
    await engine.calls.jobs.pause({ paused: true });
    await engine.calls.assets.import({ paths: [check.scene.card] });
    expectSame(check, 'number of clips', (await engine.calls.assets.list()).length, 60);
    await engine.close();
  },
  analysis: async (check) => {
    const engine = openRealEngine(check.library, true);
    const { found } = engine.current.view;
    const open = (await engine.calls.assets.list()).filter(({ state }) => state !== 'ready').length;
    expectSame(check, 'what the start says of unfinished clips', found.unfinishedClips, open);
    await engine.calls.assets.import({ paths: [check.scene.footage] });
    await engine.whenIdle();
    expectSame(check, 'manifest', manifestOf(engine), check.scene.manifest);
    await engine.close();
  },
  grouping: async (check) => {
    const engine = openRealEngine(check.library);
    const made = check.killed.acks.length;
    const { regrouped } = check.scene;
    const now = manifestOf(engine);
    if (now !== regrouped[made] && now !== regrouped[made + 1])
      check.problems.push('a grouping is half done');
    for (const strictness of strictnesses.slice(made)) await regroup(engine, strictness);
    expectSame(check, 'manifest', manifestOf(engine), regrouped.at(-1));
    await engine.close();
  },
  editing: async (check) => {
    const engine = openRealEngine(check.library);
    const state = await stateOf(engine);
    const made = check.killed.acks.length;
    const states = check.scene.edited[check.editSeed] ?? [];
    // The edit under way may have come to its row or not.
    if (state !== states[made] && state !== states[made + 1]) {
      check.problems.push(`after ${made} acknowledged edits the library is that of ${states.indexOf(state)}`);
    }
    await engine.close();
  },
  export: async (check) => {
    const out = join(check.folder, 'out');
    const { exported } = check.scene;
    const written = readdirSync(out).filter((name) => !name.startsWith('.'));
    for (const name of written) {
      expectSame(check, `export ${name}`, readFileSync(join(out, name), 'utf8'), exported.get(name));
    }
    const engine = openRealEngine(check.library);
    const half = readdirSync(out).filter((name) => name.startsWith('.'));
    if (half.length > 0) check.problems.push(`half-written: ${half.join(', ')}`);
    if (written.length < check.killed.acks.length)
      check.problems.push('an export that was acknowledged is gone');
    expectSame(check, 'number of exports', (await exportAll(engine, out)).size, exported.size);
    await engine.close();
  },
  migration: async (check) => {
    expectSame(check, 'rows', rowsOfOld(check.library), check.scene.oldRows);
    const library = new Library(check.library, { create: false });
    for (const backup of library.upkeep.backups.list()) {
      if (backup.format > newestVersion) check.problems.push(`backup of format ${backup.format}`);
      expectSame(check, 'rows of the backup', rowsOfOld(backup.path), check.scene.oldRows);
    }
    library.close();
  },
  backup: async (check) => {
    const library = new Library(check.library, { create: false });
    const names = new Set(library.upkeep.backups.list().map(({ name }) => name));
    library.close();
    for (const name of check.killed.acks) if (!names.has(name)) check.problems.push(`backup ${name} is gone`);
    const engine = openRealEngine(check.library);
    expectSame(check, 'manifest', manifestOf(engine), check.scene.manifest);
    await engine.close();
  },
  restore: async (check) => {
    const engine = openRealEngine(check.library);
    expectSame(check, 'manifest', manifestOf(engine), check.scene.manifest);
    await engine.close();
  },
};
