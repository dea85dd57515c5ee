import { rowsOf } from './009-search.ts';
import type { Migration } from './index.ts';

/** Clips that an editor removed: all of them is kept, and nothing but this table says that they are not there. */
export const removed: Migration = {
  version: 12,
  name: 'removed',
  sql: `
CREATE TABLE removed_clip (
  asset_id TEXT PRIMARY KEY REFERENCES asset(id) ON DELETE CASCADE,
  removed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
${rowsOf('removed_clip', 'asset_id', ['INSERT', 'DELETE'])}
`,
};
