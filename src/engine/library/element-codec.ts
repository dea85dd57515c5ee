import { type Mask, maskSchema } from '../../shared/masks.ts';

/** How vectors and masks lie in the library's columns. */

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Little-endian float32, whatever the machine's own order is. */
export function vectorBytes(vector: Float32Array): Buffer {
  const bytes = Buffer.from(vector.slice().buffer);
  return isLittleEndian ? bytes : bytes.swap32();
}

/** Numbers from bytes as the library keeps them: 32-bit floats, little endian. */
export function vectorFrom(bytes: Uint8Array): Float32Array {
  const copy = new Uint8Array(bytes);
  if (!isLittleEndian) Buffer.from(copy.buffer).swap32();
  return new Float32Array(copy.buffer);
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
