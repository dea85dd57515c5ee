import { stat } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import type { ExportFormatId } from '../../shared/contract/index.ts';
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
 * folder, which need not be there; everything else is the file.
 */
export async function targetOf(format: ExportFormatId, path: string): Promise<Target> {
  const full = resolve(path);
  const { per, extension } = formatOf(format);
  const namesFile = per === 'library' || extname(full).toLowerCase() === extension;
  const isFile = namesFile && !/[\\/]$/.test(path) && !(await isFolder(full));
  const folder = isFile ? dirname(full) : full;
  return isFile ? { folder, fileName: basename(full) } : { folder };
}
