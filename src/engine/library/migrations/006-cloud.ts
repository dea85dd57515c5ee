import type { Migration } from './index.ts';

/**
 * What is asked of the cloud recogniser. A picture is known by its pixels, so that the same ones are not asked twice; each
 * call has a row before it leaves, and keeps it; an answer is kept as it came, and set by set in normal form.
 */
export const cloud: Migration = {
  version: 6,
  name: 'cloud',
  sql: `
CREATE TABLE cloud_item (
  pixels TEXT PRIMARY KEY,
  image_hash TEXT NOT NULL REFERENCES image(hash),
  position INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'fetching', 'done', 'failed', 'unknown')),
  asked_by TEXT NOT NULL CHECK (asked_by IN ('queue', 'person')),
  attempts INTEGER NOT NULL DEFAULT 0,
  not_before INTEGER NOT NULL DEFAULT 0,
  code TEXT,
  message TEXT,
  owner TEXT
) STRICT;
CREATE INDEX cloud_item_by_state ON cloud_item(state, not_before, position);

CREATE TABLE cloud_call (
  id TEXT PRIMARY KEY,
  pixels TEXT NOT NULL,
  image_hash TEXT NOT NULL,
  route TEXT NOT NULL CHECK (route IN ('responses', 'comet', 'kling')),
  host TEXT NOT NULL,
  asked_by TEXT NOT NULL CHECK (asked_by IN ('queue', 'person', 'probe', 'test')),
  state TEXT NOT NULL CHECK (state IN ('reserved', 'sent', 'settled', 'released', 'unknown')),
  price_micros INTEGER NOT NULL,
  cost_micros INTEGER,
  bytes INTEGER NOT NULL,
  owner TEXT NOT NULL,
  reserved_at TEXT NOT NULL,
  sent_at TEXT,
  ended_at TEXT,
  status INTEGER,
  code TEXT,
  message TEXT,
  request_id TEXT
) STRICT;
CREATE INDEX cloud_call_by_state ON cloud_call(state);
CREATE INDEX cloud_call_by_pixels ON cloud_call(pixels);

CREATE TABLE cloud_answer (
  id INTEGER PRIMARY KEY,
  pixels TEXT NOT NULL,
  image_hash TEXT NOT NULL REFERENCES image(hash),
  route TEXT NOT NULL,
  model TEXT NOT NULL,
  parameters TEXT NOT NULL,
  placement TEXT NOT NULL,
  raw BLOB NOT NULL,
  received_at TEXT NOT NULL,
  UNIQUE (pixels, route, model, parameters)
) STRICT;
CREATE INDEX cloud_answer_by_image ON cloud_answer(image_hash);

CREATE TABLE cloud_set (
  answer_id INTEGER NOT NULL REFERENCES cloud_answer(id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('subject', 'head', 'face', 'clothing')),
  is_present INTEGER NOT NULL CHECK (is_present IN (0, 1)),
  url TEXT,
  picture TEXT NOT NULL CHECK (picture IN ('none', 'waiting', 'kept', 'refused', 'gone')),
  picture_hash TEXT,
  form TEXT CHECK (form IN ('cut-out', 'mask', 'crop')),
  box_x REAL,
  box_y REAL,
  box_w REAL,
  box_h REAL,
  mask BLOB,
  message TEXT,
  PRIMARY KEY (answer_id, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE picture_likeness (
  image_hash TEXT PRIMARY KEY REFERENCES image(hash),
  pixels TEXT NOT NULL,
  likeness TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
};
