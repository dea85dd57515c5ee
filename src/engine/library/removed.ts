/**
 * Part of queries that leaves out clips which an editor removed; `column` holds the id of the clip, or NULL. It stands outside
 * of the subquery, where no name of the table inside can be taken for it.
 */
export const isNotRemoved = (column: string): string =>
  `(${column} IS NULL OR ${column} NOT IN (SELECT removed_clip.asset_id FROM removed_clip))`;
