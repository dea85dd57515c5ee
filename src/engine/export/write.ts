import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CastlineError, toCastlineError } from '../../shared/errors.ts';

/**
 * Writes a file so that its name always stands for a whole file: beside it, synced, then renamed over the old one.
 *
 * @throws CastlineError disk-full, no-permission, write-failed
 */
export async function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
  const unfinished = join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}`);
  try {
    const file = await open(unfinished, 'wx');
    try {
      await file.writeFile(content, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (thrown) {
    await rm(unfinished, { force: true });
    const known = toCastlineError(thrown).code;
    const code = known === 'disk-full' || known === 'no-permission' ? known : 'write-failed';
    throw new CastlineError(code, `"${path}" could not be written.`, { cause: thrown });
  }
}
