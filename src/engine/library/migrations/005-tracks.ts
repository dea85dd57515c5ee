import type { Migration } from './index.ts';

/** What is kept of people's tracks, so that a new clip is grouped without reading every face of all others again. */
export const tracks: Migration = {
  version: 5,
  name: 'tracks',
  sql: `
CREATE TABLE track (
  id TEXT PRIMARY KEY,
  asset_id TEXT NOT NULL REFERENCES asset(id) ON DELETE CASCADE,
  recogniser_id INTEGER NOT NULL REFERENCES recogniser(id),
  quality REAL NOT NULL,
  is_body INTEGER NOT NULL CHECK (is_body IN (0, 1)),
  frames TEXT NOT NULL,
  vector BLOB
) STRICT;
CREATE INDEX track_by_asset ON track(asset_id);
`,
};
