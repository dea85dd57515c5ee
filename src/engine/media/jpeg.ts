import { CastlineError } from '../../shared/errors.ts';
import type { PictureSize } from './upright.ts';

/**
 * Arguments of an output that writes each frame as a JPEG at once, `quality` from 2 (best) to 31. One thread: more would
 * hold pictures back until others follow. Tables of the standard: those made for each picture save a tenth of the bytes
 * and cost a quarter of the time.
 */
export const jpegOutputArguments = (quality: number, pipe: string): string[] => [
  ...['-c:v', 'mjpeg', '-huffman', 'default', '-threads', '1', '-q:v', String(quality)],
  ...['-f', 'image2pipe', '-flush_packets', '1', pipe],
];

/** No picture of ours is larger; a stream without an end marker is damage. */
const maxPictureBytes = 64 * 1024 * 1024;

const startOfImage = 0xd8;
const endOfImage = 0xd9;
const startOfScan = 0xda;

/** Position just after the end of the JPEG that begins at `start`, or undefined while it is not complete. */
function endOfJpeg(bytes: Buffer, start: number): number | undefined {
  let position = start + 2;
  while (position + 4 <= bytes.length) {
    const marker = bytes[position + 1];
    if (marker === startOfScan) {
      // In the coded data 0xff is always followed by 0 or a restart marker, so the end marker is unmistakable.
      const end = bytes.indexOf(Buffer.from([0xff, endOfImage]), position);
      return end < 0 ? undefined : end + 2;
    }
    position += 2 + bytes.readUInt16BE(position + 2);
  }
  return undefined;
}

/** Splits a stream of JPEG files that follow each other (`-f image2pipe`). Bytes of a cut-off last one are dropped. */
export async function* splitJpegs(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    bytes += chunk.length;
    if (bytes > maxPictureBytes) throw new CastlineError('ffmpeg-failed', 'A picture has no end.');
    if (!chunk.includes(endOfImage)) continue;
    let rest = parts.length === 1 ? chunk : Buffer.concat(parts);
    for (;;) {
      const end = rest.length < 4 ? undefined : endOfJpeg(rest, 0);
      if (end === undefined) break;
      yield rest.subarray(0, end);
      rest = rest.subarray(end);
    }
    parts = rest.length > 0 ? [rest] : [];
    bytes = rest.length;
  }
}

/** Reads the size from a JPEG's frame header; undefined when the bytes are no JPEG. */
export function jpegSize(bytes: Buffer): PictureSize | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== startOfImage) return undefined;
  let position = 2;
  while (position + 9 <= bytes.length && bytes[position] === 0xff) {
    const marker = bytes[position + 1] ?? 0;
    const frameHeader = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (frameHeader) {
      return { heightPx: bytes.readUInt16BE(position + 5), widthPx: bytes.readUInt16BE(position + 7) };
    }
    position += 2 + bytes.readUInt16BE(position + 2);
  }
  return undefined;
}
