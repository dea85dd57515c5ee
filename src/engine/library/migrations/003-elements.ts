import type { Migration } from './index.ts';

/**
 * Elements of more kinds (a garment is one piece of clothing), with their mask, the model that found them and the number of
 * the person in the picture that they belong to. SQLite cannot change a CHECK in place: the table is made anew.
 */
export const elementParts: Migration = {
  version: 3,
  name: 'element-parts',
  sql: `
CREATE TABLE element_of_3 (
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

INSERT INTO element_of_3 (id, recognition_id, kind, box_x, box_y, box_w, box_h, score, attributes, embedding_model, embedding)
  SELECT id, recognition_id, kind, box_x, box_y, box_w, box_h, score, attributes, embedding_model, embedding FROM element;
DROP TABLE element;
ALTER TABLE element_of_3 RENAME TO element;
CREATE INDEX element_by_recognition ON element(recognition_id, kind);
`,
};
