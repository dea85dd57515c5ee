CREATE INDEX asset_path_by_asset ON asset_path(asset_id, seen_at);

CREATE INDEX assignment_by_asset ON assignment(asset_id);

CREATE INDEX assignment_by_identity ON assignment(identity_id);

CREATE INDEX cloud_answer_by_image ON cloud_answer(image_hash);

CREATE INDEX cloud_call_by_pixels ON cloud_call(pixels);

CREATE INDEX cloud_call_by_state ON cloud_call(state);

CREATE INDEX cloud_item_by_state ON cloud_item(state, not_before, position);

CREATE INDEX drawn_element_by_asset ON drawn_element(asset_id, frame);

CREATE INDEX element_by_recognition ON element(recognition_id, kind);

CREATE INDEX found_shot_by_asset ON found_shot(asset_id);

CREATE INDEX found_shot_by_length ON found_shot(seconds);

CREATE INDEX found_shot_by_people ON found_shot(people);

CREATE INDEX job_by_asset ON job(asset_id, created_at);

CREATE INDEX job_by_state ON job(state, created_at);

CREATE INDEX keyframe_by_image ON keyframe(image_hash);

CREATE INDEX keyframe_by_shot ON keyframe(shot_id);

CREATE INDEX person_clip_by_identity ON person_clip(identity_id);

CREATE INDEX sighting_decision_by_asset ON sighting_decision(asset_id, frame);

CREATE INDEX track_by_asset ON track(asset_id);

CREATE TABLE asset (
  id TEXT PRIMARY KEY,
  fingerprint TEXT NOT NULL UNIQUE,
  sha256_first_64k TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  added_at TEXT NOT NULL,
  facts TEXT,
  frame_list BLOB,
  frame_count INTEGER,
  error TEXT
) STRICT;

CREATE TABLE asset_path (
  path TEXT PRIMARY KEY,
  asset_id TEXT NOT NULL REFERENCES asset(id) ON DELETE CASCADE,
  seen_at TEXT NOT NULL
) STRICT;

CREATE TABLE "assignment" (
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

CREATE TABLE clip_digest (
  asset_id TEXT PRIMARY KEY REFERENCES asset(id) ON DELETE CASCADE,
  shot_count INTEGER NOT NULL,
  person_count INTEGER NOT NULL,
  poster TEXT
) STRICT, WITHOUT ROWID;

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

CREATE TABLE cut_decision (
  asset_id TEXT NOT NULL REFERENCES asset(id) ON DELETE CASCADE,
  frame INTEGER NOT NULL CHECK (frame > 0),
  verdict TEXT NOT NULL CHECK (verdict IN ('cut', 'no-cut')),
  PRIMARY KEY (asset_id, frame)
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

CREATE TABLE drawn_embedding (
  drawn_id TEXT NOT NULL,
  model TEXT NOT NULL,
  vector BLOB NOT NULL,
  PRIMARY KEY (drawn_id, model)
) STRICT, WITHOUT ROWID;

CREATE TABLE edit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  label TEXT NOT NULL,
  forward TEXT NOT NULL,
  inverse TEXT NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
  made_at TEXT NOT NULL
) STRICT;

CREATE TABLE "element" (
  id TEXT PRIMARY KEY,
  recognition_id INTEGER NOT NULL REFERENCES recognition(id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('subject', 'head', 'face', 'clothing', 'garment', 'object', 'text')),
  box_x REAL NOT NULL,
  box_y REAL NOT NULL,
  box_w REAL NOT NULL,
  box_h REAL NOT NULL,
  score REAL NOT NULL,
  person INTEGER,
  model TEXT,
  mask BLOB,
  attributes TEXT NOT NULL,
  embedding_model TEXT,
  embedding BLOB
) STRICT;

CREATE TABLE element_track (
  element_id TEXT PRIMARY KEY,
  track TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE filmstrip_picture (
  asset_id TEXT NOT NULL REFERENCES asset(id) ON DELETE CASCADE,
  frame INTEGER NOT NULL,
  image_hash TEXT NOT NULL REFERENCES image(hash),
  PRIMARY KEY (asset_id, frame)
) STRICT, WITHOUT ROWID;

CREATE TABLE finished_step (
  asset_id TEXT NOT NULL REFERENCES asset(id) ON DELETE CASCADE,
  step TEXT NOT NULL CHECK (step IN ('probe', 'frames', 'shots', 'people')),
  step_key TEXT NOT NULL,
  finished_at TEXT NOT NULL,
  PRIMARY KEY (asset_id, step)
) STRICT;

CREATE TABLE found_clip (
  number INTEGER PRIMARY KEY,
  asset_id TEXT NOT NULL UNIQUE REFERENCES asset(id) ON DELETE CASCADE
) STRICT;

CREATE TABLE found_shot (
  id INTEGER PRIMARY KEY,
  asset_id TEXT NOT NULL REFERENCES asset(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  first_frame INTEGER NOT NULL,
  end_frame INTEGER NOT NULL,
  seconds REAL NOT NULL,
  people INTEGER NOT NULL,
  image_hash TEXT,
  spans TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE found_word USING fts5(
  terms, written, tags, clip, notes,
  content='', contentless_delete=1, detail=full, prefix='2 3', tokenize='unicode61 remove_diacritics 2'
);

CREATE TABLE 'found_word_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'found_word_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'found_word_docsize'(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER);

CREATE TABLE 'found_word_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE frame_picture (
  asset_id TEXT NOT NULL REFERENCES asset(id) ON DELETE CASCADE,
  frame INTEGER NOT NULL,
  image_hash TEXT NOT NULL REFERENCES image(hash),
  PRIMARY KEY (asset_id, frame)
) STRICT, WITHOUT ROWID;

CREATE TABLE identity (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('person', 'garment', 'prop')),
  number INTEGER NOT NULL,
  colour INTEGER NOT NULL,
  name TEXT, origin TEXT NOT NULL DEFAULT 'machine' CHECK (origin IN ('machine', 'person')), hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1)), merged_into TEXT, owner_id TEXT,
  UNIQUE (kind, number)
) STRICT;

CREATE TABLE identity_pair (
  first_id TEXT NOT NULL,
  second_id TEXT NOT NULL CHECK (second_id > first_id),
  verdict TEXT NOT NULL CHECK (verdict IN ('different')),
  PRIMARY KEY (first_id, second_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE image (
  hash TEXT PRIMARY KEY,
  width_px INTEGER NOT NULL,
  height_px INTEGER NOT NULL,
  bytes INTEGER NOT NULL
) STRICT;

CREATE TABLE job (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('analyse')),
  input_version INTEGER NOT NULL,
  input TEXT NOT NULL,
  asset_id TEXT REFERENCES asset(id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled', 'interrupted')),
  attempts INTEGER NOT NULL DEFAULT 0,
  retry_after TEXT,
  owner TEXT,
  progress TEXT NOT NULL,
  error TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;

CREATE TABLE keyframe (
  id TEXT PRIMARY KEY,
  asset_id TEXT NOT NULL REFERENCES asset(id) ON DELETE CASCADE,
  shot_id TEXT NOT NULL REFERENCES shot(id) ON DELETE CASCADE,
  frame INTEGER NOT NULL,
  ticks INTEGER NOT NULL,
  image_hash TEXT NOT NULL REFERENCES image(hash),
  sharpness REAL NOT NULL, for_cut INTEGER NOT NULL DEFAULT 0 CHECK (for_cut IN (0, 1)),
  UNIQUE (asset_id, frame)
) STRICT;

CREATE TABLE library_fact (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE note (
  subject TEXT PRIMARY KEY,
  text TEXT NOT NULL,
  identity_id TEXT,
  asset_id TEXT REFERENCES asset(id) ON DELETE CASCADE,
  tag_id TEXT,
  start_frame INTEGER,
  end_frame INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE person_clip (
  asset_id TEXT NOT NULL REFERENCES asset(id) ON DELETE CASCADE,
  identity_id TEXT NOT NULL,
  share TEXT NOT NULL,
  PRIMARY KEY (asset_id, identity_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE picture_likeness (
  image_hash TEXT PRIMARY KEY REFERENCES image(hash),
  pixels TEXT NOT NULL,
  likeness TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE presence_decision (
  asset_id TEXT NOT NULL REFERENCES asset(id) ON DELETE CASCADE,
  identity_id TEXT NOT NULL,
  start_frame INTEGER NOT NULL,
  end_frame INTEGER NOT NULL CHECK (end_frame > start_frame),
  verdict TEXT NOT NULL CHECK (verdict IN ('present', 'absent')),
  PRIMARY KEY (asset_id, identity_id, start_frame)
) STRICT, WITHOUT ROWID;

CREATE TABLE preview_picture (
  asset_id TEXT NOT NULL REFERENCES asset(id) ON DELETE CASCADE,
  millisecond INTEGER NOT NULL,
  image_hash TEXT NOT NULL REFERENCES image(hash),
  PRIMARY KEY (asset_id, millisecond)
) STRICT, WITHOUT ROWID;

CREATE TABLE recogniser (
  id INTEGER PRIMARY KEY,
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  version TEXT NOT NULL,
  parameters TEXT NOT NULL,
  UNIQUE (provider, model, version, parameters)
) STRICT;

CREATE TABLE recognition (
  id INTEGER PRIMARY KEY,
  image_hash TEXT NOT NULL REFERENCES image(hash),
  recogniser_id INTEGER NOT NULL REFERENCES recogniser(id),
  elapsed_ms REAL NOT NULL,
  finished_at TEXT NOT NULL,
  UNIQUE (image_hash, recogniser_id)
) STRICT;

CREATE TABLE removed_clip (
  asset_id TEXT PRIMARY KEY REFERENCES asset(id) ON DELETE CASCADE,
  removed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE review_answer (
  question TEXT PRIMARY KEY,
  answer TEXT NOT NULL CHECK (answer IN ('yes', 'no', 'later', 'name'))
) STRICT, WITHOUT ROWID;

CREATE TABLE set_choice (
  asset_id TEXT NOT NULL REFERENCES asset(id) ON DELETE CASCADE,
  frame INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('subject', 'head', 'face', 'clothing')),
  taken TEXT NOT NULL CHECK (taken IN ('device', 'cloud')),
  PRIMARY KEY (asset_id, frame, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE shot (
  id TEXT PRIMARY KEY,
  asset_id TEXT NOT NULL REFERENCES asset(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  first_frame INTEGER NOT NULL,
  end_frame INTEGER NOT NULL CHECK (end_frame > first_frame),
  start_ticks INTEGER NOT NULL,
  end_ticks INTEGER NOT NULL,
  transition_kind TEXT NOT NULL,
  transition_confidence REAL NOT NULL,
  transition_first_frame INTEGER NOT NULL,
  transition_end_frame INTEGER NOT NULL,
  UNIQUE (asset_id, position)
) STRICT;

CREATE TABLE shown_recogniser (
  asset_id TEXT PRIMARY KEY REFERENCES asset(id) ON DELETE CASCADE,
  recogniser_id INTEGER NOT NULL REFERENCES recogniser(id)
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

CREATE TABLE smart_bin (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  position INTEGER NOT NULL
) STRICT;

CREATE TABLE sqlite_sequence(name,seq);

CREATE TABLE stale_clip (
  part TEXT NOT NULL CHECK (part IN ('digest', 'search')),
  asset_id TEXT NOT NULL REFERENCES asset(id) ON DELETE CASCADE,
  PRIMARY KEY (part, asset_id)
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

CREATE TABLE track (
  id TEXT PRIMARY KEY,
  asset_id TEXT NOT NULL REFERENCES asset(id) ON DELETE CASCADE,
  recogniser_id INTEGER NOT NULL REFERENCES recogniser(id),
  quality REAL NOT NULL,
  is_body INTEGER NOT NULL CHECK (is_body IN (0, 1)),
  frames TEXT NOT NULL,
  vector BLOB
) STRICT;

CREATE TABLE worn_clip (
  asset_id TEXT PRIMARY KEY REFERENCES asset(id) ON DELETE CASCADE,
  worn TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER asset_insert_is_news AFTER INSERT ON asset 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id = NEW.id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id = NEW.id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER asset_path_delete_is_news AFTER DELETE ON asset_path 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id = OLD.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id = OLD.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER asset_path_insert_is_news AFTER INSERT ON asset_path 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id = NEW.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id = NEW.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER asset_path_update_is_news AFTER UPDATE ON asset_path 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id IN (OLD.asset_id, NEW.asset_id) AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id IN (OLD.asset_id, NEW.asset_id) AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER asset_update_is_news AFTER UPDATE OF facts, frame_list ON asset 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id = NEW.id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id = NEW.id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER assignment_delete_is_news AFTER DELETE ON assignment 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id = OLD.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id = OLD.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER assignment_insert_is_news AFTER INSERT ON assignment 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id = NEW.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id = NEW.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER cut_decision_delete_is_news AFTER DELETE ON cut_decision 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id = OLD.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id = OLD.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER cut_decision_insert_is_news AFTER INSERT ON cut_decision 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id = NEW.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id = NEW.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER cut_decision_update_is_news AFTER UPDATE ON cut_decision 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id IN (OLD.asset_id, NEW.asset_id) AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id IN (OLD.asset_id, NEW.asset_id) AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER drawn_element_delete_is_news AFTER DELETE ON drawn_element 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id = OLD.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id = OLD.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER drawn_element_insert_is_news AFTER INSERT ON drawn_element 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id = NEW.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id = NEW.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER drawn_element_update_is_news AFTER UPDATE ON drawn_element 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id IN (OLD.asset_id, NEW.asset_id) AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id IN (OLD.asset_id, NEW.asset_id) AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER found_shot_takes_words AFTER DELETE ON found_shot
BEGIN
  DELETE FROM found_word WHERE rowid = OLD.id;
END;

CREATE TRIGGER identity_update_is_news AFTER UPDATE OF merged_into ON identity WHEN NEW.merged_into IS NOT OLD.merged_into
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id IN (SELECT asset_id FROM person_clip WHERE identity_id IN (NEW.id, OLD.merged_into, NEW.merged_into)) AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id IN (SELECT asset_id FROM person_clip WHERE identity_id IN (NEW.id, OLD.merged_into, NEW.merged_into)) AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER keyframe_delete_is_news AFTER DELETE ON keyframe 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id = OLD.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id = OLD.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER keyframe_insert_is_news AFTER INSERT ON keyframe 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id = NEW.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id = NEW.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER library_fact_insert_is_news AFTER INSERT ON library_fact WHEN NEW.name IN ('current_recogniser', 'settings')
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id IS NOT NULL AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id IS NOT NULL AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER library_fact_update_is_news AFTER UPDATE ON library_fact WHEN (NEW.name = 'current_recogniser' AND NEW.value IS NOT OLD.value) OR (NEW.name = 'settings'
    AND json_extract(NEW.value, '$.bridgeSeconds') IS NOT json_extract(OLD.value, '$.bridgeSeconds'))
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id IS NOT NULL AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id IS NOT NULL AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER note_delete_is_news AFTER DELETE ON note 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id = OLD.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id = OLD.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER note_insert_is_news AFTER INSERT ON note 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id = NEW.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id = NEW.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER note_update_is_news AFTER UPDATE ON note 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id IN (OLD.asset_id, NEW.asset_id) AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id IN (OLD.asset_id, NEW.asset_id) AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER presence_decision_delete_is_news AFTER DELETE ON presence_decision 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id = OLD.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id = OLD.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER presence_decision_insert_is_news AFTER INSERT ON presence_decision 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id = NEW.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id = NEW.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER presence_decision_update_is_news AFTER UPDATE ON presence_decision 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id IN (OLD.asset_id, NEW.asset_id) AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id IN (OLD.asset_id, NEW.asset_id) AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER recognition_insert_is_news AFTER INSERT ON recognition 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id IN (SELECT asset_id FROM keyframe WHERE image_hash = NEW.image_hash) AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id IN (SELECT asset_id FROM keyframe WHERE image_hash = NEW.image_hash) AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER removed_clip_delete_is_news AFTER DELETE ON removed_clip 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id = OLD.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id = OLD.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER removed_clip_insert_is_news AFTER INSERT ON removed_clip 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id = NEW.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id = NEW.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER shot_delete_is_news AFTER DELETE ON shot 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id = OLD.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id = OLD.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER shot_insert_is_news AFTER INSERT ON shot 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id = NEW.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id = NEW.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER shown_recogniser_delete_is_news AFTER DELETE ON shown_recogniser 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id = OLD.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id = OLD.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER shown_recogniser_insert_is_news AFTER INSERT ON shown_recogniser 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id = NEW.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id = NEW.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER shown_recogniser_update_is_news AFTER UPDATE ON shown_recogniser 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id IN (OLD.asset_id, NEW.asset_id) AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id IN (OLD.asset_id, NEW.asset_id) AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER sighting_decision_delete_is_news AFTER DELETE ON sighting_decision 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id = OLD.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id = OLD.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER sighting_decision_insert_is_news AFTER INSERT ON sighting_decision 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id = NEW.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id = NEW.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER sighting_decision_update_is_news AFTER UPDATE ON sighting_decision 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id IN (OLD.asset_id, NEW.asset_id) AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id IN (OLD.asset_id, NEW.asset_id) AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER tag_delete_is_news AFTER DELETE ON tag 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id = OLD.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id = OLD.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER tag_insert_is_news AFTER INSERT ON tag 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id = NEW.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id = NEW.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER tag_update_is_news AFTER UPDATE ON tag 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id IN (OLD.asset_id, NEW.asset_id) AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id IN (OLD.asset_id, NEW.asset_id) AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER track_delete_is_news AFTER DELETE ON track 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id = OLD.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id = OLD.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;

CREATE TRIGGER track_insert_is_news AFTER INSERT ON track 
BEGIN
  INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset
    WHERE id = NEW.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'digest' AND asset_id = asset.id);
  INSERT INTO stale_clip (part, asset_id) SELECT 'search', id FROM asset
    WHERE id = NEW.asset_id AND 1
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = 'search' AND asset_id = asset.id);
END;
