import { existsSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { CastlineError } from '../../shared/errors.ts';
import { checkCopy, removeDatabase } from './backups.ts';
import { type Connection, openDatabase } from './database.ts';
import { newestVersion } from './migrations/index.ts';
import { replaceLibrary, whileClosed } from './replace.ts';

/** What could be read of a damaged library, table by table. */
export interface Salvage {
  readonly kept: number;
  /** Rows that point to something that was lost, and went with it. */
  readonly dropped: number;
  /** Tables of which some rows could not be read. */
  readonly incomplete: readonly string[];
}

type Row = Record<string, unknown>;
interface Reading {
  readonly rows: Row[];
  readonly isWhole: boolean;
}

/** Reads until the damage. */
function readUntilDamage(old: Connection, sql: string, ...values: unknown[]): Reading {
  const rows: Row[] = [];
  try {
    for (const row of old.prepare(sql).iterate(...values)) rows.push(row as Row);
    return { rows, isWhole: true };
  } catch {
    return { rows, isWhole: false };
  }
}

/** Reads a table from its beginning, from its end and by the entries of its indexes: a damaged page hides only what is on it. */
function readTable(old: Connection, table: string, keys: readonly string[]): Reading {
  const order = keys.map((key) => `"${key}"`).join(', ');
  const forward = readUntilDamage(old, `SELECT * FROM "${table}" NOT INDEXED ORDER BY ${order}`);
  if (forward.isWhole) return forward;
  const backward = readUntilDamage(
    old,
    `SELECT * FROM "${table}" NOT INDEXED ORDER BY ${keys.map((key) => `"${key}" DESC`).join(', ')}`,
  );
  const identity = (row: Row): string => JSON.stringify(keys.map((key) => row[key]));
  const rows = new Map([...forward.rows, ...backward.rows].map((row) => [identity(row), row]));
  for (const row of readByIndex(old, table, keys)) rows.set(identity(row), row);
  return { rows: [...rows.values()], isWhole: false };
}

function readByIndex(old: Connection, table: string, keys: readonly string[]): Row[] {
  const columns = keys.map((key) => `"${key}"`).join(', ');
  const found = readUntilDamage(old, `SELECT ${columns} FROM "${table}"`).rows;
  const where = keys.map((key) => `"${key}" = ?`).join(' AND ');
  return found.flatMap((key) => {
    try {
      const row = old
        .prepare(`SELECT * FROM "${table}" WHERE ${where}`)
        .get(...keys.map((name) => key[name]));
      return row ? [row as Row] : [];
    } catch {
      return [];
    }
  });
}

interface TableFacts {
  readonly name: string;
  readonly columns: readonly string[];
  /** The primary key; `rowid` where there is none. */
  readonly keys: readonly string[];
}

/** Worked out from the others, and worked out anew where a clip is marked as stale, as every clip of a new file is. */
const workedOut = ['stale_clip', 'clip_digest', 'person_clip', 'worn_clip', 'found_clip', 'found_shot'];

function tablesOf(database: Connection): TableFacts[] {
  const names = database
    // Virtual tables and their shadows are worked out too.
    .prepare(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
    )
    .pluck()
    .all() as string[];
  return names
    .filter((name) => !workedOut.includes(name))
    .map((name) => {
      const columns = database.pragma(`table_info("${name}")`) as { name: string; pk: number }[];
      const keys = columns.filter(({ pk }) => pk > 0).toSorted((a, b) => a.pk - b.pk);
      return {
        name,
        columns: columns.map((column) => column.name),
        keys: keys.length > 0 ? keys.map((column) => column.name) : ['rowid'],
      };
    });
}

function copyTable(
  old: Connection,
  fresh: Connection,
  table: TableFacts,
): { kept: number; isWhole: boolean } {
  const { rows, isWhole } = readTable(old, table.name, table.keys);
  const columns = table.columns.filter((column) => column in (rows[0] ?? {}));
  if (columns.length === 0) return { kept: 0, isWhole };
  const insert = fresh.prepare(
    `INSERT OR IGNORE INTO "${table.name}" (${columns.map((column) => `"${column}"`).join(', ')})
     VALUES (${columns.map(() => '?').join(', ')})`,
  );
  let kept = 0;
  for (const row of rows) {
    try {
      kept += insert.run(...columns.map((column) => row[column])).changes;
    } catch {
      // A row that was garbled does not keep what the table demands: it is lost like those that could not be read.
    }
  }
  return { kept, isWhole: isWhole && kept === rows.length };
}

/** Rows that point to what is gone go too; taking one away may leave another without its own. */
function dropDangling(fresh: Connection): number {
  let dropped = 0;
  for (;;) {
    const broken = fresh
      .prepare('SELECT DISTINCT "table", parent, fkid FROM pragma_foreign_key_check')
      .all() as {
      table: string;
      parent: string;
      fkid: number;
    }[];
    if (broken.length === 0) return dropped;
    for (const { table, fkid } of broken) {
      const key = (
        fresh.pragma(`foreign_key_list("${table}")`) as {
          id: number;
          table: string;
          from: string;
          to: string;
        }[]
      ).find(({ id }) => id === fkid);
      if (!key) throw new CastlineError('library-damaged', `"${table}" points to nothing.`);
      dropped += fresh
        .prepare(
          `DELETE FROM "${table}" WHERE "${key.from}" IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM "${key.table}" AS parent WHERE parent."${key.to}" = "${table}"."${key.from}")`,
        )
        .run().changes;
    }
  }
}

/**
 * Builds a closed library anew from all that can be read of it, and keeps the damaged file among the backups. Its format must
 * be this Castline's.
 *
 * @throws CastlineError library-damaged when nothing can be read, library-in-use, disk-full
 */
export function salvageLibrary(path: string, now: Date): Salvage {
  return whileClosed(path, () => {
    const fresh = `${path}.repairing`;
    removeDatabase(fresh);
    let old: Connection | undefined;
    let made: Connection | undefined;
    try {
      if (!existsSync(path))
        throw new CastlineError('library-not-found', `There is no library at "${path}".`);
      old = new Database(path, { timeout: 5000 });
      made = openDatabase(fresh, { create: true });
      made.pragma('foreign_keys = OFF');
      const salvage = copyAll(old, made);
      made.pragma('wal_checkpoint(TRUNCATE)');
      made.close();
      old.close();
      checkCopy(fresh, newestVersion);
      replaceLibrary(path, fresh, now);
      return salvage;
    } catch (thrown) {
      made?.close();
      old?.close();
      removeDatabase(fresh);
      rmSync(`${fresh}.images`, { recursive: true, force: true });
      throw thrown;
    }
  });
}

function copyAll(old: Connection, made: Connection): Salvage {
  const incomplete: string[] = [];
  let kept = 0;
  let known: Set<string>;
  try {
    known = new Set(tablesOf(old).map(({ name }) => name));
  } catch (cause) {
    throw new CastlineError('library-damaged', 'The list of what is in the library cannot be read.', {
      cause,
    });
  }
  const run = made.transaction(() => {
    for (const table of tablesOf(made)) {
      if (!known.has(table.name)) continue;
      const copied = copyTable(old, made, table);
      kept += copied.kept;
      if (!copied.isWhole) incomplete.push(table.name);
    }
    return dropDangling(made);
  });
  return { kept, dropped: run.immediate(), incomplete };
}
