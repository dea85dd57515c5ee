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

const endMarker = Buffer.from([0xff, endOfImage]);

/** Where the coded data of the JPEG that these bytes begin with starts; undefined while its head is not complete. */
function startOfData(bytes: Buffer): number | undefined {
  for (let position = 2; position + 4 <= bytes.length; position += 2 + bytes.readUInt16BE(position + 2)) {
    if (bytes[position + 1] === startOfScan) return position;
  }
  return undefined;
}

/** Position just after the end marker; in coded data 0xff is always followed by 0 or a restart marker. */
function endOfData(bytes: Buffer, from: number, byteBefore?: number): number | undefined {
  if (byteBefore === endMarker[0] && bytes[from] === endMarker[1]) return from + 1;
  const end = bytes.indexOf(endMarker, from);
  return end < 0 ? undefined : end + endMarker.length;
}

/**
 * Splits a stream of JPEG files that follow each other (`-f image2pipe`), each in memory of its own. Bytes of a cut-off last
 * one are dropped. A picture comes in a dozen pieces: what was searched is not searched again, and all is copied once.
 */
export async function* splitJpegs(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let bytes = 0;
  let inData = false;
  for await (const chunk of chunks) {
    let rest = chunk;
    while (rest.length > 0) {
      let from = 0;
      if (!inData) {
        rest = parts.length > 0 ? Buffer.concat([...parts, rest]) : rest;
        [parts, bytes] = [[], 0];
        const data = startOfData(rest);
        inData = data !== undefined;
        from = data ?? 0;
      }
      const end = inData ? endOfData(rest, from, parts.at(-1)?.at(-1)) : undefined;
      parts.push(rest.subarray(0, end));
      bytes += rest.length;
      if (bytes > maxPictureBytes) throw new CastlineError('ffmpeg-failed', 'A picture has no end.');
      if (end === undefined) break;
      yield Buffer.concat(parts);
      rest = rest.subarray(end);
      [parts, bytes, inData] = [[], 0, false];
    }
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
