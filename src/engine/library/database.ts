import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import Database from 'better-sqlite3';
import { CastlineError, toCastlineError } from '../../shared/errors.ts';
import { migrations, newestVersion } from './migrations/index.ts';

/** An open library file. */
export type Connection = Database.Database;

/** "CSTL": written to the header, so that `file` and Castline tell a library from any other SQLite file. */
export const applicationId = 0x43_53_54_4c;

interface Header {
  readonly isSqlite: boolean;
  readonly applicationId: number;
  readonly userVersion: number;
}

/** Reads the first 100 bytes by the SQLite file format (sqlite.org/fileformat.html, section 1.3), without opening it. */
function readHeader(path: string): Header {
  const header = Buffer.alloc(100);
  const file = openSync(path, 'r');
  try {
    readSync(file, header, 0, 100, 0);
  } finally {
    closeSync(file);
  }
  return {
    isSqlite: header.toString('latin1', 0, 15) === 'SQLite format 3',
    userVersion: header.readUInt32BE(60),
    applicationId: header.readUInt32BE(68),
  };
}

function refuseForeignFile(path: string): void {
  const name = basename(path);
  const stats = statSync(path);
  if (!stats.isFile()) throw new CastlineError('not-a-library', `"${name}" is not a file.`);
  if (stats.size === 0) return;
  const header = readHeader(path);
  if (!header.isSqlite || header.applicationId !== applicationId) {
    throw new CastlineError('not-a-library', `"${name}" is not a Castline library.`);
  }
  refuseNewer(name, header.userVersion);
}

function refuseNewer(name: string, version: number): void {
  if (version <= newestVersion) return;
  throw new CastlineError(
    'library-newer',
    `"${name}" has format ${version}; this Castline knows formats up to ${newestVersion}.`,
  );
}

function migrate(database: Connection, options: OpenOptions): void {
  const current = Number(database.pragma('user_version', { simple: true }));
  if (current > 0 && current < newestVersion) options.beforeMigration?.(database);
  for (const migration of migrations.slice(current)) {
    const run = database.transaction(() => {
      database.exec(migration.sql);
      const broken = database.prepare('SELECT "table" FROM pragma_foreign_key_check').pluck().all();
      if (broken.length > 0) {
        throw new CastlineError('library-damaged', `Rows of "${broken.join('", "')}" point to nothing.`);
      }
      database.pragma(`user_version = ${migration.version}`);
      database.pragma(`application_id = ${applicationId}`);
    });
    run.immediate();
  }
}

/** How a library file is opened. */
export interface OpenOptions {
  readonly create: boolean;
  /** To look at what another program has open: nothing is migrated, and every write fails. */
  readonly readOnly?: boolean;
  /** Called when an existing library is about to be brought to a newer format; a throw leaves it as it is. */
  readonly beforeMigration?: (database: Connection) => void;
}

/**
 * Looks at a file before anything is made of it or beside it.
 * @throws CastlineError library-not-found, not-a-library, library-newer
 */
export function checkLibraryFile(path: string, options: { create: boolean }): void {
  if (existsSync(path)) refuseForeignFile(path);
  else if (!options.create) {
    throw new CastlineError('library-not-found', `There is no library at "${path}".`);
  }
}

function connect(path: string, options: OpenOptions): Connection {
  if (!options.readOnly) return new Database(path, { timeout: 5000 });
  const database = new Database(path, { timeout: 5000, readonly: true, fileMustExist: true });
  const format = Number(database.pragma('user_version', { simple: true }));
  if (format < newestVersion) {
    database.close();
    throw new CastlineError('library-in-use', `"${basename(path)}" is open in an older Castline.`);
  }
  return database;
}

/**
 * Opens the library's SQLite file and brings it to the newest format.
 * WAL with synchronous=FULL: an edit that was acknowledged survives a power cut.
 *
 * @throws CastlineError library-not-found, not-a-library, library-newer, library-busy, library-damaged, no-permission, disk-full
 */
export function openDatabase(path: string, options: OpenOptions): Connection {
  let database: Connection | undefined;
  try {
    checkLibraryFile(path, options);
    database = connect(path, options);
    if (options.readOnly) return database;
    database.pragma('synchronous = FULL');
    // What is erased, such as what tells a face from others, is overwritten and not only let go of.
    database.pragma('secure_delete = ON');
    // Off while tables are made anew, else dropping one would empty those that point to it (sqlite.org/lang_altertable.html).
    database.pragma('foreign_keys = OFF');
    // The header may be behind what the write-ahead log holds; now SQLite has read both.
    refuseNewer(basename(path), Number(database.pragma('user_version', { simple: true })));
    // A new file gets its tables and its application id before the log is switched on: until a checkpoint the log keeps the
    // header to itself, and a library whose process was killed would look like a foreign file.
    migrate(database, options);
    database.pragma('foreign_keys = ON');
    database.pragma('journal_mode = WAL');
    // Without a read after a table was made anew, the log cannot be folded in ("database table is locked").
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return database;
  } catch (thrown) {
    database?.close();
    const error = toCastlineError(thrown);
    if (error === thrown) throw error;
    const where = error.code === 'input-not-found' ? 'library-not-found' : error.code;
    const code =
      thrown instanceof Error && 'code' in thrown && thrown.code === 'SQLITE_CANTOPEN'
        ? 'no-permission'
        : where;
    throw new CastlineError(code, `"${basename(path)}" could not be opened: ${error.message}`, {
      cause: thrown,
    });
  }
}

/** Version of the SQLite library in use. */
export function sqliteVersion(): string {
  const database = new Database(':memory:');
  const version = database.prepare('SELECT sqlite_version()').pluck().get();
  database.close();
  return String(version);
}
