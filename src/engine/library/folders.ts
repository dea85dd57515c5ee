import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CastlineError, toCastlineError } from '../../shared/errors.ts';

/**
 * Makes a folder and those above it, one after the other. Node's own way of making them all never comes to an end on a file system
 * that has a folder, makes none in it and says of what it has not that it is missing, as /proc does.
 *
 * @throws CastlineError disk-full, no-permission; write-failed: it cannot be made for another reason, such as a file in the way
 */
export function makeFolder(path: string): void {
  const missing: string[] = [];
  for (let at = resolve(path); !isFolder(at) && at !== dirname(at); at = dirname(at)) missing.unshift(at);
  for (const folder of missing) makeOne(folder);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function makeOne(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (thrown) {
    // Somebody else may have made it meanwhile.
    if (isFolder(folder)) return;
    const known = toCastlineError(thrown).code;
    const code = known === 'disk-full' || known === 'no-permission' ? known : 'write-failed';
    throw new CastlineError(code, `The folder "${folder}" could not be made.`, { cause: thrown });
  }
}
