import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { CastlineError, toCastlineError } from '../../shared/errors.ts';
import { removeDatabase, syncToDisk } from './backups.ts';
import { Library } from './library.ts';
import { refuseShare } from './place.ts';
import { whileClosed } from './replace.ts';

/** Where a library lies now. */
export interface MovedLibrary {
  readonly path: string;
  /** Pictures that came along. */
  readonly pictures: number;
}

const folders = ['.images', '.backups'] as const;
const parts = ['', '-wal', ...folders] as const;

/** The file meant by a target that may be a folder. */
function targetOf(from: string, to: string, isFolder: (path: string) => boolean): string {
  const target = resolve(to);
  if (isFolder(target)) return join(target, basename(from));
  return extname(target) === '.castline' ? target : `${target}.castline`;
}

/**
 * Copies a closed library as one thing: its file, its pictures and its backups. The copy gets its name when it is whole and
 * was opened.
 *
 * @param to a file that does not exist, or a folder
 * @throws CastlineError library-not-found, library-in-use, write-failed (something is there), disk-full, no-permission, library-on-share
 */
export function copyLibrary(from: string, to: string, isFolder: (path: string) => boolean): MovedLibrary {
  const source = resolve(from);
  const target = targetOf(source, to, isFolder);
  if (!existsSync(source))
    throw new CastlineError('library-not-found', `There is no library at "${source}".`);
  if (parts.some((part) => existsSync(target + part))) {
    throw new CastlineError('write-failed', `There is something at "${target}" already.`);
  }
  refuseShare(target);
  return whileClosed(source, () => copyParts(source, target));
}

function copyParts(source: string, target: string): MovedLibrary {
  // Under a name of its own until it is whole.
  const unfinished = join(dirname(target), `.${basename(target)}.unfinished`);
  const discard = (): void => {
    removeDatabase(unfinished);
    for (const folder of folders) rmSync(unfinished + folder, { recursive: true, force: true });
  };
  discard();
  try {
    for (const part of parts) {
      if (existsSync(source + part))
        cpSync(source + part, unfinished + part, { recursive: true, errorOnExist: true });
    }
    const copy = new Library(unfinished, { create: false });
    const pictures = copy.images.list().length;
    const { damage, missingPictures } = copy.upkeep.examine();
    copy.close();
    if (damage.length > 0) throw new CastlineError('library-damaged', `"${basename(source)}" is damaged.`);
    if (pictures === 0 && missingPictures.length > 0) {
      throw new CastlineError('write-failed', 'The pictures did not come along.');
    }
    syncToDisk(unfinished);
    for (const folder of folders) {
      if (existsSync(unfinished + folder)) renameSync(unfinished + folder, target + folder);
    }
    renameSync(unfinished, target);
    return { path: target, pictures };
  } catch (thrown) {
    discard();
    throw toCastlineError(thrown);
  }
}

/** Copies a library and then removes it where it was. */
export function moveLibrary(from: string, to: string, isFolder: (path: string) => boolean): MovedLibrary {
  const moved = copyLibrary(from, to, isFolder);
  const source = resolve(from);
  removeDatabase(source);
  for (const folder of folders) rmSync(source + folder, { recursive: true, force: true });
  return moved;
}
