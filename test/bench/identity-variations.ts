import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { shippedFfmpeg } from '../../scripts/film/photos.mjs';
import { findFilms } from './identity-films.ts';

/**
 * Makes a folder of other footage than the rules were made on, from the edits and clips of one:
 *
 *   node test/bench/identity-variations.ts <folder> <new folder>
 *
 * Each edit mirrored, in the dark, and small and coarse; and clips of one shot cut together in turns, each in two places.
 * The truth goes with them, so `bench:identity` runs on the new folder.
 */

const [from, to] = process.argv.slice(2).map((path) => resolve(path));
if (!from || !to) throw new Error('Usage: node test/bench/identity-variations.ts <folder> <new folder>');
for (const part of ['edits', 'truth', 'cut']) mkdirSync(join(to, part), { recursive: true });
const run = promisify(execFile);
const ffmpeg = (...args: string[]) => run(shippedFfmpeg(), ['-nostdin', '-v', 'error', '-y', ...args]);
const encoding = ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-an'];
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const variations = {
  mirrored: ['-vf', 'hflip', ...encoding, '-crf', '20'],
  dark: ['-vf', 'eq=brightness=-0.12:gamma=0.75:saturation=0.8', ...encoding, '-crf', '23'],
  coarse: ['-vf', 'scale=iw*0.6:-2', ...encoding, '-crf', '31'],
};

const films = findFilms(from);
for (const { file, path, truth } of films.filter((film) => film.file.startsWith('edits/'))) {
  for (const [name, args] of Object.entries(variations)) {
    const made = `edits/${name}_${basename(file)}`;
    await ffmpeg('-i', `file:${path}`, ...args, '-fps_mode', 'passthrough', join(to, made));
    writeFileSync(
      join(to, 'truth', `${name}_${basename(file)}.json`),
      JSON.stringify({ ...truth, file: made }),
    );
    say(made);
  }
}

/** Frames of each clip in each of its two places. */
const partFrames = 24;
const clips = films.filter(
  ({ file, truth }) =>
    file.startsWith('video/') && truth.shots.length === 1 && truth.frames >= 2 * partFrames,
);
const people = (index: number): readonly string[] => clips[index]?.truth.shots[0]?.persons ?? [];
const parts = [0, 1].flatMap((turn) =>
  clips.flatMap((clip, index) => (people(index).length > 0 ? [{ clip, index, turn }] : [])),
);
const fit =
  'scale=1280:720:force_original_aspect_ratio=decrease,pad=1280:720:(ow-iw)/2:(oh-ih)/2,setsar=1,format=yuv420p';
for (const [at, { clip, turn }] of parts.entries()) {
  const start = turn === 0 ? 0 : clip.truth.frames - partFrames;
  const trim = `trim=start_frame=${start}:end_frame=${start + partFrames},setpts=N/25/TB,${fit}`;
  const path = join(to, 'cut', `${String(at).padStart(3, '0')}.mp4`);
  await ffmpeg('-i', `file:${clip.path}`, '-vf', trim, '-r', '25', ...encoding, '-crf', '18', path);
}
writeFileSync(
  join(to, 'cut', 'list.txt'),
  parts.map((_, at) => `file '${String(at).padStart(3, '0')}.mp4'\n`).join(''),
);
await ffmpeg(
  '-f',
  'concat',
  '-i',
  join(to, 'cut', 'list.txt'),
  ...encoding,
  '-crf',
  '18',
  join(to, 'edits', 'turns.mp4'),
);
writeFileSync(
  join(to, 'truth', 'turns.mp4.json'),
  JSON.stringify({
    file: 'edits/turns.mp4',
    frames: parts.length * partFrames,
    shots: parts.map(({ index }, at) => ({
      index: at,
      first_frame: at * partFrames,
      end_frame: (at + 1) * partFrames,
      persons: people(index),
      ...(at === 0
        ? {}
        : { transition_in: { type: 'cut', first_frame: at * partFrames, end_frame: at * partFrames } }),
    })),
  }),
);
say(`edits/turns.mp4, ${parts.length} shots`);
