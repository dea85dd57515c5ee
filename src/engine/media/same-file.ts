import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { CastlineError } from '../../shared/errors.ts';

/**
 * Makes sure that a file which was just read is there and as long as before: a drive that went away, or a copy under way, ends
 * a film early and looks like its end.
 *
 * @throws CastlineError input-not-found, input-changed
 */
export async function requireWhole(file: {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
}): Promise<void> {
  const stats = await stat(file.path).catch(() => undefined);
  if (!stats) throw new CastlineError('input-not-found', `"${file.name}" went away while it was read.`);
  if (stats.size === file.bytes) return;
  throw new CastlineError('input-changed', `"${file.name}" changed while it was read.`);
}

const headBytes = 64 * 1024;
const mostRemembered = 1000;

/** Tells whether the file at a path is still the one that was added: its length and its first 64 KiB. */
export class SameFiles {
  private readonly known = new Map<string, boolean>();

  /** Reads the file once for each state that it is in. False for a file that was replaced by another. */
  async isStill(
    path: string,
    asset: { readonly bytes: number; readonly sha256First64k: string },
  ): Promise<boolean> {
    const stats = await stat(path).catch(() => undefined);
    // A file that is gone is told by whoever opens it.
    if (!stats) return true;
    if (!stats.isFile() || stats.size !== asset.bytes) return false;
    const state = [path, stats.dev, stats.ino, stats.mtimeMs, asset.sha256First64k].join('\n');
    const before = this.known.get(state);
    if (before !== undefined) return before;
    const isSame = (await hashOfHead(path)) === asset.sha256First64k;
    if (this.known.size >= mostRemembered) this.known.clear();
    this.known.set(state, isSame);
    return isSame;
  }
}

async function hashOfHead(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(headBytes);
    const { bytesRead } = await file.read(buffer, 0, headBytes, 0);
    return createHash('sha256').update(buffer.subarray(0, bytesRead)).digest('hex');
  } finally {
    await file.close();
  }
}
