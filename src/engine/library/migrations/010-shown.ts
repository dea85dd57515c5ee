import { rowsOf } from './009-search.ts';
import type { Migration } from './index.ts';

/** Whose elements a clip shows: it keeps those of a former recogniser until another has looked at all of its pictures. */
export const shown: Migration = {
  version: 10,
  name: 'shown',
  sql: `
CREATE TABLE shown_recogniser (
  asset_id TEXT PRIMARY KEY REFERENCES asset(id) ON DELETE CASCADE,
  recogniser_id INTEGER NOT NULL REFERENCES recogniser(id)
) STRICT, WITHOUT ROWID;
INSERT INTO shown_recogniser (asset_id, recogniser_id)
  SELECT asset_id, recogniser_id FROM (
    SELECT keyframe.asset_id, recogniser_id, row_number() OVER (
      PARTITION BY keyframe.asset_id
      ORDER BY recogniser_id = (SELECT CAST(value AS INTEGER) FROM library_fact WHERE name = 'current_recogniser') DESC,
        recognition.id DESC
    ) AS rank
    FROM keyframe JOIN recognition ON recognition.image_hash = keyframe.image_hash
  ) WHERE rank = 1;
${rowsOf('shown_recogniser')}
`,
};
