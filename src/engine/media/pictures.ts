import { readFile } from 'node:fs/promises';
import { CastlineError } from '../../shared/errors.ts';
import { jpegSize } from './jpeg.ts';
import { runProgram } from './process.ts';
import type { MediaTools } from './tools.ts';
import type { PictureSize } from './upright.ts';

/** A decoded picture. */
export interface DecodedPicture extends PictureSize {
  /** Rows from the top, three bytes a pixel: red, green, blue. */
  rgb: Buffer;
}

/** Pixels that one process may hand over at once: 400 MB as RGB. */
const maxBatchPixels = 133_000_000;

async function decodeRun(
  tools: MediaTools,
  jpegs: readonly Buffer[],
  size: PictureSize,
  signal?: AbortSignal,
): Promise<Buffer[]> {
  const bytes = size.widthPx * size.heightPx * 3;
  const read = ['-protocol_whitelist', 'pipe', '-f', 'image2pipe', '-c:v', 'mjpeg', '-i', 'pipe:0'];
  const sync = [tools.ffmpeg.capabilities.frameSync, 'passthrough'];
  const { stdout, stderr } = await runProgram(
    tools.ffmpeg,
    ['-v', 'error', '-noautorotate', ...read, ...sync, '-pix_fmt', 'rgb24', '-f', 'rawvideo', 'pipe:1'],
    { signal, input: Buffer.concat(jpegs), maxBytes: bytes * jpegs.length },
  );
  if (stdout.length !== bytes * jpegs.length) {
    throw new CastlineError('ffmpeg-failed', 'A picture could not be decoded.', { details: stderr });
  }
  return jpegs.map((_, index) => stdout.subarray(index * bytes, (index + 1) * bytes));
}

/** Neighbours of one size, up to the batch's bound. */
function* runsOfOneSize(sizes: readonly PictureSize[]): Generator<[from: number, to: number]> {
  let from = 0;
  for (let to = 1; to <= sizes.length; to++) {
    const [first, here] = [sizes[from], sizes[to]];
    const same = here && first && here.widthPx === first.widthPx && here.heightPx === first.heightPx;
    const pixels = (first?.widthPx ?? 0) * (first?.heightPx ?? 0);
    if (same && pixels * (to - from + 1) <= maxBatchPixels) continue;
    yield [from, to];
    from = to;
  }
}

/**
 * Decodes JPEG files, or JPEGs in memory, in the order given, with one process for each run of pictures of one size.
 * @throws CastlineError `ffmpeg-failed` when one is no JPEG or is damaged, `cancelled`, or what reading the file threw
 */
export async function decodePictures(
  tools: MediaTools,
  pictures: readonly (string | Buffer)[],
  options: { signal?: AbortSignal | undefined } = {},
): Promise<DecodedPicture[]> {
  const jpegs = await Promise.all(
    pictures.map((picture) => (typeof picture === 'string' ? readFile(picture) : picture)),
  );
  const sizes = jpegs.map((jpeg) => {
    const size = jpegSize(jpeg);
    if (!size) throw new CastlineError('ffmpeg-failed', 'A stored picture is no JPEG.');
    return size;
  });
  const decoded: DecodedPicture[] = [];
  for (const [from, to] of runsOfOneSize(sizes)) {
    const size = sizes[from] ?? { widthPx: 0, heightPx: 0 };
    const rows = await decodeRun(tools, jpegs.slice(from, to), size, options.signal);
    for (const rgb of rows) decoded.push({ ...size, rgb });
  }
  return decoded;
}
