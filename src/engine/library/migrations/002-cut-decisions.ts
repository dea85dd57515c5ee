import type { Migration } from './index.ts';

/**
 * What a person said of cuts, apart from what a detector found: frames, not rows of `shot`, so that it stays when detection
 * is run again. A keyframe marked `for_cut` stands for a shot that a decision made and no scan took a picture of.
 */
export const cutDecisions: Migration = {
  version: 2,
  name: 'cut-decisions',
  sql: `
CREATE TABLE cut_decision (
  asset_id TEXT NOT NULL REFERENCES asset(id) ON DELETE CASCADE,
  frame INTEGER NOT NULL CHECK (frame > 0),
  verdict TEXT NOT NULL CHECK (verdict IN ('cut', 'no-cut')),
  PRIMARY KEY (asset_id, frame)
) STRICT, WITHOUT ROWID;

CREATE TABLE frame_picture (
  asset_id TEXT NOT NULL REFERENCES asset(id) ON DELETE CASCADE,
  frame INTEGER NOT NULL,
  image_hash TEXT NOT NULL REFERENCES image(hash),
  PRIMARY KEY (asset_id, frame)
) STRICT, WITHOUT ROWID;

ALTER TABLE keyframe ADD COLUMN for_cut INTEGER NOT NULL DEFAULT 0 CHECK (for_cut IN (0, 1));
`,
};
