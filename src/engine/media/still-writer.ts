import { CastlineError } from '../../shared/errors.ts';
import { runProgram } from './process.ts';
import { type StillFormat, stillHeader } from './stills.ts';
import type { MediaTools } from './tools.ts';
import type { PictureSize } from './upright.ts';

/** Pixels of a picture: rows from the top, without gaps. */
export interface RawPicture extends PictureSize {
  readonly pixelFormat: 'rgb24' | 'rgba' | 'gray';
  readonly bytes: Uint8Array;
}

/** Encodes pixels as a still of the given size. @throws CastlineError ffmpeg-failed, cancelled */
export async function encodeStill(
  tools: MediaTools,
  picture: RawPicture,
  size: PictureSize,
  format: StillFormat,
  signal?: AbortSignal,
): Promise<Buffer> {
  const isSame = size.widthPx === picture.widthPx && size.heightPx === picture.heightPx;
  const scale = isSame ? [] : ['-vf', `scale=${size.widthPx}:${size.heightPx}:flags=bicubic`];
  const codec = format === 'png' ? ['-c:v', 'png', '-pred', 'mixed'] : ['-c:v', 'mjpeg', '-q:v', '2'];
  const { stdout, stderr } = await runProgram(
    tools.ffmpeg,
    [
      ...['-v', 'error', '-probesize', '32', '-f', 'rawvideo', '-pix_fmt', picture.pixelFormat],
      ...['-s', `${picture.widthPx}x${picture.heightPx}`, '-protocol_whitelist', 'pipe', '-i', 'pipe:0'],
      ...[...scale, '-frames:v', '1', ...codec, ...(format === 'png' ? [] : ['-pix_fmt', 'yuvj444p'])],
      ...['-f', 'image2pipe', 'pipe:1'],
    ],
    { signal, input: Buffer.from(picture.bytes), maxBytes: 64 * 1024 * 1024 },
  );
  if (!stillHeader(stdout)) {
    throw new CastlineError('ffmpeg-failed', 'A picture could not be written.', { details: stderr });
  }
  return stdout;
}
