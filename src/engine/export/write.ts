import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CastlineError, toCastlineError } from '../../shared/errors.ts';

/** Where a file is written before it gets its name: always the same, so that what a killed process left is found again. */
export function unfinishedPath(path: string): string {
  const name = createHash('sha256').update(basename(path)).digest('hex').slice(0, 12);
  return join(dirname(path), `.${name}.castline-part`);
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
    const known = toCastlineError(thrown).code;
    const code = known === 'disk-full' || known === 'no-permission' ? known : 'write-failed';
    throw new CastlineError(code, `"${path}" could not be written.`, { cause: thrown });
  }
}
