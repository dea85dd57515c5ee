import type { ElementId, IdentityId } from '../../shared/ids.ts';
import type { Statements } from './statements.ts';

/** What a person may ask to be forgotten. */
export class PrivacyTable {
  private readonly sql: Statements;

  constructor(sql: Statements) {
    this.sql = sql;
  }

  /** Removes the embeddings of elements, for good. Returns how many there were. */
  erase(elementIds: readonly ElementId[]): number {
    const ids = JSON.stringify(elementIds);
    const erased = this.sql.run(
      `UPDATE element SET embedding = NULL WHERE embedding IS NOT NULL AND id IN (SELECT value FROM json_each(?))`,
      ids,
    );
    this.sql.run(
      `UPDATE track SET vector = NULL WHERE id IN (
         SELECT track FROM element_track WHERE element_id IN (SELECT value FROM json_each(?)))`,
      ids,
    );
    return (
      erased +
      this.sql.run('DELETE FROM drawn_embedding WHERE drawn_id IN (SELECT value FROM json_each(?))', ids)
    );
  }

  /** What was believed or said to show people in clips that were removed: to be forgotten with the rest. */
  elementsInRemoved(identityIds: readonly IdentityId[]): ElementId[] {
    const ids = JSON.stringify(identityIds);
    return this.sql
      .all<{ element_id: ElementId }>(
        `SELECT element_id FROM assignment WHERE asset_id IN (SELECT asset_id FROM removed_clip)
           AND identity_id IN (SELECT value FROM json_each(?))
         UNION
         SELECT element_id FROM sighting_decision WHERE asset_id IN (SELECT asset_id FROM removed_clip)
           AND verdict = 'yes' AND identity_id IN (SELECT value FROM json_each(?))`,
        ids,
        ids,
      )
      .map((row) => row.element_id);
  }

  /** Removes all embeddings of the library. Returns how many there were. */
  eraseAll(): number {
    this.sql.run('UPDATE track SET vector = NULL');
    return (
      this.sql.run('UPDATE element SET embedding = NULL WHERE embedding IS NOT NULL') +
      this.sql.run('DELETE FROM drawn_embedding')
    );
  }
}
