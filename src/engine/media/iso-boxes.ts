import type { FileHandle } from 'node:fs/promises';
import { openForReading } from './fingerprint.ts';

/** Boxes of ISO/IEC 14496-12 that hold the way from the file to its sample descriptions. */
const containers = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl']);
const maxBoxes = 4096;

interface Box {
  type: string;
  /** Byte range of what is in the box. */
  start: number;
  end: number;
}

async function readBox(file: FileHandle, position: number, limit: number): Promise<Box | undefined> {
  const header = Buffer.alloc(16);
  const { bytesRead } = await file.read(header, 0, 16, position);
  if (bytesRead < 8) return undefined;
  const type = header.toString('latin1', 4, 8);
  let size = header.readUInt32BE(0);
  let start = position + 8;
  if (size === 1) {
    if (bytesRead < 16) return undefined;
    size = Number(header.readBigUInt64BE(8));
    start = position + 16;
  }
  const end = size === 0 ? limit : position + size;
  return end < start || end > limit ? undefined : { type, start, end };
}

/**
 * True when a picture track of an MP4 or QuickTime file is encrypted (sample entry `encv`, ISO/IEC 23001-7). ffprobe
 * does not say so: it reports the original codec and decodes noise. Reads headers only.
 */
export async function hasEncryptedVideo(path: string): Promise<boolean> {
  const file = await openForReading(path);
  try {
    const { size } = await file.stat();
    const pending: Box[] = [{ type: '', start: 0, end: size }];
    for (let seen = 0; seen < maxBoxes; ) {
      const parent = pending.pop();
      if (!parent) return false;
      let position = parent.start;
      while (position < parent.end && seen++ < maxBoxes) {
        const box = await readBox(file, position, parent.end);
        if (!box) break;
        // A sample description is a version, a count and the entries, each with a four-character type.
        if (box.type === 'stsd') {
          const entry = await readBox(file, box.start + 8, box.end);
          if (entry?.type === 'encv') return true;
        }
        if (containers.has(box.type)) pending.push(box);
        position = box.end;
      }
    }
    return false;
  } finally {
    await file.close();
  }
}
