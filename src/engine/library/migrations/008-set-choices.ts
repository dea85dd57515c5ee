import type { Migration } from './index.ts';

/** Whose result a person takes for a set of a keyframe: the device's or the cloud's. */
export const setChoices: Migration = {
  version: 8,
  name: 'set-choices',
  sql: `
CREATE TABLE set_choice (
  asset_id TEXT NOT NULL REFERENCES asset(id) ON DELETE CASCADE,
  frame INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('subject', 'head', 'face', 'clothing')),
  taken TEXT NOT NULL CHECK (taken IN ('device', 'cloud')),
  PRIMARY KEY (asset_id, frame, kind)
) STRICT, WITHOUT ROWID;
`,
};
