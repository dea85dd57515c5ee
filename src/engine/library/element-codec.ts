import { type Mask, maskSchema } from '../../shared/masks.ts';

/** How vectors and masks lie in the library's columns. */

/** Little-endian float32, whatever the machine's own order is. */
export function vectorBytes(vector: Float32Array): Buffer {
  const bytes = Buffer.alloc(vector.length * 4);
  vector.forEach((value, index) => {
    bytes.writeFloatLE(value, index * 4);
  });
  return bytes;
}

export function vectorFrom(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.byteLength / 4 }, (_, index) => view.getFloat32(index * 4, true));
}

const maskHeaderBytes = 4 * 8 + 2 * 2;

/** The region as four little-endian float64, the size as two uint16, then the runs as they are. */
export function maskBytes({ region, widthPx, heightPx, runs }: Mask): Buffer {
  const header = Buffer.alloc(maskHeaderBytes);
  [region.x, region.y, region.w, region.h].forEach((value, index) => {
    header.writeDoubleLE(value, index * 8);
  });
  header.writeUInt16LE(widthPx, 32);
  header.writeUInt16LE(heightPx, 34);
  return Buffer.concat([header, runs]);
}

/** @throws ZodError for bytes that are no mask */
export function maskFrom(bytes: Uint8Array): Mask {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [x, y, w, h] = [0, 8, 16, 24].map((at) => view.getFloat64(at, true));
  return maskSchema.parse({
    region: { x, y, w, h },
    widthPx: view.getUint16(32, true),
    heightPx: view.getUint16(34, true),
    runs: Uint8Array.from(bytes.subarray(maskHeaderBytes)),
  });
}
