import type { Migration } from './index.ts';

/**
 * What a person said of who is who. Places in the footage (clip, frame, box), not elements of one recogniser, so that it
 * stays when another one looks at the same clip. `assignment` is the machine's word alone, remembers its places, too, and may
 * speak of what was drawn by hand.
 */
export const decisions: Migration = {
  version: 4,
  name: 'decisions',
  sql: `
ALTER TABLE identity ADD COLUMN origin TEXT NOT NULL DEFAULT 'machine' CHECK (origin IN ('machine', 'person'));
ALTER TABLE identity ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1));
ALTER TABLE identity ADD COLUMN merged_into TEXT;
ALTER TABLE identity ADD COLUMN owner_id TEXT;

CREATE TABLE assignment_of_4 (
  element_id TEXT NOT NULL,
  identity_id TEXT NOT NULL REFERENCES identity(id) ON DELETE CASCADE,
  origin TEXT NOT NULL CHECK (origin IN ('machine', 'person')),
  verdict TEXT NOT NULL CHECK (verdict IN ('yes', 'no')),
  score REAL,
  asset_id TEXT,
  frame INTEGER,
  box_x REAL,
  box_y REAL,
  box_w REAL,
  box_h REAL,
  PRIMARY KEY (element_id, identity_id, origin)
) STRICT, WITHOUT ROWID;
INSERT INTO assignment_of_4 (element_id, identity_id, origin, verdict, score)
  SELECT element_id, identity_id, origin, verdict, score FROM assignment;
DROP TABLE assignment;
ALTER TABLE assignment_of_4 RENAME TO assignment;
CREATE INDEX assignment_by_identity ON assignment(identity_id);

CREATE TABLE element_track (
  element_id TEXT PRIMARY KEY,
  track TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sighting_decision (
  id TEXT PRIMARY KEY,
  asset_id TEXT NOT NULL REFERENCES asset(id) ON DELETE CASCADE,
  frame INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('subject', 'face', 'clothing', 'garment')),
  box_x REAL NOT NULL,
  box_y REAL NOT NULL,
  box_w REAL NOT NULL,
  box_h REAL NOT NULL,
  element_id TEXT NOT NULL,
  identity_id TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('yes', 'no')),
  alike INTEGER NOT NULL CHECK (alike IN (0, 1))
) STRICT;
CREATE INDEX sighting_decision_by_asset ON sighting_decision(asset_id, frame);

CREATE TABLE identity_pair (
  first_id TEXT NOT NULL,
  second_id TEXT NOT NULL CHECK (second_id > first_id),
  verdict TEXT NOT NULL CHECK (verdict IN ('different')),
  PRIMARY KEY (first_id, second_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE presence_decision (
  asset_id TEXT NOT NULL REFERENCES asset(id) ON DELETE CASCADE,
  identity_id TEXT NOT NULL,
  start_frame INTEGER NOT NULL,
  end_frame INTEGER NOT NULL CHECK (end_frame > start_frame),
  verdict TEXT NOT NULL CHECK (verdict IN ('present', 'absent')),
  PRIMARY KEY (asset_id, identity_id, start_frame)
) STRICT, WITHOUT ROWID;

CREATE TABLE tag (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  identity_id TEXT,
  asset_id TEXT REFERENCES asset(id) ON DELETE CASCADE,
  start_frame INTEGER,
  end_frame INTEGER,
  box_x REAL,
  box_y REAL,
  box_w REAL,
  box_h REAL
) STRICT;

CREATE TABLE review_answer (
  question TEXT PRIMARY KEY,
  answer TEXT NOT NULL CHECK (answer IN ('yes', 'no', 'later', 'name'))
) STRICT, WITHOUT ROWID;

CREATE TABLE drawn_element (
  id TEXT PRIMARY KEY,
  asset_id TEXT NOT NULL REFERENCES asset(id) ON DELETE CASCADE,
  frame INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('subject', 'face', 'garment')),
  box_x REAL NOT NULL,
  box_y REAL NOT NULL,
  box_w REAL NOT NULL,
  box_h REAL NOT NULL,
  image_hash TEXT NOT NULL REFERENCES image(hash)
) STRICT;
CREATE INDEX drawn_element_by_asset ON drawn_element(asset_id, frame);

CREATE TABLE drawn_embedding (
  drawn_id TEXT NOT NULL,
  model TEXT NOT NULL,
  vector BLOB NOT NULL,
  PRIMARY KEY (drawn_id, model)
) STRICT, WITHOUT ROWID;
`,
};
