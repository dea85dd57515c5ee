import { crc32 } from 'node:zlib';

/** XMP inside of pictures, where every reader of XMP looks for it. */

/** The longest packet that one JPEG segment holds: its length has 16 bits and counts itself and the name. */
const jpegName = Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1');
const mostInJpeg = 0xffff - 2 - jpegName.length;

/** An APP1 segment behind the first one of JFIF. */
function inJpeg(picture: Buffer, packet: Buffer): Buffer {
  const isJfif = picture.readUInt16BE(2) === 0xffe0;
  const at = isJfif ? 4 + picture.readUInt16BE(4) : 2;
  const head = Buffer.alloc(4);
  head.writeUInt16BE(0xffe1, 0);
  head.writeUInt16BE(2 + jpegName.length + packet.length, 2);
  return Buffer.concat([picture.subarray(0, at), head, jpegName, packet, picture.subarray(at)]);
}

/** An uncompressed iTXt chunk behind the header. */
function inPng(picture: Buffer, packet: Buffer): Buffer {
  const signatureBytes = 8;
  const at = signatureBytes + 12 + picture.readUInt32BE(signatureBytes);
  const body = Buffer.concat([Buffer.from('iTXtXML:com.adobe.xmp\0\0\0\0\0', 'latin1'), packet]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length - 4, 0);
  check.writeUInt32BE(crc32(body), 0);
  return Buffer.concat([picture.subarray(0, at), length, body, check, picture.subarray(at)]);
}

/** The picture with an XMP packet in it; as it is where the packet is too long for a JPEG. */
export function withXmp(picture: Buffer, format: 'jpeg' | 'png', packet: string): Buffer {
  const bytes = Buffer.from(packet, 'utf8');
  if (format === 'png') return inPng(picture, bytes);
  return bytes.length > mostInJpeg ? picture : inJpeg(picture, bytes);
}
