import type { Migration } from './index.ts';

/** What an editor writes down about a person, an outfit, a clip, a tag or a range. One note each. */
export const notes: Migration = {
  version: 7,
  name: 'notes',
  sql: `
CREATE TABLE note (
  subject TEXT PRIMARY KEY,
  text TEXT NOT NULL,
  identity_id TEXT,
  asset_id TEXT REFERENCES asset(id) ON DELETE CASCADE,
  tag_id TEXT,
  start_frame INTEGER,
  end_frame INTEGER
) STRICT, WITHOUT ROWID;
`,
};
