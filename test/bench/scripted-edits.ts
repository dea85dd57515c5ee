import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodePictures } from '../../scripts/film/encode.mjs';
import { loadPhoto, photoNames, shippedFfmpeg } from '../../scripts/film/photos.mjs';
import { blend, drawView, type Photo, type Truth } from '../../scripts/film/render.mjs';

/** Edits of real clips and of camera moves over photographs, joined by chance, with exact truth. */

const size = { width: 160, height: 90 };
const frameBytes = size.width * size.height * 3;

/** A piece of film without a cut in it. */
interface Source {
  name: string;
  frames: number;
  /** RGB of one frame, or of one drawn for the purpose. */
  frame(index: number): Uint8Array;
}

/** The same numbers for the same seed, everywhere. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const between = (random: () => number, low: number, high: number): number =>
  low + Math.floor(random() * (high - low + 1));

/** Shots of the clips in `<folder>/video`, cut by their truth. */
export function clipSources(folder: string, skip: (name: string) => boolean = () => false): Source[] {
  return readdirSync(join(folder, 'video')).flatMap((name) => {
    const truthFile = join(folder, 'truth', `${name}.json`);
    if (skip(name) || !existsSync(truthFile)) return [];
    const truth = JSON.parse(readFileSync(truthFile, 'utf8')) as Truth;
    const scale = `scale=${size.width}:${size.height}:flags=area`;
    const pixels = execFileSync(
      shippedFfmpeg(),
      [
        ...['-nostdin', '-v', 'error', '-i', join(folder, 'video', name), '-map', '0:V:0', '-vf', scale],
        ...['-vsync', 'passthrough', '-pix_fmt', 'rgb24', '-f', 'rawvideo', 'pipe:1'],
      ],
      { maxBuffer: 2 ** 30 },
    );
    return truth.shots
      .filter((shot) => shot.end_frame - shot.first_frame >= 20)
      .map((shot) => ({
        name,
        frames: shot.end_frame - shot.first_frame,
        frame: (index) => {
          const from = (shot.first_frame + index) * frameBytes;
          return pixels.subarray(from, from + frameBytes);
        },
      }));
  });
}

/** A camera move over a photograph: still, slow, fast, or stopping on the way. */
function photoSource(photo: Photo, name: string, random: () => number): Source {
  const view = () => {
    const width = photo.width * (0.3 + 0.5 * random());
    const height = (width * size.height) / size.width;
    return {
      x: width / 2 + random() * (photo.width - width),
      y: Math.min(height, photo.height) / 2 + random() * Math.max(0, photo.height - height),
      width,
    };
  };
  const [from, target] = [view(), view()];
  const share = [0.02, 0.15, 0.5, 1][between(random, 0, 3)] as number;
  const frames = between(random, 30, 110);
  const [begin, end] = random() < 0.5 ? [0, 1] : [0.3 * random(), 0.5 + 0.5 * random()];
  return {
    name,
    frames,
    frame: (index) => {
      const t = Math.min(1, Math.max(0, (index / frames - begin) / (end - begin))) * share;
      const mix = (a: number, b: number): number => a + (b - a) * t;
      const out = new Uint8ClampedArray(frameBytes);
      drawView(
        photo,
        { x: mix(from.x, target.x), y: mix(from.y, target.y), width: mix(from.width, target.width) },
        size,
        out,
      );
      return new Uint8Array(out.buffer);
    },
  };
}

/** Twice as fast, as it is, or with every frame held for two, as slower material is in a faster edit. */
function pickPace(source: Source, random: () => number): number {
  const chance = random();
  if (source.frames >= 80 && chance < 0.25) return 2;
  return source.frames < 40 || chance > 0.85 ? 0.5 : 1;
}

/** A clip seen closer and off centre, at another pace: another shot of the same. */
function varied(source: Source, random: () => number): Source {
  const pace = pickPace(source, random);
  if (random() < 0.3)
    return {
      ...source,
      frames: Math.floor(source.frames / pace),
      frame: (n) => source.frame(Math.floor(n * pace)),
    };
  const width = size.width * (0.5 + 0.45 * random());
  const height = (width * size.height) / size.width;
  const view = {
    x: width / 2 + random() * (size.width - width),
    y: height / 2 + random() * (size.height - height),
    width,
  };
  return {
    name: source.name,
    frames: Math.floor(source.frames / pace),
    frame: (index) => {
      const out = new Uint8ClampedArray(frameBytes);
      drawView({ ...size, rgb: source.frame(Math.floor(index * pace)) }, view, size, out);
      return new Uint8Array(out.buffer);
    },
  };
}

export type SourcePool = (random: () => number) => Source;

/** Half of the picks are clips, half photographs, as far as there are any. */
export async function sourcePool(clips: Source[]): Promise<SourcePool> {
  const photos = await Promise.all(photoNames.map((name) => loadPhoto(name)));
  return (random) => {
    if (clips.length > 0 && random() < 0.6)
      return varied(clips[between(random, 0, clips.length - 1)] as Source, random);
    const index = between(random, 0, photos.length - 1);
    return photoSource(photos[index] as Photo, photoNames[index] as string, random);
  };
}

const edges = ['left', 'right', 'top', 'bottom'] as const;
const kinds: [kind: string, share: number, shortest: number, longest: number][] = [
  ['cut', 0.45, 0, 0],
  ['dissolve', 0.23, 6, 30],
  ['fade', 0.1, 10, 40],
  ['fade-white', 0.06, 10, 30],
  ['wipe', 0.16, 6, 25],
];

function pickJoin(random: () => number, room: number): { kind: string; frames: number } {
  let rest = random();
  const [kind, , shortest, longest] = kinds.find(([, share]) => {
    rest -= share;
    return rest < 0;
  }) ?? ['cut', 1, 0, 0];
  if (room < shortest) return { kind: 'cut', frames: 0 };
  return { kind, frames: between(random, shortest, Math.min(longest, room)) };
}

/** Puts an edit of `shots` shots together, frame by frame. */
export function planEdit(
  pool: SourcePool,
  shots: number,
  seed: number,
): { frames: Uint8Array[]; truth: Truth } {
  const random = seededRandom(seed);
  const frames: Uint8Array[] = [];
  const joins: Truth['shots'][number]['transition_in'][] = [];
  let lastName = '';
  let free = 0;
  for (let shot = 0; shot < shots; shot++) {
    let source = pool(random);
    while (source.name === lastName) source = pool(random);
    lastName = source.name;
    const length = Math.min(
      source.frames,
      random() < 0.06 ? between(random, 3, 12) : between(random, 24, 110),
    );
    const start = between(random, 0, source.frames - length);
    const clip = Array.from({ length }, (_, index) => source.frame(start + index));
    if (shot > 0) {
      const join = pickJoin(random, Math.min(length, frames.length - free) - 10);
      const edge = edges[between(random, 0, 3)];
      const at = frames.length - join.frames;
      for (let n = 0; n < join.frames; n++) {
        const out = new Uint8ClampedArray(frameBytes);
        const [a, b] = [frames[at + n] as Uint8Array, clip[n] as Uint8Array];
        blend(join.kind, (n + 1) / (join.frames + 1), a, b, size, out, edge);
        frames[at + n] = new Uint8Array(out.buffer);
      }
      joins.push({ type: join.kind, first_frame: at, end_frame: at + join.frames });
      free = at + join.frames;
      frames.push(...clip.slice(join.frames));
    } else frames.push(...clip);
  }
  const starts = [
    0,
    ...joins.map((join) => Math.floor(((join?.first_frame ?? 0) + (join?.end_frame ?? 0)) / 2)),
  ];
  const truth: Truth = {
    frames: frames.length,
    shots: starts.map((first, index) => ({
      index,
      first_frame: first,
      end_frame: starts[index + 1] ?? frames.length,
      persons: [],
      ...(index > 0 ? { transition_in: joins[index - 1] as NonNullable<(typeof joins)[number]> } : {}),
    })),
    not_cuts: [],
  };
  return { frames, truth };
}

/** Encodes scripted edits into a folder laid out as the footage is; edits that are there already are kept. */
export async function writeScriptedEdits(
  pool: SourcePool,
  name: string,
  seeds: readonly number[],
): Promise<string> {
  const folder = join(tmpdir(), 'castline-fixtures', `scripted-${name}`);
  await mkdir(join(folder, 'edits'), { recursive: true });
  await mkdir(join(folder, 'truth'), { recursive: true });
  for (const seed of seeds) {
    const file = `edit-${String(seed).padStart(4, '0')}.mp4`;
    const truthFile = join(folder, 'truth', `${file}.json`);
    if (existsSync(truthFile)) continue;
    const { frames, truth } = planEdit(pool, 30, seed);
    const outFile = join(folder, 'edits', file);
    const quality = String([18, 23, 28][seed % 3]);
    const video = [
      '-c:v',
      'libx264',
      '-preset',
      'veryfast',
      '-crf',
      quality,
      '-g',
      '60',
      '-pix_fmt',
      'yuv420p',
    ];
    await encodePictures(frames, { size, rate: '25/1' }, { outFile, video });
    await writeFile(`${truthFile}.part`, JSON.stringify(truth));
    await rename(`${truthFile}.part`, truthFile);
  }
  return folder;
}
