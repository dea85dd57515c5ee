import { type ChildProcess, spawn } from 'node:child_process';
import { basename } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { CastlineError } from '../../shared/errors.ts';
import { type CommandLog, shellLine } from './command-log.ts';

/** How a run of ffmpeg or ffprobe is bounded. */
export interface RunLimits {
  /**
   * Kill the program when it wrote nothing for this long although everything it wrote was taken; with nothing but
   * complaints on stderr, when it went on for ten times as long.
   */
  silenceMs: number;
  /** Kill the program when it wrote this much on stderr without any output in between. */
  complaintBytes: number;
  /** Lines of stderr beyond this many bytes are dropped, oldest first. */
  stderrBytes: number;
}

export const defaultLimits: RunLimits = {
  silenceMs: 60_000,
  complaintBytes: 64 * 1024 ** 2,
  stderrBytes: 64 * 1024,
};

/** A program by its path, or with the log that its runs are noted in. */
export type Program = string | { readonly path: string; readonly log?: CommandLog | undefined };

/**
 * What ends a program from outside: the user, or the system when memory runs short. What it had written until then looks
 * like all there is and is not. A program that crashes on a damaged file ends by other signals.
 */
const fromOutside = new Set<string>(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGXCPU']);

/** Time between the polite request to stop and SIGKILL. */
const killGraceMs = 1_000;

/** How a program is run. */
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

/** A program that runs. */
export interface RunningProgram {
  /** stdout, then the extra pipes. All must be read, or the program stalls. */
  outputs: AsyncIterable<Buffer>[];
  stdin: Writable | null;
  /**
   * Resolves when the program has ended by itself; rejects with `cancelled`, `media-timeout`, `media-damaged` for one that
   * does nothing but complain, `ffmpeg-failed` for one that was ended from outside, or `ffmpeg-missing`.
   */
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

interface Stopper {
  readonly stop: () => void;
  readonly wasAsked: () => boolean;
}

function stopper(child: ChildProcess): Stopper {
  let asked = false;
  const stop = (): void => {
    if (asked || child.exitCode !== null || child.signalCode !== null) return;
    asked = true;
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), killGraceMs);
    timer.unref();
    child.once('exit', () => clearTimeout(timer));
  };
  return { stop, wasAsked: () => asked };
}

/**
 * Tells a program that hangs. It counts its own looks and not the time of day: while the machine sleeps, or this process is
 * stopped, nobody looks, and a clock that is set anew means nothing.
 */
class Watch {
  private readonly limits: RunLimits;
  readonly everyMs: number;
  private silentMs = 0;
  private withoutOutputMs = 0;
  private complaintBytes = 0;

  constructor(limits: RunLimits) {
    this.limits = limits;
    this.everyMs = Math.min(1000, limits.silenceMs / 2);
  }

  noteOutput(): void {
    this.silentMs = 0;
    this.withoutOutputMs = 0;
    this.complaintBytes = 0;
  }

  noteComplaint(bytes: number): void {
    this.silentMs = 0;
    this.complaintBytes += bytes;
  }

  /** To be called every `everyMs`. Gives what is wrong. */
  look(): CastlineError | undefined {
    const { silenceMs } = this.limits;
    this.silentMs += this.everyMs;
    this.withoutOutputMs += this.everyMs;
    if (this.silentMs > silenceMs) {
      return new CastlineError('media-timeout', `No answer for ${silenceMs / 1000} s.`);
    }
    if (this.complaintBytes > this.limits.complaintBytes || this.withoutOutputMs > 10 * silenceMs) {
      return new CastlineError('media-damaged', 'Reading it gives nothing but complaints.');
    }
    return undefined;
  }
}

/** Chunks of a stream, with back-pressure: nothing more is read while the consumer works on a chunk. */
async function* chunksOf(stream: Readable): AsyncGenerator<Buffer> {
  for await (const chunk of stream) yield chunk as Buffer;
}

/** Starts a program with an argument array; no shell is ever involved. */
export function startProgram(
  programToRun: Program,
  args: readonly string[],
  options: RunOptions = {},
): RunningProgram {
  const { path, log } = typeof programToRun === 'string' ? { path: programToRun } : programToRun;
  const limits = { ...defaultLimits, ...options.limits };
  const extra = options.extraPipes ?? 0;
  const child = spawn(path, [...args], {
    stdio: [options.stdin ? 'pipe' : 'ignore', 'pipe', 'pipe', ...new Array<'pipe'>(extra).fill('pipe')],
    env: childEnvironment(),
    windowsHide: true,
  });
  // What reads a pipe cannot be run again from a shell.
  const logEnd = options.stdin ? undefined : log?.begin(shellLine(path, args, extra));
  const { stop, wasAsked } = stopper(child);
  const streams = [child.stdout, ...child.stdio.slice(3)] as Readable[];
  const said = new Tail(limits.stderrBytes);
  const watch = new Watch(limits);
  const active = (): void => watch.noteOutput();
  child.stderr?.on('data', (chunk: Buffer) => {
    watch.noteComplaint(chunk.length);
    said.add(chunk);
  });

  const end = new Promise<RunEnd>((resolve, reject) => {
    let failure: CastlineError | undefined;
    const watchdog = setInterval(() => {
      // Bytes that wait for a slow consumer are no sign of a hang.
      if (streams.some((stream) => stream.readableLength > 0)) active();
      const wrong = watch.look();
      if (!wrong) return;
      failure ??= wrong;
      stop();
    }, watch.everyMs);
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
      logEnd?.('cannot be run', String(cause));
      reject(new CastlineError('ffmpeg-missing', `${path} cannot be run.`, { cause }));
    });
    child.once('close', (code, signal) => {
      finish();
      logEnd?.(failure?.code ?? signal ?? `code ${code}`, said.text);
      if (!failure && signal && fromOutside.has(signal) && !wasAsked()) {
        const message = `${basename(path)} was ended by the system or another program (${signal}).`;
        failure = new CastlineError('ffmpeg-failed', message, { details: said.text.slice(-2000) });
      }
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
  programToRun: Program,
  args: readonly string[],
  options: RunOptions & { maxBytes?: number; input?: Buffer } = {},
): Promise<RunEnd & { stdout: Buffer }> {
  const maxBytes = options.maxBytes ?? 16 * 1024 * 1024;
  const program = startProgram(programToRun, args, { ...options, stdin: options.input !== undefined });
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
