import { z } from 'zod';
import { type AssetId, type ImageHash, imageHashSchema } from '../../shared/ids.ts';
import type { Statements } from './statements.ts';

export const cutVerdictSchema = z.enum(['cut', 'no-cut']);

/** A person's word on one frame of an asset. */
export interface StoredCutDecision {
  readonly frame: number;
  readonly verdict: z.infer<typeof cutVerdictSchema>;
}

const decisionRow = z.object({ frame: z.number(), verdict: cutVerdictSchema });

/** What a person decided on the cuts of an asset. No machine run touches it. Also the pictures to judge cuts by. */
export class CutTable {
  private readonly sql: Statements;

  constructor(sql: Statements) {
    this.sql = sql;
  }

  /** In the order of time. */
  list(asset: AssetId): StoredCutDecision[] {
    return this.sql
      .all('SELECT frame, verdict FROM cut_decision WHERE asset_id = ? ORDER BY frame', asset)
      .map((row) => decisionRow.parse(row));
  }

  /** Sets the word on a frame; null takes it away. */
  set(asset: AssetId, frame: number, verdict: StoredCutDecision['verdict'] | null): void {
    if (verdict === null) {
      this.sql.run('DELETE FROM cut_decision WHERE asset_id = ? AND frame = ?', asset, frame);
      return;
    }
    this.sql.run(
      `INSERT INTO cut_decision (asset_id, frame, verdict) VALUES (?, ?, ?)
       ON CONFLICT (asset_id, frame) DO UPDATE SET verdict = excluded.verdict`,
      asset,
      frame,
      verdict,
    );
  }

  /** The picture of exactly this frame, where one was taken. */
  picture(asset: AssetId, frame: number): ImageHash | undefined {
    const row = this.sql.first<{ image_hash: string }>(
      'SELECT image_hash FROM frame_picture WHERE asset_id = ? AND frame = ?',
      asset,
      frame,
    );
    return row && imageHashSchema.parse(row.image_hash);
  }

  /** Notes a stored picture as the one of this frame. */
  addPicture(asset: AssetId, frame: number, image: ImageHash): void {
    this.sql.run(
      'INSERT OR REPLACE INTO frame_picture (asset_id, frame, image_hash) VALUES (?, ?, ?)',
      asset,
      frame,
      image,
    );
  }
}
