import { z } from 'zod';
import type { Box } from '../../shared/boxes.ts';
import {
  type AssetId,
  assetIdSchema,
  type IdentityId,
  type ImageHash,
  identityIdSchema,
  imageHashSchema,
} from '../../shared/ids.ts';
import type { WornSummary } from '../../shared/wardrobe.ts';
import type { Statements } from './statements.ts';

/** Readers that keep what they worked out of each clip. */
export type DigestPart = 'digest' | 'search';

/** A picture that shows somebody. */
export interface SharePicture {
  readonly image: ImageHash;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly box: Box;
}

/** What one person wears through one shot of a clip. */
export interface WornShare extends WornSummary {
  readonly assetId: AssetId;
  readonly track: string;
  readonly person: IdentityId;
  /** The outfit that an editor said it is, as it was said: it may have been merged since. */
  readonly said?: IdentityId;
  /** Appearances of the person in the shot: start and end frame, the second at which it starts, and its seconds. */
  readonly spans: readonly (readonly [start: number, end: number, at: number, seconds: number])[];
  /** What shows most of it; a body by its size in the picture, where none was found a face by its quality. */
  readonly best?: { readonly isBody: boolean; readonly rank: number } & SharePicture;
}

/** What one clip has of one person. */
export interface PersonShare {
  readonly assetId: AssetId;
  readonly identityId: IdentityId;
  readonly faceCount: number;
  readonly trackCount: number;
  /** None of the pictures is good enough to know somebody by. */
  readonly isWeak: boolean;
  readonly shotCount: number;
  readonly seconds: number;
  /** The picture that shows them best, and how well; absent where they were only said to be. */
  readonly best?: { readonly rank: number } & SharePicture;
  /** Start, end and confidence of each appearance, in the order of time. */
  readonly ranges: readonly (readonly [start: number, end: number, confidence: number])[];
}

/** What the list of clips says of one. */
export interface ClipDigest {
  readonly assetId: AssetId;
  readonly shotCount: number;
  readonly personCount: number;
  readonly poster: ImageHash | undefined;
}

const digestRow = z.object({
  asset_id: assetIdSchema,
  shot_count: z.number(),
  person_count: z.number(),
  poster: imageHashSchema.nullable(),
});
const shareRow = z.object({ asset_id: assetIdSchema, identity_id: identityIdSchema, share: z.string() });

/** What is known of each clip, worked out once; triggers of the file mark what has changed since. */
export class DigestTable {
  private readonly sql: Statements;

  constructor(sql: Statements) {
    this.sql = sql;
  }

  /** Clips whose part has to be worked out anew. */
  stale(part: DigestPart): AssetId[] {
    return this.sql
      .all<{ asset_id: AssetId }>('SELECT asset_id FROM stale_clip WHERE part = ?', part)
      .map((row) => row.asset_id);
  }

  /** Called in the transaction that writes the part. */
  setFresh(part: DigestPart, assetId: AssetId): void {
    this.sql.run('DELETE FROM stale_clip WHERE part = ? AND asset_id = ?', part, assetId);
  }

  list(): ClipDigest[] {
    return this.sql.all('SELECT * FROM clip_digest').map((row) => {
      const { asset_id, shot_count, person_count, poster } = digestRow.parse(row);
      return {
        assetId: asset_id,
        shotCount: shot_count,
        personCount: person_count,
        poster: poster ?? undefined,
      };
    });
  }

  /** In the order of clips. */
  shares(): PersonShare[] {
    return this.sql.all('SELECT * FROM person_clip ORDER BY asset_id, identity_id').map((row) => {
      const { asset_id, identity_id, share } = shareRow.parse(row);
      // Written below from the same type, some hundred thousand times in a large library: not checked again.
      const stored = JSON.parse(share) as Omit<PersonShare, 'assetId' | 'identityId'>;
      return { assetId: asset_id, identityId: identity_id, ...stored };
    });
  }

  /** What is worn in each clip, in the order of clips. */
  worn(): WornShare[] {
    return this.sql
      .all<{ asset_id: AssetId; worn: string }>('SELECT asset_id, worn FROM worn_clip ORDER BY asset_id')
      .flatMap(({ asset_id, worn }) => {
        // Written below from the same type, as shares are.
        const tracks = JSON.parse(worn) as Omit<WornShare, 'assetId'>[];
        return tracks.map((one) => ({ assetId: asset_id, ...one }));
      });
  }

  /** Replaces what was known of a clip. */
  replace(
    { assetId, shotCount, personCount, poster }: ClipDigest,
    shares: readonly PersonShare[],
    worn: readonly WornShare[],
  ): void {
    this.sql.run(
      'INSERT OR REPLACE INTO worn_clip (asset_id, worn) VALUES (?, ?)',
      assetId,
      JSON.stringify(worn.map(({ assetId: _, ...one }) => one)),
    );
    this.sql.run('DELETE FROM person_clip WHERE asset_id = ?', assetId);
    this.sql.run(
      'INSERT OR REPLACE INTO clip_digest (asset_id, shot_count, person_count, poster) VALUES (?, ?, ?, ?)',
      assetId,
      shotCount,
      personCount,
      poster ?? null,
    );
    for (const { identityId, assetId: _, ...share } of shares) {
      this.sql.run(
        'INSERT INTO person_clip (asset_id, identity_id, share) VALUES (?, ?, ?)',
        assetId,
        identityId,
        JSON.stringify(share),
      );
    }
  }
}
