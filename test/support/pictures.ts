import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { findMediaTools } from '../../src/engine/media/index.ts';
import type { Picture } from '../../src/engine/recognition/index.ts';

/** Photographs of several people inside a development dependency, so that they are on every machine. */
export const samplePhotograph = (name: string): string =>
  join(import.meta.dirname, '../../node_modules/@vladmandic/face-api/demo', name);

let ffmpegPath: Promise<string> | undefined;

function ffmpeg(): Promise<string> {
  ffmpegPath ??= findMediaTools({ env: process.env }).then((tools) => tools.ffmpeg.path);
  return ffmpegPath;
}

/** Splits a run of binary PPM pictures ("P6", width, height, 255, pixels) as ffmpeg writes them. */
function splitPixmaps(stream: Buffer): Picture[] {
  const pictures: Picture[] = [];
  for (let offset = 0; offset < stream.length; ) {
    const header = /^P6\n(\d+) (\d+)\n255\n/.exec(stream.toString('latin1', offset, offset + 40));
    if (!header) throw new Error(`No picture at byte ${offset}.`);
    const [widthPx, heightPx] = [Number(header[1]), Number(header[2])];
    const start = offset + header[0].length;
    offset = start + widthPx * heightPx * 3;
    pictures.push({ widthPx, heightPx, rgb: Uint8Array.from(stream.subarray(start, offset)) });
  }
  return pictures;
}

/**
 * Decodes a picture, or the frames of a film that the filter lets through.
 *
 * @param filter ffmpeg's filter chain, for instance `fps=1` or `select='eq(n,7)'`
 */
export async function readPictures(path: string, filter = 'null'): Promise<Picture[]> {
  const program = await ffmpeg();
  const stream = await new Promise<Buffer>((resolve, reject) => {
    execFile(
      program,
      // New times, one frame apart: else frames that the filter took out would be filled in again.
      ['-v', 'error', '-nostdin', '-i', path, '-vf', `${filter},setpts=N/FRAME_RATE/TB`].concat([
        ...['-f', 'image2pipe', '-c:v', 'ppm', '-pix_fmt', 'rgb24', '-'],
      ]),
      { encoding: 'buffer', maxBuffer: 2 ** 31 },
      (error, stdout) => (error ? reject(error) : resolve(stdout)),
    );
  });
  return splitPixmaps(stream);
}

/** The only picture of a file. */
export async function readPicture(path: string, filter?: string): Promise<Picture> {
  const [picture] = await readPictures(path, filter);
  if (!picture) throw new Error(`${path} has no picture.`);
  return picture;
}

/** A recogniser takes the bytes of what it is given: this keeps the original. */
export const copyOf = (picture: Picture): Picture => ({ ...picture, rgb: Uint8Array.from(picture.rgb) });
