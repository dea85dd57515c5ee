/**
 * Writes protobuf messages: the wire forms that ONNX files need. Fields are written in the order given and
 * nothing else is added, so the same calls give the same bytes on every machine.
 * Wire format: https://protobuf.dev/programming-guides/encoding/
 */

/** @param {number | bigint} value @returns {Buffer} base-128 varint; negative numbers as 64-bit two's complement */
function varint(value) {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes = [];
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 0x80 : low);
  } while (rest > 0n);
  return Buffer.from(bytes);
}

/** An integer or enum field. @param {number} field @param {number | bigint} value */
export const integer = (field, value) => Buffer.concat([varint(field << 3), varint(value)]);

/** Raw bytes, a string, or a message already written. @param {number} field @param {Uint8Array | string} content */
export function bytes(field, content) {
  const body = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return Buffer.concat([varint((field << 3) | 2), varint(body.length), body]);
}

/** A nested message made of the given parts. @param {number} field @param {Buffer[]} parts */
export const message = (field, parts) => bytes(field, Buffer.concat(parts));

/** A float32 field. @param {number} field @param {number} value */
export function float(field, value) {
  const body = Buffer.alloc(4);
  body.writeFloatLE(value);
  return Buffer.concat([varint((field << 3) | 5), body]);
}
