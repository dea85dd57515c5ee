import type { Migration } from './index.ts';

/** What is worn in each clip, worked out once with the rest that lists read; all clips are worked out anew. */
export const worn: Migration = {
  version: 11,
  name: 'worn',
  sql: `
CREATE TABLE worn_clip (
  asset_id TEXT PRIMARY KEY REFERENCES asset(id) ON DELETE CASCADE,
  worn TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset;
`,
};
