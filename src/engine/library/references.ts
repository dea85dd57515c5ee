import type { Connection } from './database.ts';

/**
 * The hashes of all pictures that any row points to. Found by the names of columns and by what they refer to, so that a table that comes with a later
 * migration counts by itself; the table of pictures alone is no reference.
 */
export function referencedImages(database: Connection): Set<string> {
  const columns = database
    .prepare(
      `SELECT schema.name AS "table", columns.name AS "column"
       FROM sqlite_schema AS schema JOIN pragma_table_info(schema.name) AS columns
       WHERE schema.type = 'table' AND columns.name IN ('image_hash', 'picture_hash')
       UNION
       SELECT schema.name, keys."from"
       FROM sqlite_schema AS schema JOIN pragma_foreign_key_list(schema.name) AS keys
       WHERE schema.type = 'table' AND keys."table" = 'image'`,
    )
    .all() as { table: string; column: string }[];
  const hashes = new Set<string>();
  for (const { table, column } of columns) {
    const found = database
      .prepare(`SELECT DISTINCT "${column}" FROM "${table}" WHERE "${column}" IS NOT NULL`)
      .pluck()
      .all() as string[];
    for (const hash of found) hashes.add(hash);
  }
  return hashes;
}
