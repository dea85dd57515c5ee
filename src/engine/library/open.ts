import { existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { CastlineError } from '../../shared/errors.ts';
import { BackupFolder, removeDatabase } from './backups.ts';
import { type Connection, checkLibraryFile, openDatabase } from './database.ts';
import { EditMark } from './edit-mark.ts';
import { quickCheck } from './health.ts';
import { ImageFolder } from './images.ts';
import { LibraryLock } from './lock.ts';
import { refuseShare } from './place.ts';
import { finishReplacement, isBeingReplaced } from './replace.ts';
import { Upkeep } from './upkeep.ts';

/** A library file as it was opened. */
export interface OpenedLibrary {
  readonly connection: Connection;
  /** Undefined where somebody else may write. */
  readonly lock: LibraryLock | undefined;
  readonly images: ImageFolder;
  readonly upkeep: Upkeep;
  readonly endedUncleanly: boolean;
  readonly mark: EditMark;
}

/** What restoring and repairing write to before they replace a library. */
const leftByTheKilled = ['.restoring', '.repairing'] as const;

/** After a clean end SQLite has folded its log in and removed it. */
function hasLog(path: string): boolean {
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/**
 * Opens a library with all that belongs to it: takes the lock, completes a replacement that was cut off, takes a backup before
 * a migration, and after an unclean end reads the file through and removes what was left half-done.
 *
 * @throws CastlineError as `openDatabase` does, library-on-share
 */
export function openLibraryFile(path: string, options: { create: boolean; now: Date }): OpenedLibrary {
  const images = new ImageFolder(path);
  const isReplaced = isBeingReplaced(path);
  if (!isReplaced) checkLibraryFile(path, options);
  refuseShare(path);
  const lock = LibraryLock.take(images.root);
  let connection: Connection | undefined;
  try {
    if (lock && isReplaced) finishReplacement(path, options.now);
    const backups = new BackupFolder(path);
    const mark = new EditMark(images.root);
    const wasOpen = hasLog(path) || mark.read() !== undefined;
    const endedUncleanly = lock !== undefined && existsSync(path) && wasOpen;
    connection = openDatabase(path, {
      create: options.create,
      readOnly: lock === undefined,
      beforeMigration: (database) => backups.takeNow(database, 'migration', options.now),
    });
    const upkeep = new Upkeep(connection, images, backups);
    if (lock) {
      images.prepare();
      backups.prune();
      for (const ending of leftByTheKilled) removeDatabase(path + ending);
    }
    if (endedUncleanly) {
      refuseDamaged(path, connection);
      upkeep.sweep();
    }
    return { connection, lock, images, upkeep, endedUncleanly, mark };
  } catch (thrown) {
    connection?.close();
    lock?.release();
    throw thrown;
  }
}

function refuseDamaged(path: string, connection: Connection): void {
  const damage = quickCheck(connection);
  if (damage.length === 0) return;
  throw new CastlineError('library-damaged', `"${basename(path)}" was damaged when its last program ended.`, {
    details: damage.join('\n'),
  });
}
