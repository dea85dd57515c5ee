import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const programRoot = join(import.meta.dirname, '../..');
const node = join(programRoot, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** stdout as JSON. */
  json<T>(): T;
}

export interface CliOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Runs the command where there is no network at all (Linux with user namespaces). */
  readonly withoutNetwork?: boolean;
  /** Called with the process once it runs, to kill it or to send it a signal. */
  readonly onStart?: (child: ReturnType<typeof spawn>) => void;
  readonly timeoutMs?: number;
}

/** Runs `castline <args>` in a process of its own, as a user's shell does. */
export function castline(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const command = [existsSync(node) ? node : process.execPath, join(programRoot, 'src/cli/main.ts'), ...args];
  const [program, ...rest] = options.withoutNetwork ? ['unshare', '-rn', ...command] : command;
  return new Promise((resolve, reject) => {
    const child = spawn(program as string, rest, {
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.timeoutMs ?? 300_000,
      killSignal: 'SIGKILL',
    });
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      const text = Buffer.concat(stdout).toString();
      resolve({ code, stdout: text, stderr: Buffer.concat(stderr).toString(), json: () => JSON.parse(text) });
    });
    options.onStart?.(child);
  });
}
