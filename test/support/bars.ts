import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shippedFfmpeg } from '../../scripts/film/photos.mjs';

/**
 * Clips whose every frame carries its own number: twelve upright bars, the leftmost the lowest bit, white for one. A white
 * band below them says that there is a picture at all.
 */
export const barsSize = { width: 384, height: 216 };
export const barsFrames = 240;
const bits = 12;
const [black, grey, white] = [16, 64, 235];
const barRows = { from: 60, to: 150 };
const bandRows = { from: 175, to: 200 };

function drawFrame(number: number): Buffer {
  const { width, height } = barsSize;
  const frame = Buffer.alloc(width * height, grey);
  const barWidth = width / bits;
  for (let bit = 0; bit < bits; bit++) {
    const shade = (number >> bit) & 1 ? white : black;
    for (let row = barRows.from; row < barRows.to; row++) {
      frame.fill(shade, row * width + bit * barWidth, row * width + (bit + 1) * barWidth);
    }
  }
  frame.fill(white, bandRows.from * width, bandRows.to * width);
  return frame;
}

/** Where to look in a picture of the clip, as shares of its width and height: the bars from the lowest bit, then the band. */
export const barPoints: readonly { x: number; y: number }[] = [
  ...Array.from({ length: bits }, (_, bit) => ({
    x: (bit + 0.5) / bits,
    y: (barRows.from + barRows.to) / 2 / barsSize.height,
  })),
  { x: 0.5, y: (bandRows.from + bandRows.to) / 2 / barsSize.height },
];

/** The number that the light (0 to 255) at `barPoints` spells; undefined where there is no picture. */
export function numberFromBars(light: readonly number[]): number | undefined {
  if ((light[bits] ?? 0) < 128) return undefined;
  return light.slice(0, bits).reduce((number, shade, bit) => (shade > 128 ? number | (1 << bit) : number), 0);
}

export interface BarsClip {
  /** File name with its ending, which says the container. */
  readonly name: string;
  readonly rate: string;
  /** ffmpeg's arguments for the output. */
  readonly output: readonly string[];
}

const h264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-g', '50', '-bf', '3'].concat(
  ['-crf', '20'],
);

/** Rates, clocks and codecs in which frame numbers are easily missed. */
export const barsClips: readonly BarsClip[] = [
  { name: 'r23976.mp4', rate: '24000/1001', output: [...h264, '-timecode', '01:00:00:00'] },
  { name: 'r25.mp4', rate: '25', output: h264 },
  { name: 'r5994.mp4', rate: '60000/1001', output: h264 },
  { name: 'r2997-dropframe.mp4', rate: '30000/1001', output: [...h264, '-timecode', '00:00:58;00'] },
  {
    name: 'variable.mp4',
    rate: '25',
    output: ['-vf', "setpts='(N+floor(N/3))/25/TB'", '-vsync', 'vfr', ...h264],
  },
  {
    name: 'late-start.mp4',
    rate: '25',
    output: [...h264, '-output_ts_offset', '0.852', '-use_editlist', '0'],
  },
  {
    name: 'one-keyframe.mkv',
    rate: '25',
    output: ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-g', '9999', '-bf', '3'],
  },
  // Chromium plays neither of these: a proxy is made.
  { name: 'mpeg2.ts', rate: '25', output: ['-c:v', 'mpeg2video', '-bf', '2', '-g', '12', '-b:v', '3M'] },
  { name: 'prores.mov', rate: '25', output: ['-c:v', 'prores_ks', '-pix_fmt', 'yuv422p10le'] },
];

/** Draws and encodes a clip, once a machine. Returns its path. */
export async function makeBarsClip(clip: BarsClip): Promise<string> {
  const key = createHash('sha256')
    .update(JSON.stringify([clip, barsSize, barsFrames, barPoints]))
    .digest('hex');
  const folder = join(tmpdir(), 'castline-fixtures', `bars-${key.slice(0, 16)}`);
  const path = join(folder, clip.name);
  if (existsSync(path)) return path;
  await mkdir(folder, { recursive: true });
  const unfinished = join(folder, `${process.pid}-${clip.name}`);
  const { width, height } = barsSize;
  const input = [
    '-f',
    'rawvideo',
    '-pix_fmt',
    'gray',
    '-s',
    `${width}x${height}`,
    '-r',
    clip.rate,
    '-i',
    'pipe:0',
  ];
  const child = spawn(
    shippedFfmpeg(),
    ['-v', 'error', '-y', ...input, ...clip.output, `file:${unfinished}`],
    {
      stdio: ['pipe', 'ignore', 'inherit'],
    },
  );
  const ended = once(child, 'close');
  child.stdin.on('error', () => undefined);
  for (let number = 0; number < barsFrames && child.exitCode === null; number++) {
    if (!child.stdin.write(drawFrame(number))) await Promise.race([once(child.stdin, 'drain'), ended]);
  }
  child.stdin.end();
  const [code] = await ended;
  if (code !== 0) throw new Error(`ffmpeg ended with ${code} while it made ${clip.name}.`);
  await rename(unfinished, path);
  return path;
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
