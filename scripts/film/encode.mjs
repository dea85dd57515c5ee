import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { loadPhotos, shippedFfmpeg } from './photos.mjs';
import { drawFilm } from './render.mjs';

/** H.264 as cameras and editing programs write it, with three key frames in ten seconds. */
const defaultVideo = [
  '-c:v',
  'libx264',
  '-preset',
  'veryfast',
  '-crf',
  '20',
  '-g',
  '75',
  '-pix_fmt',
  'yuv420p',
];
const colours = ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'];

/**
 * Encodes RGB pictures of one size. Each is copied before the next is asked for, so that one buffer may serve for all.
 * @param pictures the frames, in order
 * @param film `{ size: { width, height }, rate: 'num/den' }`
 * @param options `outFile`; `audio` adds a soft chord; `video`, `filter` and `output` are ffmpeg arguments in place of
 *   the usual ones; `ffmpeg` the program; `onFrame(done)` is called now and then
 */
export async function encodePictures(pictures, film, options) {
  const ffmpeg = options.ffmpeg ?? shippedFfmpeg();
  const { width, height } = film.size;
  const chord = 'aevalsrc=0.02*(sin(2*PI*220*t)+sin(2*PI*277.2*t)+sin(2*PI*329.6*t)):s=48000';
  const filter = ['scale=out_color_matrix=bt709:out_range=tv', ...(options.filter ?? [])].join(',');
  const args = [
    ...['-v', 'error', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${width}x${height}`],
    ...['-r', film.rate, '-i', 'pipe:0'],
    ...(options.audio ? ['-f', 'lavfi', '-i', chord, '-c:a', 'aac', '-b:a', '96k', '-shortest'] : []),
    ...['-vf', filter, ...(options.video ?? defaultVideo), ...colours, ...(options.output ?? [])],
    ...['-y', `file:${options.outFile}`],
  ];
  const child = spawn(ffmpeg, args, { stdio: ['pipe', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  child.stdin.on('error', () => undefined);
  const ended = once(child, 'close');
  let done = 0;
  for (const picture of pictures) {
    if (child.exitCode !== null) break;
    if (!child.stdin.write(Buffer.from(picture))) await Promise.race([once(child.stdin, 'drain'), ended]);
    if (++done % 25 === 0) options.onFrame?.(done);
  }
  child.stdin.end();
  const [code] = await ended;
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}: ${said.slice(-1000)}`);
}

/** Draws a film (see `drawFilm`) and encodes it, with the options of `encodePictures`. */
export async function encodeFilm(film, options) {
  const photos = await loadPhotos(film, options.ffmpeg ?? shippedFfmpeg());
  await encodePictures(drawFilm(film, photos), film, options);
}

/**
 * Encodes a film that lies on its side and says in its header that the player is to turn it a quarter clockwise. Only a copy
 * without encoding writes the turn, so it takes two steps; the ffmpeg of 2018 that writes it counts anticlockwise.
 */
export async function encodeTurned(film, options) {
  const ffmpeg = options.ffmpeg ?? shippedFfmpeg();
  const lying = `${options.outFile}.lying.mp4`;
  await encodeFilm(film, { ...options, outFile: lying, filter: ['transpose=2', ...(options.filter ?? [])] });
  const turn = ['-c', 'copy', '-metadata:s:v:0', 'rotate=270', '-y', `file:${options.outFile}`];
  const child = spawn(ffmpeg, ['-nostdin', '-v', 'error', '-i', `file:${lying}`, ...turn], {
    stdio: 'ignore',
  });
  const [code] = await once(child, 'close');
  await rm(lying, { force: true });
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}`);
}
