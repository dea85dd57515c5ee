import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import { CastlineError, toCastlineError } from '../../shared/errors.ts';
import type { Connection } from './database.ts';

/** Why a backup was made; `replaced`: of the library that a backup took the place of. */
export type BackupReason = 'daily' | 'migration' | 'asked' | 'replaced';

/** A copy of a library file, as it lies in the folder of backups beside it. */
export interface Backup {
  /** File name. */
  readonly name: string;
  readonly path: string;
  /** ISO 8601, UTC. */
  readonly takenAt: string;
  readonly reason: BackupReason;
  /** Format of the library it is a copy of. */
  readonly format: number;
  readonly bytes: number;
}

/** How many of each kind stay; the oldest go first. */
const kept: Record<BackupReason, number> = { daily: 7, migration: 5, asked: 10, replaced: 5 };
const dayMs = 24 * 3_600_000;

const namePattern =
  /^(\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\d\.\d{3}Z)\.(daily|migration|asked|replaced)\.v(\d+)\.castline$/;

/** Makes what was written to a file or folder durable. */
export function syncToDisk(path: string): void {
  const file = openSync(path, process.platform === 'win32' ? 'r+' : 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The folder of backups beside a library. It is made with the first backup. */
export class BackupFolder {
  readonly root: string;

  constructor(libraryPath: string) {
    this.root = `${libraryPath}.backups`;
  }

  /** Newest first. Files of other names are left alone. */
  list(): Backup[] {
    if (!existsSync(this.root)) return [];
    return readdirSync(this.root)
      .flatMap((name): Backup[] => {
        const match = namePattern.exec(name);
        const path = join(this.root, name);
        if (!match) return [];
        return [
          {
            name,
            path,
            takenAt: `${match[1]}:${match[2]}:${match[3]}`,
            reason: match[4] as BackupReason,
            format: Number(match[5]),
            bytes: statSync(path).size,
          },
        ];
      })
      .toSorted((a, b) => (a.takenAt < b.takenAt ? 1 : -1));
  }

  /** True a day after the last backup that is of use; also when the clock stands before it. */
  isDue(now: Date): boolean {
    const last = this.list().find(({ reason }) => reason !== 'replaced');
    return !last || Math.abs(now.getTime() - Date.parse(last.takenAt)) >= dayMs;
  }

  /** Where a file goes that is to be kept as a backup. */
  placeFor(reason: BackupReason, format: number, now: Date): string {
    mkdirSync(this.root, { recursive: true });
    return join(this.root, `${now.toISOString().replaceAll(':', '-')}.${reason}.v${format}.castline`);
  }

  /** Copies an open library page by page while others read and write it. @throws CastlineError disk-full, backup-damaged, library-damaged */
  async take(database: Connection, reason: BackupReason, now: Date): Promise<Backup> {
    const { target, unfinished, format } = this.prepare(database, reason, now);
    try {
      await database.backup(unfinished);
      return this.finish(unfinished, target, format);
    } catch (thrown) {
      throw this.failed(database, unfinished, thrown);
    }
  }

  /** The same at once, for the moment before a migration. */
  takeNow(database: Connection, reason: BackupReason, now: Date): Backup {
    const { target, unfinished, format } = this.prepare(database, reason, now);
    try {
      database.prepare('VACUUM INTO ?').run(unfinished);
      return this.finish(unfinished, target, format);
    } catch (thrown) {
      throw this.failed(database, unfinished, thrown);
    }
  }

  private prepare(database: Connection, reason: BackupReason, now: Date) {
    const format = Number(database.pragma('user_version', { simple: true }));
    const target = this.placeFor(reason, format, now);
    const unfinished = `${target}.unfinished`;
    rmSync(unfinished, { force: true });
    return { target, unfinished, format };
  }

  private failed(database: Connection, unfinished: string, thrown: unknown): CastlineError {
    removeDatabase(unfinished);
    const error = toCastlineError(thrown);
    if (error.code === 'backup-damaged' && !isSound(database)) {
      const name = basename(database.name);
      return new CastlineError('library-damaged', `"${name}" is damaged, so it was not backed up.`, {
        cause: thrown,
      });
    }
    return error === thrown
      ? error
      : new CastlineError(error.code, `The backup could not be written: ${error.message}`, { cause: thrown });
  }

  /** A backup counts once it was opened, read through and found to be of the format that it claims. */
  private finish(unfinished: string, target: string, format: number): Backup {
    checkCopy(unfinished, format);
    syncToDisk(unfinished);
    renameSync(unfinished, target);
    if (process.platform !== 'win32') syncToDisk(this.root);
    this.prune(target);
    const made = this.list().find(({ path }) => path === target);
    if (!made) throw new CastlineError('backup-damaged', `The backup "${basename(target)}" is gone.`);
    return made;
  }

  /** Removes the oldest above the number kept of each kind, and what a killed process left half-written; never the one just made, whatever the clock says. */
  prune(justMade?: string): void {
    if (!existsSync(this.root)) return;
    for (const backups of Map.groupBy(this.list(), ({ reason }) => reason).values()) {
      for (const { path } of backups.slice(kept[backups[0]?.reason ?? 'daily'])) {
        if (path !== justMade) removeDatabase(path);
      }
    }
    for (const name of readdirSync(this.root)) {
      const isOfGone = /-(?:wal|shm)$/.test(name) && !existsSync(join(this.root, name.slice(0, -4)));
      if (isOfGone || name.includes('.unfinished')) rmSync(join(this.root, name), { force: true });
    }
  }
}

/** Reads an open database through. */
function isSound(database: Connection): boolean {
  try {
    return String(database.pragma('quick_check', { simple: true })) === 'ok';
  } catch {
    return false;
  }
}

/** Removes a database with the files that SQLite keeps beside it. */
export function removeDatabase(path: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(path + ending, { force: true });
}

/**
 * Opens a copy and reads it through; leaves it one plain file without a log.
 * @throws CastlineError backup-damaged
 */
export function checkCopy(path: string, format: number | undefined): void {
  const name = basename(path).replace(/\.unfinished$/, '');
  const damaged = (why: string, cause?: unknown) =>
    new CastlineError('backup-damaged', `The backup "${name}" is damaged: ${why}`, { cause });
  let copy: Connection | undefined;
  try {
    copy = new Database(path, { fileMustExist: true });
    copy.pragma('journal_mode = DELETE');
    const said = String(copy.pragma('quick_check', { simple: true }));
    if (said !== 'ok') throw damaged(said);
    const found = Number(copy.pragma('user_version', { simple: true }));
    if (format !== undefined && found !== format)
      throw damaged(`it has format ${found} instead of ${format}.`);
  } catch (thrown) {
    if (thrown instanceof CastlineError) throw thrown;
    if (toCastlineError(thrown).code === 'disk-full') throw thrown;
    throw damaged(thrown instanceof Error ? thrown.message : String(thrown), thrown);
  } finally {
    copy?.close();
  }
}
