import { CastlineError } from '../../shared/errors.ts';
import { jpegSize } from './jpeg.ts';
import { runProgram } from './process.ts';
import type { MediaTools } from './tools.ts';
import type { PictureSize } from './upright.ts';

/** No still that is read here is larger: 64 megapixels. */
const maxPixels = 64_000_000;

/** A still picture of any origin: rows from the top, four bytes a pixel (red, green, blue, opacity). */
export interface Still extends PictureSize {
  readonly rgba: Buffer;
  /** True for a picture that is stored with one channel. */
  readonly isGrey: boolean;
}

/** A still picture that is read. */
export type StillFormat = 'jpeg' | 'png';
/** What the header of a still picture says. */
export interface StillHeader extends PictureSize {
  readonly format: StillFormat;
  readonly isGrey: boolean;
}

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Size and format as a picture's own header says (PNG: w3.org/TR/png-3, 11.2.1); undefined for other formats. */
export function stillHeader(bytes: Buffer): StillHeader | undefined {
  if (bytes.subarray(0, 8).equals(pngSignature) && bytes.length >= 26) {
    const isGrey = bytes[25] === 0;
    return { format: 'png', widthPx: bytes.readUInt32BE(16), heightPx: bytes.readUInt32BE(20), isGrey };
  }
  const size = jpegSize(bytes);
  return size && { format: 'jpeg', ...size, isGrey: false };
}

/**
 * Decodes a JPEG or PNG from anywhere. @throws CastlineError media-refused (no such format, or too large), ffmpeg-failed
 */
export async function decodeStill(tools: MediaTools, bytes: Buffer, signal?: AbortSignal): Promise<Still> {
  const header = stillHeader(bytes);
  if (!header) throw new CastlineError('media-refused', 'The picture is neither JPEG nor PNG.');
  const { widthPx, heightPx, isGrey, format } = header;
  if (widthPx < 1 || heightPx < 1 || widthPx * heightPx > maxPixels) {
    throw new CastlineError('media-refused', `A picture of ${widthPx} x ${heightPx} pixels is not read.`);
  }
  const codec = format === 'png' ? 'png' : 'mjpeg';
  const { stdout, stderr } = await runProgram(
    tools.ffmpeg,
    [
      ...['-v', 'error', '-protocol_whitelist', 'pipe', '-f', 'image2pipe', '-c:v', codec, '-i', 'pipe:0'],
      ...['-frames:v', '1', '-pix_fmt', 'rgba', '-f', 'rawvideo', 'pipe:1'],
    ],
    { signal, input: bytes, maxBytes: widthPx * heightPx * 4 },
  );
  if (stdout.length !== widthPx * heightPx * 4) {
    throw new CastlineError('ffmpeg-failed', 'The picture could not be decoded.', { details: stderr });
  }
  return { widthPx, heightPx, isGrey, rgba: stdout };
}

/** How a picture is fitted: first scaled, then set into a larger frame, in pixels. */
export interface Fit {
  readonly scaled: PictureSize;
  readonly frame: PictureSize & { readonly x: number; readonly y: number };
}

/** Makes a JPEG of another size and with bars around it. `quality` is ffmpeg's, 2 (best) to 31. */
export async function fitStill(
  tools: MediaTools,
  jpeg: Buffer,
  { scaled, frame }: Fit,
  quality: number,
  signal?: AbortSignal,
): Promise<Buffer> {
  const filters = [
    `scale=${scaled.widthPx}:${scaled.heightPx}:flags=bicubic`,
    `pad=${frame.widthPx}:${frame.heightPx}:${frame.x}:${frame.y}:color=black`,
  ];
  const { stdout, stderr } = await runProgram(
    tools.ffmpeg,
    [
      ...['-v', 'error', '-protocol_whitelist', 'pipe', '-f', 'image2pipe', '-c:v', 'mjpeg', '-i', 'pipe:0'],
      ...['-vf', filters.join(','), '-frames:v', '1', '-q:v', String(quality), '-map_metadata', '-1'],
      ...['-f', 'image2pipe', '-c:v', 'mjpeg', 'pipe:1'],
    ],
    { signal, input: jpeg, maxBytes: 64 * 1024 * 1024 },
  );
  if (!jpegSize(stdout))
    throw new CastlineError('ffmpeg-failed', 'The picture could not be fitted.', { details: stderr });
  return stdout;
}

/** Markers whose segments say how to decode: JFIF and Adobe (colours), tables, frame headers, restart intervals. */
const isNeeded = (marker: number): boolean =>
  marker === 0xe0 ||
  marker === 0xee ||
  (marker >= 0xc0 && marker <= 0xcf) ||
  marker === 0xdb ||
  marker === 0xdd;

/** The same JPEG without Exif, XMP, IPTC, C2PA, comments and whatever else does not change its pixels. */
export function stripJpeg(jpeg: Buffer): Buffer {
  const parts = [jpeg.subarray(0, 2)];
  let position = 2;
  while (position + 4 <= jpeg.length) {
    const marker = jpeg[position + 1] ?? 0;
    if (marker === 0xda) {
      const end = jpeg.lastIndexOf(Buffer.from([0xff, 0xd9]));
      parts.push(jpeg.subarray(position, end < 0 ? jpeg.length : end + 2));
      break;
    }
    const next = position + 2 + jpeg.readUInt16BE(position + 2);
    if (isNeeded(marker)) parts.push(jpeg.subarray(position, next));
    position = next;
  }
  return Buffer.concat(parts);
}
