import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Picture } from '../../../src/engine/recognition/index.ts';
import type { RecognitionMode } from '../../../src/shared/recognition.ts';
import { readPicture } from '../../support/pictures.ts';
import { middleOf, readFrames, readTruths } from './footage.ts';
import type { Measured, PeerMeasured } from './timed.ts';

/** Frames that are timed. */
const mostFrames = 12;
/** The whole picture on black where the shape is another. */
const as720p = 'scale=1280:720:force_original_aspect_ratio=decrease,pad=1280:720:(ow-iw)/2:(oh-ih)/2';

/** Frames with one person, of shots with only one; else photographs of clothes, of one person each. */
async function framesOfOnePerson(folder: string): Promise<Picture[]> {
  const frames: Picture[] = [];
  for (const { path, file, shots } of readTruths(folder)) {
    if (file.startsWith('formats/')) continue;
    const single = shots.flatMap(({ persons }, index) =>
      persons?.length === 1 ? [middleOf(shots, index)] : [],
    );
    if (single.length > 0 && frames.length < mostFrames) {
      frames.push(...(await readFrames(path, single.slice(0, 3), as720p)));
    }
  }
  const photos = join(folder, 'clothing', 'ccp');
  const files = existsSync(photos) ? readdirSync(photos).filter((name) => name.endsWith('.jpg')) : [];
  for (const name of files.sort()) {
    if (frames.length < mostFrames) frames.push(await readPicture(join(photos, name), as720p));
  }
  return frames.slice(0, mostFrames);
}

/** Runs a program of this folder on the frames and gives what it printed as JSON. */
async function inProcess<T>(script: string, args: readonly string[]): Promise<T> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, ['--no-warnings', path, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [text, trouble] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    trouble += chunk.toString();
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${script} ended with ${code}: ${trouble.trim().split('\n').at(-1)}`);
  return JSON.parse(text.slice(text.lastIndexOf('\n{') + 1)) as T;
}

/** Steps that @vladmandic/human does as well: faces with mesh and description, things, joints. */
const sharedSteps = ['face boxes and meshes', 'face embeddings', 'objects', 'joints'];

/** The time of the same frames here and by the peer, each in a process of its own, one after the other. */
export async function measureSpeed(folder: string, mode: RecognitionMode) {
  const frames = await framesOfOnePerson(folder);
  if (frames.length === 0) return undefined;
  const store = await mkdtemp(join(tmpdir(), 'castline-frames-'));
  try {
    for (const [index, { rgb }] of frames.entries()) await writeFile(join(store, `${index}.rgb`), rgb);
    const own = await inProcess<Measured>('./timed.ts', [store, String(frames.length), mode]);
    const sharedMs = sharedSteps.reduce((sum, step) => sum + (own.byStep[step] ?? 0), 0);
    const peer = await inProcess<PeerMeasured>('./peer.mjs', [store, String(frames.length)]).then(
      (measured) => ({ ...measured, sharedMs, throughput: measured.median / sharedMs }),
      (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
    );
    return {
      ms: { median: own.median, cpu: own.cpuMs, byStep: own.byStep },
      rssMb: own.rssMb,
      frames: own.looks,
      peer,
    };
  } finally {
    await rm(store, { recursive: true, force: true });
  }
}
