import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CastlineError, toCastlineError } from '../../shared/errors.ts';

/** Where a file is written before it gets its name: always the same, so that what a killed process left is found again. */
export function unfinishedPath(path: string): string {
  const name = createHash('sha256').update(basename(path)).digest('hex').slice(0, 12);
  return join(dirname(path), `.${name}.castline-part`);
}

function writingError(path: string, thrown: unknown): CastlineError {
  const known = toCastlineError(thrown).code;
  const code = known === 'disk-full' || known === 'no-permission' ? known : 'write-failed';
  return new CastlineError(code, `"${path}" could not be written.`, { cause: thrown });
}

/**
 * Writes a file so that its name always stands for a whole file: beside it, synced, then renamed over the old one.
 *
 * @throws CastlineError disk-full, no-permission, write-failed
 */
export async function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
  const unfinished = unfinishedPath(path);
  try {
    await rm(unfinished, { force: true });
    const file = await open(unfinished, 'wx');
    try {
      await file.writeFile(content, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (thrown) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw writingError(path, thrown);
  }
}

/** A file that lies whole under its name. */
export interface WrittenFile {
  readonly path: string;
  readonly bytes: number;
}

/** Waiting for the disk takes 1 to 3 ms a file: sets of thousands of sidecars are left to the system to bring there. */
const mostSynced = 64;

/**
 * Writes all files of an export, each atomically, in the thread that asks. A name always stands for a whole file when the
 * program is killed; when the machine loses power, up to 64 files do, of larger sets those of the last seconds may be lost.
 *
 * @throws CastlineError disk-full, no-permission, write-failed
 */
export function writeSet(files: readonly { readonly path: string; readonly text: string }[]): WrittenFile[] {
  const isSynced = files.length <= mostSynced;
  return files.map(({ path, text }) => {
    const unfinished = unfinishedPath(path);
    try {
      rmSync(unfinished, { force: true });
      const file = openSync(unfinished, 'wx');
      try {
        writeFileSync(file, text, 'utf8');
        if (isSynced) fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(unfinished, path);
      return { path, bytes: Buffer.byteLength(text) };
    } catch (thrown) {
      rmSync(unfinished, { force: true });
      throw writingError(path, thrown);
    }
  });
}
