import { copyFileSync, existsSync, renameSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { CastlineError, toCastlineError } from '../../shared/errors.ts';
import { type Backup, BackupFolder, checkCopy, removeDatabase, syncToDisk } from './backups.ts';
import { EditMark } from './edit-mark.ts';
import { LibraryLock } from './lock.ts';

/** Where a whole file waits that is to take the place of a library. */
const incoming = (path: string): string => `${path}.incoming`;

/** Holds the lock of a library that nobody has open while `work` goes on. @throws CastlineError library-in-use */
export function whileClosed<T>(libraryPath: string, work: () => T): T {
  const lock = LibraryLock.take(`${libraryPath}.images`);
  if (!lock) {
    throw new CastlineError(
      'library-in-use',
      `"${basename(libraryPath)}" is open in another window or program.`,
    );
  }
  try {
    return work();
  } finally {
    lock.release();
  }
}

/**
 * Puts a whole, checked file in the place of a library; what was there is kept among the backups as 'replaced'. Once the new
 * file has its name, a process that is killed leaves a replacement that the next start completes.
 */
export function replaceLibrary(path: string, fresh: string, now: Date): void {
  syncToDisk(fresh);
  renameSync(fresh, incoming(path));
  finishReplacement(path, now);
}

/** Completes a replacement, also one that was cut off. To be called with the lock held, before the library is opened. */
export function finishReplacement(path: string, now: Date): void {
  if (!existsSync(incoming(path))) return;
  const backups = new BackupFolder(path);
  const aside = backups.placeFor('replaced', 0, now);
  // The log goes first: a log that is applied to another file than its own ruins it.
  for (const ending of ['-wal', '-shm', '']) {
    if (existsSync(path + ending)) renameSync(path + ending, aside + ending);
  }
  // What is put in its place may know of fewer edits.
  new EditMark(`${path}.images`).clear();
  renameSync(incoming(path), path);
  if (process.platform !== 'win32') syncToDisk(dirname(path));
  backups.prune();
}

/** True where a replacement was cut off. */
export const isBeingReplaced = (path: string): boolean => existsSync(incoming(path));

/** The backup of a name, or the newest that can be opened. @throws CastlineError no-backup, backup-damaged */
function chooseBackup(path: string, name: string | undefined): Backup {
  const all = new BackupFolder(path).list();
  if (name !== undefined) {
    const named = all.find((backup) => backup.name === name || backup.path === resolve(name));
    if (!named) throw new CastlineError('no-backup', `There is no backup "${name}" of "${basename(path)}".`);
    return named;
  }
  const usable = all.filter(({ reason }) => reason !== 'replaced').find((backup) => isSound(backup));
  if (!usable) throw new CastlineError('no-backup', `"${basename(path)}" has no backup that can be opened.`);
  return usable;
}

/** What was replaced may have been damaged, so its name claims no format. */
const formatOf = ({ reason, format }: Backup): number | undefined =>
  reason === 'replaced' ? undefined : format;

function isSound(backup: Backup): boolean {
  try {
    checkCopy(backup.path, formatOf(backup));
    return true;
  } catch {
    return false;
  }
}

/**
 * Makes a closed library what it was when a backup was taken, and keeps what it is now. Without a name: the newest backup
 * that can be opened.
 *
 * @throws CastlineError no-backup, backup-damaged, library-in-use, disk-full, no-permission
 */
export function restoreLibrary(path: string, name: string | undefined, now: Date): Backup {
  return whileClosed(path, () => {
    const backup = chooseBackup(path, name);
    const fresh = `${path}.restoring`;
    try {
      for (const ending of ['-wal', '']) {
        if (existsSync(backup.path + ending)) copyFileSync(backup.path + ending, fresh + ending);
      }
      checkCopy(fresh, formatOf(backup));
      replaceLibrary(path, fresh, now);
    } catch (thrown) {
      removeDatabase(fresh);
      throw toCastlineError(thrown);
    }
    return backup;
  });
}
