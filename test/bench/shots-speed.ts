import { existsSync } from 'node:fs';
import { mkdir, readdir, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MediaTools, probeMedia, readFrameList } from '../../src/engine/media/index.ts';
import { defaultKeyframes, scanShots } from '../../src/engine/shots/index.ts';
import { type Cost, costOf, runFfmpeg } from './measuring.ts';

/** What the whole pass costs beside plain decoding of the same file, on 1080p as cameras and editing programs write it. */

const megabitsPerSecond = [6, 48] as const;
const pieceSeconds = 6;
const pieces = 10;

/**
 * A minute of 1080p25 H.264 cut together from the clips of a folder, ten seconds each at most, made once for each rate of bits.
 * Some noise is added, so that the rate is needed as it is with a camera's picture.
 */
async function madeFilm(tools: MediaTools, folder: string, megabits: number): Promise<string> {
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

export interface SpeedResult {
  readonly file: string;
  readonly megabitsPerSecond: number;
  readonly frames: number;
  /** Medians over the turns, of the whole pass (probe, frame list, decoding, detection, keyframes) by plain decoding. */
  readonly wallRatio: number;
  readonly cpuRatio: number | null;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

async function decode(tools: MediaTools, file: string): Promise<Cost> {
  const args = ['-i', file, '-map', '0:V:0', '-f', 'null', '-'];
  return (await costOf(() => runFfmpeg(tools.ffmpeg.path, args))).cost;
}

/** Both in turns, so that a machine that is busy for a while is busy for both. */
export async function measureSpeed(tools: MediaTools, folder: string, turns: number): Promise<SpeedResult[]> {
  const results: SpeedResult[] = [];
  for (const megabits of megabitsPerSecond) {
    const file = await madeFilm(tools, folder, megabits);
    const ratios: { wall: number; cpu: number }[] = [];
    let frameCount = 0;
    for (let turn = 0; turn < turns; turn++) {
      const plain = await decode(tools, file);
      const { cost: pass } = await costOf(async () => {
        const facts = await probeMedia(tools, file);
        const frames = await readFrameList(tools, file, facts);
        frameCount = frames.ticks.length;
        await scanShots(tools, file, facts, frames, {
          keyframes: defaultKeyframes,
          onKeyframe: async () => undefined,
        });
      });
      ratios.push({
        wall: pass.wallSeconds / plain.wallSeconds,
        cpu: (pass.cpuSeconds ?? Number.NaN) / (plain.cpuSeconds ?? Number.NaN),
      });
    }
    const cpuRatio = median(ratios.map(({ cpu }) => cpu));
    results.push({
      file,
      megabitsPerSecond: megabits,
      frames: frameCount,
      wallRatio: median(ratios.map(({ wall }) => wall)),
      cpuRatio: Number.isNaN(cpuRatio) ? null : cpuRatio,
    });
  }
  return results;
}
