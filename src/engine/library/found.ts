import { z } from 'zod';
import { type AssetId, assetIdSchema, type ImageHash, imageHashSchema } from '../../shared/ids.ts';
import type { Statements } from './statements.ts';

/** The words of a shot, by where they come from. */
export interface FoundWords {
  /** What is seen, as terms of the search. */
  readonly terms: string;
  /** What is written in the picture. */
  readonly written: string;
  readonly tags: string;
  /** The name of the clip. */
  readonly clip: string;
  readonly notes: string;
}

/** A shot as the search keeps it; `spans` is its own. */
export interface FoundShot {
  readonly position: number;
  readonly firstFrame: number;
  readonly endFrame: number;
  readonly seconds: number;
  /** People in it. */
  readonly people: number;
  readonly image: ImageHash | undefined;
  readonly spans: string;
  readonly words: FoundWords;
}

/** A shot that can be found, without its words. */
export interface FoundRow extends Omit<FoundShot, 'words'> {
  readonly id: number;
  readonly assetId: AssetId;
}

/** What a search compiles to. */
export interface FoundQuery {
  /** For FTS5; undefined: all. */
  readonly match: string | undefined;
  /** For FTS5: what must not be there; used where there is no `match`. */
  readonly without: string | undefined;
  /** Conditions on plain columns, with `?` for each value. */
  readonly where: readonly { readonly sql: string; readonly values: readonly number[] }[];
}

const foundRow = z.object({
  id: z.number(),
  asset_id: assetIdSchema,
  position: z.number(),
  first_frame: z.number(),
  end_frame: z.number(),
  seconds: z.number(),
  people: z.number(),
  image_hash: imageHashSchema.nullable(),
  spans: z.string(),
});

/** Shots of a clip have the ids [number × 2^20, …): the order of ids is the order of clips and time. */
const clipSize = 2 ** 20;

/** What search reads: a row a shot, and an index of words over them. */
export class FoundTable {
  private readonly sql: Statements;

  constructor(sql: Statements) {
    this.sql = sql;
  }

  private numberOf(assetId: AssetId): number {
    const find = (): number | undefined =>
      this.sql.first<{ number: number }>('SELECT number FROM found_clip WHERE asset_id = ?', assetId)?.number;
    const known = find();
    if (known !== undefined) return known;
    this.sql.run('INSERT INTO found_clip (asset_id) VALUES (?)', assetId);
    return find() ?? 0;
  }

  /** Replaces what was known of a clip. */
  replace(assetId: AssetId, shots: readonly FoundShot[]): void {
    const first = this.numberOf(assetId) * clipSize;
    this.sql.run('DELETE FROM found_shot WHERE asset_id = ?', assetId);
    shots.forEach((shot, index) => {
      const { terms, written, tags, clip, notes } = shot.words;
      this.sql.run(
        `INSERT INTO found_shot (id, asset_id, position, first_frame, end_frame, seconds, people, image_hash, spans)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        first + index,
        assetId,
        shot.position,
        shot.firstFrame,
        shot.endFrame,
        shot.seconds,
        shot.people,
        shot.image ?? null,
        shot.spans,
      );
      this.sql.run(
        'INSERT INTO found_word (rowid, terms, written, tags, clip, notes) VALUES (?, ?, ?, ?, ?, ?)',
        first + index,
        terms,
        written,
        tags,
        clip,
        notes,
      );
    });
  }

  /** How many shots are found in each clip. */
  counts(query: FoundQuery, assetId?: AssetId): { assetId: AssetId; count: number }[] {
    const { from, values } = this.clause(query, assetId);
    return this.sql
      .all<{ asset_id: AssetId; count: number }>(
        `SELECT asset_id, count FROM (SELECT id / ${clipSize} AS number, count(*) AS count FROM (${from}) GROUP BY 1)
         JOIN found_clip USING (number) ORDER BY number`,
        ...values,
      )
      .map((row) => ({ assetId: row.asset_id, count: row.count }));
  }

  /** Shots in the order of clips and time, from the id `after` on. */
  list(query: FoundQuery, limit: number, after: number | undefined, assetId?: AssetId): FoundRow[] {
    const { from, values } = this.clause(query, assetId);
    return this.sql
      .all(
        `SELECT found_shot.* FROM (SELECT id FROM (${from}) WHERE id > ? ORDER BY id LIMIT ?) JOIN found_shot USING (id)
         ORDER BY id`,
        ...values,
        after ?? -1,
        limit,
      )
      .map((row) => {
        const found = foundRow.parse(row);
        return {
          id: found.id,
          assetId: found.asset_id,
          position: found.position,
          firstFrame: found.first_frame,
          endFrame: found.end_frame,
          seconds: found.seconds,
          people: found.people,
          image: found.image_hash ?? undefined,
          spans: found.spans,
        };
      });
  }

  /** SQL that gives the ids of what is found; plain columns are joined only where they are asked for. */
  private clause(
    { match, without, where }: FoundQuery,
    assetId: AssetId | undefined,
  ): { from: string; values: (string | number)[] } {
    const values: (string | number)[] = [];
    const conditions = where.map((one) => {
      values.push(...one.values);
      return one.sql;
    });
    if (assetId !== undefined) {
      const first = this.numberOf(assetId) * clipSize;
      conditions.push(`id >= ${first} AND id < ${first + clipSize}`);
    }
    if (match === undefined) {
      if (without !== undefined) {
        conditions.push('id NOT IN (SELECT rowid FROM found_word WHERE found_word MATCH ?)');
        values.push(without);
      }
      return { from: `SELECT id FROM found_shot WHERE ${[...conditions, '1'].join(' AND ')}`, values };
    }
    const join = where.length > 0 ? 'JOIN found_shot ON found_shot.id = found_word.rowid' : '';
    const plain = conditions.map((one) =>
      join ? one.replaceAll(/\bid\b/g, 'found_word.rowid') : one.replaceAll(/\bid\b/g, 'rowid'),
    );
    return {
      from: `SELECT found_word.rowid AS id FROM found_word ${join} WHERE ${['found_word MATCH ?', ...plain].join(' AND ')}`,
      values: [match, ...values],
    };
  }
}
