import { mkdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import type { ExportFormatId } from '../../shared/contract/index.ts';
import { CastlineError, toCastlineError } from '../../shared/errors.ts';
import { formatOf } from './formats/index.ts';

/** Where an export goes: files into a folder, or one file under a name of its own. */
export interface Target {
  readonly folder: string;
  /** Set where a file was named; holds as long as only one is written. */
  readonly fileName?: string;
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/**
 * What a path means: a folder that exists, or a name without the format's extension where several files may be written, is a
 * folder (made when it is not there); everything else is the file.
 *
 * @throws CastlineError no-permission, disk-full, write-failed: the folder could not be made
 */
export async function targetOf(format: ExportFormatId, path: string): Promise<Target> {
  const full = resolve(path);
  const { per, extension } = formatOf(format);
  const namesFile = per === 'library' || extname(full).toLowerCase() === extension;
  const isFile = namesFile && !/[\\/]$/.test(path) && !(await isFolder(full));
  const folder = isFile ? dirname(full) : full;
  try {
    await mkdir(folder, { recursive: true });
  } catch (thrown) {
    const known = toCastlineError(thrown).code;
    const code = known === 'disk-full' || known === 'no-permission' ? known : 'write-failed';
    throw new CastlineError(code, `The folder "${folder}" could not be made.`, { cause: thrown });
  }
  return isFile ? { folder, fileName: basename(full) } : { folder };
}
