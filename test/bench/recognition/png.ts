import { readFileSync } from 'node:fs';
import { crc32, deflateSync, inflateSync } from 'node:zlib';

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(content.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([head, body, check]);
}

/** An 8-bit RGB picture as PNG (ISO/IEC 15948), rows not filtered. */
export function pngOf(rgb: Uint8Array, widthPx: number, heightPx: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(heightPx, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(heightPx * (widthPx * 3 + 1));
  for (let y = 0; y < heightPx; y += 1) {
    rows.set(rgb.subarray(y * widthPx * 3, (y + 1) * widthPx * 3), y * (widthPx * 3 + 1) + 1);
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 6 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/**
 * The palette indices of a PNG with 8 bits a pixel, or its grey values: what decoders that give colours lose.
 *
 * @throws Error for any other kind of PNG.
 */
export function readPalettePng(path: string): { indices: Uint8Array; widthPx: number; heightPx: number } {
  const file = readFileSync(path);
  const [widthPx, heightPx, depth, kind, interlace] = [
    file.readUInt32BE(16),
    file.readUInt32BE(20),
    file[24],
    file[25],
    file[28],
  ];
  if (depth !== 8 || (kind !== 3 && kind !== 0) || interlace !== 0) {
    throw new Error(`${path} is no PNG with one byte a pixel.`);
  }
  const parts: Buffer[] = [];
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') {
      parts.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
    }
  }
  const rows = inflateSync(Buffer.concat(parts));
  const indices = new Uint8Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y += 1) unfilterRow(rows, y, widthPx, indices);
  return { indices, widthPx, heightPx };
}

/** Takes the filter of a row back, by the rows before it. */
function unfilterRow(rows: Buffer, y: number, widthPx: number, indices: Uint8Array): void {
  const start = y * (widthPx + 1);
  const filter = rows[start]!;
  for (let x = 0; x < widthPx; x += 1) {
    const at = y * widthPx + x;
    const left = x > 0 ? indices[at - 1]! : 0;
    const above = y > 0 ? indices[at - widthPx]! : 0;
    const corner = x > 0 && y > 0 ? indices[at - widthPx - 1]! : 0;
    const guesses = [0, left, above, (left + above) >> 1, paeth(left, above, corner)];
    indices[at] = rows[start + 1 + x]! + guesses[filter]!;
  }
}

function paeth(left: number, above: number, corner: number): number {
  const [a, b, c] = [above - corner, left - corner, above + left - 2 * corner].map(Math.abs) as [
    number,
    number,
    number,
  ];
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}
