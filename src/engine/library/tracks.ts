import { z } from 'zod';
import { type AssetId, assetIdSchema, type IdentityId } from '../../shared/ids.ts';
import { isDoubtful } from './doubtful.ts';
import { vectorBytes, vectorFrom } from './element-codec.ts';
import { isNotRemoved } from './removed.ts';
import { comparableRecognisers } from './shown.ts';
import type { Statements } from './statements.ts';

/** One person through one shot, and what grouping has to know of it. */
export interface StoredTrack {
  readonly id: string;
  readonly assetId: AssetId;
  /** 0 to 1: of its best face. */
  readonly quality: number;
  /** Enough is seen of the body for it to be somebody without a face. */
  readonly isBody: boolean;
  /** Frames of its keyframes. */
  readonly frames: readonly number[];
  /** At unit length; absent without a face, and once it was erased. */
  readonly vector: Float32Array | undefined;
}

const trackRow = z.object({
  id: z.string(),
  asset_id: assetIdSchema,
  quality: z.number(),
  is_body: z.number(),
  frames: z.string(),
  vector: z.instanceof(Uint8Array).nullable(),
});
const framesSchema = z.array(z.number());

/** Tracks of people that can be compared: their faces are described by the model of the recogniser that ran last. */
export class TrackTable {
  private readonly sql: Statements;

  constructor(sql: Statements) {
    this.sql = sql;
  }

  /** In the order of assets and ids. */
  list(): StoredTrack[] {
    return this.sql
      .all(
        `SELECT * FROM track WHERE recogniser_id IN ${comparableRecognisers} AND ${isNotRemoved('asset_id')}
         ORDER BY asset_id, id`,
      )
      .map((row) => {
        const { id, asset_id, quality, is_body, frames, vector } = trackRow.parse(row);
        return {
          id,
          assetId: asset_id,
          quality,
          isBody: is_body === 1,
          frames: framesSchema.parse(JSON.parse(frames)),
          vector: vector ? vectorFrom(vector) : undefined,
        };
      });
  }

  /** Who most of each track was believed to be, before merges. */
  owners(): Map<string, IdentityId> {
    const rows = this.sql.all<{ track: string; identity_id: IdentityId }>(
      `SELECT track, identity_id, count(*) AS votes FROM element_track
       JOIN assignment ON assignment.element_id = element_track.element_id AND assignment.origin = 'machine'
       JOIN identity ON identity.id = identity_id AND kind = 'person'
       GROUP BY track, identity_id ORDER BY votes, identity_id DESC`,
    );
    return new Map(rows.map((row) => [row.track, row.identity_id]));
  }

  /** Replaces the tracks of an asset; `members` says which track each element belongs to. */
  replace(
    asset: AssetId,
    tracks: readonly StoredTrack[],
    members: readonly { readonly elementId: string; readonly track: string }[],
  ): void {
    this.sql.transaction(() => {
      this.sql.run('DELETE FROM track WHERE asset_id = ?', asset);
      // Doubtful bodies are shown where they are in a track, so one that is in none any more may not seem to be.
      this.sql.run(
        `DELETE FROM element_track WHERE element_id IN (
           SELECT element.id FROM keyframe JOIN recognition ON recognition.image_hash = keyframe.image_hash
           JOIN element ON element.recognition_id = recognition.id WHERE keyframe.asset_id = ? AND ${isDoubtful})`,
        asset,
      );
      for (const { id, quality, isBody, frames, vector } of tracks) {
        this.sql.run(
          `INSERT OR REPLACE INTO track (id, asset_id, recogniser_id, quality, is_body, frames, vector)
           VALUES (?, ?, (SELECT recogniser_id FROM shown_recogniser WHERE asset_id = ?), ?, ?, ?, ?)`,
          id,
          asset,
          asset,
          quality,
          isBody ? 1 : 0,
          JSON.stringify(frames),
          vector ? vectorBytes(vector) : null,
        );
      }
      for (const { elementId, track } of members) {
        this.sql.run(
          'INSERT OR REPLACE INTO element_track (element_id, track) VALUES (?, ?)',
          elementId,
          track,
        );
      }
    });
  }
}
