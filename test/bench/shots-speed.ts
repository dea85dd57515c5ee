import { existsSync } from 'node:fs';
import { mkdir, readdir, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MediaTools, probeMedia, readFrameList } from '../../src/engine/media/index.ts';
import { decoderThreads, defaultKeyframes, scanShots } from '../../src/engine/shots/index.ts';
import { type Cost, costOf, runFfmpeg } from './measuring.ts';

/** What the whole pass costs beside plain decoding of the same file, on 1080p as cameras and editing programs write it. */

const megabitsPerSecond = [6, 48] as const;
const pieceSeconds = 6;
const pieces = 10;

/**
 * A minute of 1080p25 H.264 cut together from the clips of a folder, ten seconds each at most, made once for each rate of bits.
 * Some noise is added, so that the rate is needed as it is with a camera's picture.
 */
export async function madeFilm(tools: MediaTools, folder: string, megabits: number): Promise<string> {
  const kept = join(tmpdir(), 'castline-bench-speed');
  const file = join(kept, `1080p25-${megabits}mbit.mp4`);
  if (existsSync(file)) return file;
  await mkdir(kept, { recursive: true });
  const clips = (await readdir(join(folder, 'video')))
    .sort()
    .filter((name) => /\.(mp4|mkv|webm|mov)$/.test(name));
  const chosen = Array.from({ length: pieces }, (_, index) => clips[index % clips.length] as string);
  const inputs = chosen.flatMap((name) => [
    '-stream_loop',
    '-1',
    '-t',
    String(pieceSeconds),
    '-i',
    join(folder, 'video', name),
  ]);
  const each = chosen.map(
    (_, index) =>
      `[${index}:V:0]setpts=PTS-STARTPTS,fps=25,scale=1920:1080,setsar=1,noise=alls=6:allf=t,format=yuv420p[v${index}]`,
  );
  const joined = `${chosen.map((_, index) => `[v${index}]`).join('')}concat=n=${pieces}[v]`;
  const rate = ['-b:v', `${megabits}M`, '-maxrate', `${1.2 * megabits}M`, '-bufsize', `${2 * megabits}M`];
  const part = join(kept, `making-${process.pid}.mp4`);
  await runFfmpeg(tools.ffmpeg.path, [
    ...['-y', ...inputs, '-filter_complex', [...each, joined].join(';'), '-map', '[v]', '-an'],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-g', '50', ...rate, part],
  ]);
  await rename(part, file);
  return file;
}

/** Medians over the turns, of the whole pass (probe, frame list, decoding, detection, keyframes) by plain decoding. */
export interface Ratios {
  readonly wallRatio: number;
  readonly cpuRatio: number | null;
}

export interface SpeedResult {
  readonly file: string;
  readonly megabitsPerSecond: number;
  readonly frames: number;
  /** Beside decoding with as many threads as the pass has. */
  readonly sameThreads: Ratios;
  /** Beside decoding as ffmpeg does it when it is not told: one thread a core and one more. */
  readonly ownChoice: Ratios;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

async function decode(tools: MediaTools, file: string, threads: readonly string[]): Promise<Cost> {
  const args = [...threads, '-i', file, '-map', '0:V:0', '-f', 'null', '-'];
  return (await costOf(() => runFfmpeg(tools.ffmpeg.path, args))).cost;
}

/** @returns the frames of the file */
async function wholePass(tools: MediaTools, file: string): Promise<number> {
  const facts = await probeMedia(tools, file);
  const frames = await readFrameList(tools, file, facts);
  await scanShots(tools, file, facts, frames, {
    keyframes: defaultKeyframes,
    onKeyframe: async () => undefined,
  });
  return frames.ticks.length;
}

function ratios(passes: readonly Cost[], plain: readonly Cost[]): Ratios {
  const cpuRatio = median(
    passes.map((pass, turn) => (pass.cpuSeconds ?? Number.NaN) / (plain[turn]?.cpuSeconds ?? Number.NaN)),
  );
  return {
    wallRatio: median(passes.map((pass, turn) => pass.wallSeconds / (plain[turn] as Cost).wallSeconds)),
    cpuRatio: Number.isNaN(cpuRatio) ? null : cpuRatio,
  };
}

/** All in turns, so that a machine that is busy for a while is busy for each. */
export async function measureSpeed(tools: MediaTools, folder: string, turns: number): Promise<SpeedResult[]> {
  const results: SpeedResult[] = [];
  for (const megabits of megabitsPerSecond) {
    const file = await madeFilm(tools, folder, megabits);
    const [passes, same, own]: [Cost[], Cost[], Cost[]] = [[], [], []];
    let frames = 0;
    for (let turn = 0; turn < turns; turn++) {
      same.push(await decode(tools, file, ['-threads', String(decoderThreads())]));
      const { value, cost } = await costOf(() => wholePass(tools, file));
      frames = value;
      passes.push(cost);
      own.push(await decode(tools, file, []));
    }
    results.push({
      file,
      megabitsPerSecond: megabits,
      frames,
      sameThreads: ratios(passes, same),
      ownChoice: ratios(passes, own),
    });
  }
  return results;
}
