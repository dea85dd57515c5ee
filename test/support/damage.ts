import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import Database from 'better-sqlite3';

/** Overwrites a page of a database with noise. Pages are numbered from 0. */
export function scribble(file: string, page: number): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(4096, 0xa5), 0, 4096, page * 4096);
  closeSync(handle);
}

/** The number, from 0, of the first leaf page of a table in the file. */
export function leafOf(file: string, table: string): number {
  const database = new Database(file, { readonly: true });
  const root = Number(
    database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(table),
  );
  database.close();
  const bytes = readFileSync(file);
  const at = (root - 1) * 4096;
  // An interior page of a table begins with 5; its first cell holds the number of its first child.
  if (bytes[at] !== 5) return root - 1;
  const cell = bytes.readUInt16BE(at + 12);
  return bytes.readUInt32BE(at + cell) - 1;
}
