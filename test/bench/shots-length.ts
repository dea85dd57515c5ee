import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type MediaTools, probeMedia, readFrameList } from '../../src/engine/media/index.ts';
import { defaultKeyframes, scanShots } from '../../src/engine/shots/index.ts';
import { runFfmpeg } from './measuring.ts';
import { madeFilm } from './shots-speed.ts';

/** What the whole pass needs of memory for a minute and for hours: it should be the same. Linux tells; elsewhere 0. */

export interface LengthResult {
  readonly file: string;
  readonly frames: number;
  readonly keyframes: number;
  /** Most that was resident at once, in MB: of this process after it began, and of the programs that it ran. */
  readonly ownMb: number;
  readonly programsMb: number;
}

const sampleEveryMs = 200;
const repetitions = 60;

function residentMb(pid: number | 'self'): number {
  try {
    return Number(/VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    // It has ended meanwhile.
    return 0;
  }
}

function childPids(): number[] {
  try {
    return readdirSync('/proc/self/task').flatMap((task) =>
      readFileSync(`/proc/self/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    );
  } catch {
    return [];
  }
}

async function scanned(tools: MediaTools, file: string): Promise<LengthResult> {
  let [ownMb, programsMb, keyframes] = [0, 0, 0];
  const sample = (): void => {
    ownMb = Math.max(ownMb, residentMb('self'));
    programsMb = Math.max(programsMb, ...childPids().map(residentMb));
  };
  const timer = setInterval(sample, sampleEveryMs);
  try {
    const facts = await probeMedia(tools, file);
    const frames = await readFrameList(tools, file, facts);
    await scanShots(tools, file, facts, frames, {
      keyframes: defaultKeyframes,
      onKeyframe: async () => {
        keyframes += 1;
      },
    });
    return { file: basename(file), frames: frames.ticks.length, keyframes, ownMb, programsMb };
  } finally {
    clearInterval(timer);
  }
}

/** A minute of 1080p, an hour made of it, and six hours at one frame a second where the folder has them. */
export async function measureLength(tools: MediaTools, folder: string): Promise<LengthResult[]> {
  const minute = await madeFilm(tools, folder, 6);
  const hour = minute.replace(/\.mp4$/, '-hour.mp4');
  if (!existsSync(hour)) {
    const part = hour.replace(/\.mp4$/, `-${process.pid}.mp4`);
    const loop = ['-y', '-stream_loop', String(repetitions - 1), '-i', minute];
    await runFfmpeg(tools.ffmpeg.path, [...loop, '-c', 'copy', part]);
    await rename(part, hour);
  }
  const sixHours = join(folder, 'hostile', 'six_hours_1fps.mp4');
  const results: LengthResult[] = [];
  for (const file of [minute, hour, ...(existsSync(sixHours) ? [sixHours] : [])]) {
    results.push(await scanned(tools, file));
  }
  return results;
}
