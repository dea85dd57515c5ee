import type { Migration } from './index.ts';

const both = (asset: string, when = '1'): string =>
  ['digest', 'search']
    .map(
      (part) => `INSERT INTO stale_clip (part, asset_id) SELECT '${part}', id FROM asset
    WHERE id ${asset} AND ${when}
      AND NOT EXISTS (SELECT 1 FROM stale_clip WHERE part = '${part}' AND asset_id = asset.id);`,
    )
    .join('\n  ');

const trigger = (table: string, event: string, body: string, when = ''): string => `
CREATE TRIGGER ${table}_${event.split(' ')[0]?.toLowerCase()}_is_news AFTER ${event} ON ${table} ${when}
BEGIN
  ${body}
END;`;

/** Marks clips as stale by the rows of a table that says something about the clip in `column`. */
export const rowsOf = (table: string, column = 'asset_id', events = ['INSERT', 'UPDATE', 'DELETE']): string =>
  events
    .map((event) =>
      trigger(
        table,
        event,
        both(
          event === 'INSERT'
            ? `= NEW.${column}`
            : event === 'DELETE'
              ? `= OLD.${column}`
              : `IN (OLD.${column}, NEW.${column})`,
        ),
      ),
    )
    .join('');

/**
 * What lists and search read in place of all elements: what is known of each clip, worked out once. Whatever changes a
 * clip marks it as stale in the same transaction, and the next reader works it out anew (`views/digest.ts`, `search/`).
 */
export const search: Migration = {
  version: 9,
  name: 'search',
  sql: `
CREATE TABLE stale_clip (
  part TEXT NOT NULL CHECK (part IN ('digest', 'search')),
  asset_id TEXT NOT NULL REFERENCES asset(id) ON DELETE CASCADE,
  PRIMARY KEY (part, asset_id)
) STRICT, WITHOUT ROWID;
INSERT INTO stale_clip (part, asset_id) SELECT 'digest', id FROM asset UNION ALL SELECT 'search', id FROM asset;

CREATE TABLE clip_digest (
  asset_id TEXT PRIMARY KEY REFERENCES asset(id) ON DELETE CASCADE,
  shot_count INTEGER NOT NULL,
  person_count INTEGER NOT NULL,
  poster TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE person_clip (
  asset_id TEXT NOT NULL REFERENCES asset(id) ON DELETE CASCADE,
  identity_id TEXT NOT NULL,
  share TEXT NOT NULL,
  PRIMARY KEY (asset_id, identity_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_clip_by_identity ON person_clip(identity_id);

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
CREATE INDEX found_shot_by_asset ON found_shot(asset_id);
CREATE INDEX found_shot_by_length ON found_shot(seconds);
CREATE INDEX found_shot_by_people ON found_shot(people);

CREATE VIRTUAL TABLE found_word USING fts5(
  terms, written, tags, clip, notes,
  content='', contentless_delete=1, detail=full, prefix='2 3', tokenize='unicode61 remove_diacritics 2'
);
CREATE TRIGGER found_shot_takes_words AFTER DELETE ON found_shot
BEGIN
  DELETE FROM found_word WHERE rowid = OLD.id;
END;

CREATE INDEX assignment_by_asset ON assignment(asset_id);

CREATE TABLE smart_bin (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  position INTEGER NOT NULL
) STRICT;
${trigger('asset', 'INSERT', both('= NEW.id'))}
${trigger('asset', 'UPDATE OF facts, frame_list', both('= NEW.id'))}
${rowsOf('asset_path')}
${rowsOf('shot', 'asset_id', ['INSERT', 'DELETE'])}
${rowsOf('keyframe', 'asset_id', ['INSERT', 'DELETE'])}
${rowsOf('track', 'asset_id', ['INSERT', 'DELETE'])}
${rowsOf('assignment', 'asset_id', ['INSERT', 'DELETE'])}
${rowsOf('cut_decision')}
${rowsOf('sighting_decision')}
${rowsOf('presence_decision')}
${rowsOf('drawn_element')}
${rowsOf('tag')}
${rowsOf('note')}
${trigger(
  'recognition',
  'INSERT',
  both('IN (SELECT asset_id FROM keyframe WHERE image_hash = NEW.image_hash)'),
)}
${trigger(
  'library_fact',
  'INSERT',
  both('IS NOT NULL'),
  "WHEN NEW.name IN ('current_recogniser', 'settings')",
)}
${trigger(
  'library_fact',
  'UPDATE',
  both('IS NOT NULL'),
  `WHEN (NEW.name = 'current_recogniser' AND NEW.value IS NOT OLD.value) OR (NEW.name = 'settings'
    AND json_extract(NEW.value, '$.bridgeSeconds') IS NOT json_extract(OLD.value, '$.bridgeSeconds'))`,
)}
${trigger(
  'identity',
  'UPDATE OF merged_into',
  both(
    'IN (SELECT asset_id FROM person_clip WHERE identity_id IN (NEW.id, OLD.merged_into, NEW.merged_into))',
  ),
  'WHEN NEW.merged_into IS NOT OLD.merged_into',
)}
`,
};
