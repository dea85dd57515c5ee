import { createHash } from 'node:crypto';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { CastlineError } from '../../shared/errors.ts';

const headBytes = 64 * 1024;
/** Up to this size every byte counts. */
const wholeFileBytes = 32 * 1024 * 1024;
const chunkBytes = 256 * 1024;
const chunkCount = 32;

/** By what a file is known again, with its size in bytes. */
export interface FileFingerprint {
  /** Hex SHA-256 of the file's size and of its bytes, or of 32 samples of it where the file is larger than 32 MiB. */
  fingerprint: string;
  bytes: number;
  modifiedMs: number;
  sha256First64k: string;
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/** Where the samples of a large file lie: evenly spread, the first at its start and the last at its end. */
function samplePositions(bytes: number): number[] {
  if (bytes <= wholeFileBytes) {
    return Array.from({ length: Math.ceil(bytes / chunkBytes) }, (_, index) => index * chunkBytes);
  }
  const last = bytes - chunkBytes;
  return Array.from({ length: chunkCount }, (_, index) => Math.round((last * index) / (chunkCount - 1)));
}

/** Opens a file. @throws CastlineError input-not-found, input-unreadable */
export async function openForReading(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new CastlineError('input-not-found', `${path} does not exist.`, { cause });
    }
    throw new CastlineError('input-unreadable', `${path} cannot be read.`, { cause });
  }
}

/**
 * Identity of a file by what is in it, wherever it lies and whatever its name.
 * @throws CastlineError `input-not-found`, `input-unreadable`, `input-empty`, `cancelled`
 */
export async function fingerprintFile(path: string, signal?: AbortSignal): Promise<FileFingerprint> {
  // A pipe would block the open for ever, so ask what it is before opening it.
  const before = await stat(path).catch((cause: unknown) => {
    throw new CastlineError('input-not-found', `${path} does not exist.`, { cause });
  });
  if (!before.isFile()) throw new CastlineError('input-unreadable', `${path} is not a file.`);
  const file = await openForReading(path);
  try {
    const facts = await file.stat();
    if (facts.size === 0) throw new CastlineError('input-empty', `${path} is empty.`);
    const head = createHash('sha256').update(await readAt(file, 0, headBytes));
    const whole = createHash('sha256').update(`${facts.size}\n`);
    for (const position of samplePositions(facts.size)) {
      if (signal?.aborted) throw new CastlineError('cancelled', 'Cancelled.');
      whole.update(await readAt(file, position, chunkBytes));
    }
    return {
      fingerprint: whole.digest('hex'),
      bytes: facts.size,
      modifiedMs: Math.round(facts.mtimeMs),
      sha256First64k: head.digest('hex'),
    };
  } finally {
    await file.close();
  }
}
