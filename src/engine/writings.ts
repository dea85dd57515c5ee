import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { unfinishedPath, writeAtomically } from './export/index.ts';
import type { Library } from './library/index.ts';

const name = 'files-being-written';
const listSchema = z.array(z.string());

/**
 * Lets files be written while the library notes them: when the program is killed meanwhile, its next start removes what was
 * left half-written in the user's folders.
 */
export async function noting<T>(
  library: Library,
  paths: readonly string[],
  write: () => Promise<T>,
): Promise<T> {
  if (!library.isReadOnly) library.remembered.write(name, paths.map(unfinishedPath));
  const written = await write();
  if (!library.isReadOnly) library.remembered.write(name, []);
  return written;
}

/**
 * Writes files one after the other, each atomically and noted.
 *
 * @throws CastlineError disk-full, no-permission, write-failed
 */
export async function writeNoted(
  library: Library,
  files: readonly { readonly path: string; readonly text: string }[],
): Promise<void> {
  const paths = files.map(({ path }) => path);
  await noting(library, paths, async () => {
    for (const { path, text } of files) await writeAtomically(path, text);
  });
}

/** Removes what a killed program left half-written; only files of the name that `noting` expects. */
export function removeHalfWritten(library: Library): void {
  const left = library.remembered.read(name, listSchema) ?? [];
  if (left.length === 0) return;
  for (const path of left) {
    if (/^\.[0-9a-f]{12}\.castline-part$/.test(basename(path))) rmSync(path, { force: true });
  }
  library.remembered.write(name, []);
}
