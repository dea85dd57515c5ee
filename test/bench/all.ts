/**
 * All benches in one run, into one table:
 *
 *   npm run bench -- <folder of footage> [--only shots,desk]
 *
 * The folder is laid out as the real footage is; export, size and others that need none run without it.
 * Writes BENCH.md at the root and prints it. Each bench runs in a process of its own, one after the other, so that memory and
 * time are its own; what it says on the way goes to stderr. Exits with 1 when a part failed or a limit is broken.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { root, userDir } from '../../scripts/lib/paths.mjs';
import { capture } from '../../scripts/lib/processes.mjs';
import { type Outcome, type Run, writeDocument } from './all/document.ts';
import { type Part, parts } from './all/parts.ts';

const toolsSchema = z.object({
  tools: z.array(z.object({ name: z.string(), version: z.string(), inUse: z.boolean() })),
});

/** What git prints, without the line's end. */
const git = async (...args: string[]): Promise<string> =>
  (await capture('git', args, { cwd: root })).stdout.trim();

/** Machine, versions and commit; a tree with changes that are not committed says so. */
async function describeRun(): Promise<Run> {
  const doctor = await capture(process.execPath, ['scripts/castline.mjs', 'doctor', '--json'], { cwd: root });
  const { tools } = toolsSchema.parse(JSON.parse(doctor.stdout));
  const used = tools.filter(({ inUse }) => inUse).map(({ name, version }) => `${name} ${version}`);
  const isChanged = (await git('status', '--porcelain', '--', '.', ':!BENCH.md')) !== '';
  const commit = (await git('rev-parse', '--short', 'HEAD')) + (isChanged ? ' with changes' : '');
  const minute = new Date().toISOString().slice(0, 16).replace('T', ' ');
  const [cpu] = cpus();
  return {
    id: `${minute} UTC, ${commit}`,
    machine: `${cpu?.model ?? 'unknown processor'}, ${cpus().length} cores, ${(totalmem() / 1024 ** 3).toFixed(1)} GB RAM, ${process.platform} ${process.arch}`,
    versions: used.join(', '),
  };
}

/** Runs a bench to its end. One that breaks its own limits exits with 1 and has printed its figures all the same. */
async function runPart(part: Part, footage: string): Promise<Outcome> {
  const [script = '', ...args] = part.command(footage);
  const child = spawn(process.execPath, ['--no-warnings', join(import.meta.dirname, script), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [text, trouble] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    trouble = (trouble + chunk.toString()).slice(-4000);
    process.stderr.write(chunk);
  });
  const [code, signal] = await once(child, 'close');
  try {
    return { part: part.name, figures: part.read(JSON.parse(text)) };
  } catch (thrown) {
    const said = trouble.split('\n').findLast((line) => /\w*Error|Usage/.test(line)) ?? '';
    const reason = text === '' ? `it printed nothing; ${said.trim()}` : String(thrown);
    return { part: part.name, failure: `ended with ${code ?? signal}: ${reason}`.slice(0, 400) };
  }
}

const usage = `Usage: npm run bench -- <folder of footage> [--only <parts>]\nParts: ${parts.map(({ name }) => name).join(', ')}\n`;
const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: 'string' } } });
const only = values.only?.split(',') ?? parts.map(({ name }) => name);
const unknown = only.filter((name) => !parts.some((part) => part.name === name));
const chosen = parts.filter(({ name }) => only.includes(name));
const folder = positionals[0] && resolve(userDir(), positionals[0]);
// Functions of no argument are those of benches that need no footage.
if (unknown.length > 0 || (!folder && chosen.some(({ command }) => command.length > 0))) {
  process.stderr.write(unknown.length > 0 ? `There is no part "${unknown[0]}".\n${usage}` : usage);
  process.exit(2);
}

const run = await describeRun();
const file = join(root, 'BENCH.md');
const order = parts.map(({ name }) => name);
const outcomes: Outcome[] = [];
for (const part of chosen) {
  process.stderr.write(`\n${part.name}\n`);
  outcomes.push(await runPart(part, folder ?? ''));
  // After each part, so that a run that is cut short keeps what it has.
  const earlier = await readFile(file, 'utf8').catch(() => '');
  await writeFile(file, writeDocument(earlier, order, outcomes, run));
}
process.stdout.write(await readFile(file, 'utf8'));
const isSound = outcomes.every(
  (outcome) => 'figures' in outcome && outcome.figures.every(({ holds }) => holds !== false),
);
process.exitCode = isSound ? 0 : 1;
