import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

export interface Cost {
  wallSeconds: number;
  /** Of this process and of the programs that it ran; only Linux tells the latter, so undefined elsewhere. */
  cpuSeconds: number | undefined;
}

/** CPU seconds of the child processes that have ended: fields 16 and 17 of proc(5) stat, in hundredths. */
function childrenCpuSeconds(): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

function ownCpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Runs some work and says what it cost. */
export async function costOf<T>(work: () => Promise<T>): Promise<{ value: T; cost: Cost }> {
  const before = { wall: performance.now(), own: ownCpuSeconds(), children: childrenCpuSeconds() };
  const value = await work();
  const children = childrenCpuSeconds();
  const cpuSeconds =
    children === undefined || before.children === undefined
      ? undefined
      : ownCpuSeconds() - before.own + children - before.children;
  return { value, cost: { wallSeconds: (performance.now() - before.wall) / 1000, cpuSeconds } };
}

/** Runs ffmpeg to its end and gives what it printed on stdout. */
export async function runFfmpeg(path: string, args: readonly string[]): Promise<string> {
  const child = spawn(path, ['-nostdin', '-v', 'error', ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
  });
  await once(child, 'close');
  return text;
}
