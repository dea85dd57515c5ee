import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { CastlineError } from '../../shared/errors.ts';

/** How a run of ffmpeg or ffprobe is bounded. */
export interface RunLimits {
  /** Kill the program when it wrote nothing for this long although everything it wrote was taken. */
  silenceMs: number;
  /** Lines of stderr beyond this many bytes are dropped, oldest first. */
  stderrBytes: number;
}

export const defaultLimits: RunLimits = { silenceMs: 60_000, stderrBytes: 64 * 1024 };

/** Time between the polite request to stop and SIGKILL. */
const killGraceMs = 1_000;

export interface RunOptions {
  signal?: AbortSignal | undefined;
  limits?: Partial<RunLimits>;
  /** How many output pipes beside stdout: they are `pipe:3`, `pipe:4`, … to the program. */
  extraPipes?: number;
  /** Opens stdin for writing; otherwise the program sees an empty one. */
  stdin?: boolean;
}

/** How a program ended. `code` is null when a signal ended it. */
export interface RunEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
  stderr: string;
}

export interface RunningProgram {
  /** stdout, then the extra pipes. All must be read, or the program stalls. */
  outputs: AsyncIterable<Buffer>[];
  stdin: Writable | null;
  /** Resolves when the program has ended by itself; rejects with `cancelled`, `media-timeout` or `ffmpeg-missing`. */
  end: Promise<RunEnd>;
  kill(): void;
}

/**
 * A static build of glibc crashes when it loads the system's character-set modules, as ffprobe does for the service
 * names of every transport stream. Pointing the module path at nothing keeps it to the built-in sets.
 */
function childEnvironment(): NodeJS.ProcessEnv {
  return process.platform === 'linux' ? { ...process.env, GCONV_PATH: '/nonexistent' } : process.env;
}

/** Keeps the last part of what a program says. */
class Tail {
  readonly #limit: number;
  #text = '';

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(chunk: Buffer): void {
    this.#text += chunk.toString('utf8');
    if (this.#text.length > 2 * this.#limit) this.#text = this.#text.slice(-this.#limit);
  }

  get text(): string {
    return this.#text.slice(-this.#limit);
  }
}

function stopper(child: ChildProcess): () => void {
  let asked = false;
  return () => {
    if (asked || child.exitCode !== null || child.signalCode !== null) return;
    asked = true;
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), killGraceMs);
    timer.unref();
    child.once('exit', () => clearTimeout(timer));
  };
}

/** Chunks of a stream, with back-pressure: nothing more is read while the consumer works on a chunk. */
async function* chunksOf(stream: Readable): AsyncGenerator<Buffer> {
  for await (const chunk of stream) yield chunk as Buffer;
}

/** Starts a program with an argument array; no shell is ever involved. */
export function startProgram(
  path: string,
  args: readonly string[],
  options: RunOptions = {},
): RunningProgram {
  const limits = { ...defaultLimits, ...options.limits };
  const extra = options.extraPipes ?? 0;
  const child = spawn(path, [...args], {
    stdio: [options.stdin ? 'pipe' : 'ignore', 'pipe', 'pipe', ...new Array<'pipe'>(extra).fill('pipe')],
    env: childEnvironment(),
    windowsHide: true,
  });
  const stop = stopper(child);
  const streams = [child.stdout, ...child.stdio.slice(3)] as Readable[];
  const said = new Tail(limits.stderrBytes);
  let lastActivity = Date.now();
  const active = (): void => {
    lastActivity = Date.now();
  };
  child.stderr?.on('data', (chunk: Buffer) => {
    active();
    said.add(chunk);
  });

  const end = new Promise<RunEnd>((resolve, reject) => {
    let failure: CastlineError | undefined;
    const watchdog = setInterval(
      () => {
        // Bytes that wait for a slow consumer are no sign of a hang.
        if (streams.some((stream) => stream.readableLength > 0)) active();
        if (Date.now() - lastActivity < limits.silenceMs) return;
        failure ??= new CastlineError('media-timeout', `No answer for ${limits.silenceMs / 1000} s.`);
        stop();
      },
      Math.min(1000, limits.silenceMs / 2),
    );
    const onAbort = (): void => {
      failure ??= new CastlineError('cancelled', 'Cancelled.');
      stop();
      for (const stream of streams) stream.destroy();
    };
    options.signal?.addEventListener('abort', onAbort, { once: true });
    if (options.signal?.aborted) onAbort();
    const finish = (): void => {
      clearInterval(watchdog);
      options.signal?.removeEventListener('abort', onAbort);
    };
    child.once('error', (cause) => {
      finish();
      reject(new CastlineError('ffmpeg-missing', `${path} cannot be run.`, { cause }));
    });
    child.once('close', (code, signal) => {
      finish();
      if (failure) reject(failure);
      else resolve({ code, signal, stderr: said.text });
    });
  });
  // The consumer of the outputs may fail first; the rejection is then reported by it.
  end.catch(() => undefined);

  return {
    outputs: streams.map((stream) => watched(stream, active)),
    stdin: child.stdin,
    end,
    kill: stop,
  };
}

/** Reads of a destroyed stream end quietly: why it was destroyed is told by `end`. */
async function* watched(stream: Readable, active: () => void): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of chunksOf(stream)) {
      active();
      yield chunk;
      active();
    }
  } catch (thrown) {
    if (!stream.destroyed) throw thrown;
  }
}

/** Runs a program to its end and collects stdout, up to `maxBytes`. */
export async function runProgram(
  path: string,
  args: readonly string[],
  options: RunOptions & { maxBytes?: number; input?: Buffer } = {},
): Promise<RunEnd & { stdout: Buffer }> {
  const maxBytes = options.maxBytes ?? 16 * 1024 * 1024;
  const program = startProgram(path, args, { ...options, stdin: options.input !== undefined });
  const stdin = program.stdin;
  if (stdin && options.input) {
    // A program that stops reading early closes the pipe; its exit code tells the story.
    stdin.on('error', () => undefined);
    stdin.end(options.input);
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  const [stdout] = program.outputs;
  for await (const chunk of stdout ?? []) {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      program.kill();
      throw new CastlineError('media-refused', `The answer is longer than ${maxBytes} bytes.`);
    }
    chunks.push(chunk);
  }
  return { ...(await program.end), stdout: Buffer.concat(chunks) };
}
