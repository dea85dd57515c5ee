import { z } from 'zod';
import {
  type AssetId,
  assetIdSchema,
  type ImageHash,
  imageHashSchema,
  type KeyframeId,
  keyframeIdSchema,
  type ShotId,
  shotIdSchema,
} from '../../shared/ids.ts';
import { type TransitionKind, transitionKindSchema } from '../../shared/media.ts';
import { isNotRemoved } from './removed.ts';
import type { Statements } from './statements.ts';

/** A shot: frames [firstFrame, endFrame), ticks of the stream's timebase [startTicks, endTicks). */
export interface StoredShot {
  readonly id: ShotId;
  readonly position: number;
  readonly firstFrame: number;
  readonly endFrame: number;
  readonly startTicks: number;
  readonly endTicks: number;
  readonly transition: {
    readonly kind: TransitionKind;
    readonly confidence: number;
    readonly firstFrame: number;
    readonly endFrame: number;
  };
}

/** A keyframe as the library keeps it: `ticks` in the time base of its clip; sharpness: bytes of its JPEG a pixel. */
export interface StoredKeyframe {
  readonly id: KeyframeId;
  readonly shotId: ShotId;
  readonly frame: number;
  readonly ticks: number;
  readonly image: ImageHash;
  readonly sharpness: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Taken for a shot that a person's cut made, where the scan took none. */
  readonly forCut: boolean;
}

/** The size is the stored picture's. */
export type NewKeyframe = Omit<StoredKeyframe, 'widthPx' | 'heightPx' | 'forCut'>;

/** A picture of the filmstrip, by its frame. */
export interface FilmstripPicture {
  readonly frame: number;
  readonly image: ImageHash;
}

/** `seconds` from the container's zero: which frame it is, is not known yet. */
export interface PreviewPicture {
  readonly seconds: number;
  readonly image: ImageHash;
}

/** A picture among the library’s pictures, by the hash of its bytes. */
export interface StoredImage {
  readonly hash: ImageHash;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bytes: number;
}

const shotRow = z.object({
  id: shotIdSchema,
  position: z.number(),
  first_frame: z.number(),
  end_frame: z.number(),
  start_ticks: z.number(),
  end_ticks: z.number(),
  transition_kind: transitionKindSchema,
  transition_confidence: z.number(),
  transition_first_frame: z.number(),
  transition_end_frame: z.number(),
});

const keyframeRow = z.object({
  id: keyframeIdSchema,
  asset_id: assetIdSchema,
  shot_id: shotIdSchema,
  frame: z.number(),
  ticks: z.number(),
  image_hash: imageHashSchema,
  sharpness: z.number(),
  width_px: z.number(),
  height_px: z.number(),
  for_cut: z.number(),
});

/** By its first frame, so that a shot keeps its id when a cut before it comes or goes. */
export const shotIdOf = (asset: AssetId, firstFrame: number): ShotId =>
  shotIdSchema.parse(`${asset}-s${firstFrame}`);
/** The id of the keyframe at a frame: the same in every analysis. */
export const keyframeIdOf = (asset: AssetId, frame: number): KeyframeId =>
  keyframeIdSchema.parse(`${asset}-k${frame}`);

const closerFact = (asset: AssetId): string => `looked_closer ${asset}`;

/** Shots, keyframes and filmstrip of an asset: written together, as one scan found them. */
export class ShotTable {
  private readonly sql: Statements;

  constructor(sql: Statements) {
    this.sql = sql;
  }

  /** Notes a stored picture. Called after its file has its name, so that no row points to nothing. */
  addImage(image: StoredImage): void {
    this.sql.run(
      'INSERT INTO image (hash, width_px, height_px, bytes) VALUES (?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING',
      image.hash,
      image.widthPx,
      image.heightPx,
      image.bytes,
    );
  }

  /** A picture to show before the frames are counted; goes when the scan brings its own. */
  addPreview(asset: AssetId, picture: PreviewPicture): void {
    this.sql.run(
      'INSERT OR REPLACE INTO preview_picture (asset_id, millisecond, image_hash) VALUES (?, ?, ?)',
      asset,
      Math.round(picture.seconds * 1000),
      picture.image,
    );
  }

  /** In the order of time. */
  preview(asset: AssetId): PreviewPicture[] {
    return this.sql
      .all<{ millisecond: number; image_hash: string }>(
        'SELECT millisecond, image_hash FROM preview_picture WHERE asset_id = ? ORDER BY millisecond',
        asset,
      )
      .map((row) => ({ seconds: row.millisecond / 1000, image: imageHashSchema.parse(row.image_hash) }));
  }

  /** Replaces what an earlier scan of the asset found. */
  replace(
    asset: AssetId,
    found: {
      shots: readonly StoredShot[];
      keyframes: readonly NewKeyframe[];
      filmstrip: readonly FilmstripPicture[];
    },
  ): void {
    this.sql.transaction(() => {
      this.sql.run('DELETE FROM keyframe WHERE asset_id = ?', asset);
      this.sql.run('DELETE FROM shot WHERE asset_id = ?', asset);
      this.sql.run('DELETE FROM filmstrip_picture WHERE asset_id = ?', asset);
      this.sql.run('DELETE FROM preview_picture WHERE asset_id = ?', asset);
      this.sql.run('DELETE FROM library_fact WHERE name = ?', closerFact(asset));
      for (const shot of found.shots) this.insertShot(asset, shot);
      for (const keyframe of found.keyframes) this.insertKeyframe(asset, keyframe, false);
      for (const picture of found.filmstrip) {
        this.sql.run(
          'INSERT OR REPLACE INTO filmstrip_picture (asset_id, frame, image_hash) VALUES (?, ?, ?)',
          asset,
          picture.frame,
          picture.image,
        );
      }
    });
  }

  private insertKeyframe(asset: AssetId, keyframe: NewKeyframe, forCut: boolean): void {
    this.sql.run(
      `INSERT INTO keyframe (id, asset_id, shot_id, frame, ticks, image_hash, sharpness, for_cut)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      keyframe.id,
      asset,
      keyframe.shotId,
      keyframe.frame,
      keyframe.ticks,
      keyframe.image,
      keyframe.sharpness,
      Number(forCut),
    );
  }

  /** Adds keyframes for shots that a person's cuts made; they go when a new scan replaces all. */
  addKeyframesForCuts(asset: AssetId, keyframes: readonly NewKeyframe[]): void {
    this.sql.transaction(() => {
      for (const keyframe of keyframes) this.insertKeyframe(asset, keyframe, true);
    });
  }

  /** Adds what a closer look at the shots took, once for each scan; all of it goes when a new scan replaces it. */
  addCloserKeyframes(asset: AssetId, keyframes: readonly NewKeyframe[]): void {
    this.sql.transaction(() => {
      for (const keyframe of keyframes) this.insertKeyframe(asset, keyframe, false);
      this.sql.run(`INSERT OR REPLACE INTO library_fact (name, value) VALUES (?, '1')`, closerFact(asset));
    });
  }

  /** True where the closer look at the shots that are there now is done. */
  wasLookedAtCloser(asset: AssetId): boolean {
    const name = closerFact(asset);
    return this.sql.first('SELECT 1 AS found FROM library_fact WHERE name = ?', name) !== undefined;
  }

  private insertShot(asset: AssetId, shot: StoredShot): void {
    this.sql.run(
      `INSERT INTO shot (id, asset_id, position, first_frame, end_frame, start_ticks, end_ticks,
         transition_kind, transition_confidence, transition_first_frame, transition_end_frame)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      shot.id,
      asset,
      shot.position,
      shot.firstFrame,
      shot.endFrame,
      shot.startTicks,
      shot.endTicks,
      shot.transition.kind,
      shot.transition.confidence,
      shot.transition.firstFrame,
      shot.transition.endFrame,
    );
  }

  /** Of the whole library; of clips that were not removed. */
  count(): number {
    return Number(
      this.sql.first(`SELECT count(*) AS count FROM shot WHERE ${isNotRemoved('asset_id')}`)?.count ?? 0,
    );
  }

  /** In the order of time. */
  list(asset: AssetId): StoredShot[] {
    return this.sql.all('SELECT * FROM shot WHERE asset_id = ? ORDER BY position', asset).map((row) => {
      const shot = shotRow.parse(row);
      return {
        id: shot.id,
        position: shot.position,
        firstFrame: shot.first_frame,
        endFrame: shot.end_frame,
        startTicks: shot.start_ticks,
        endTicks: shot.end_ticks,
        transition: {
          kind: shot.transition_kind,
          confidence: shot.transition_confidence,
          firstFrame: shot.transition_first_frame,
          endFrame: shot.transition_end_frame,
        },
      };
    });
  }

  /** In the order of time. */
  keyframes(asset: AssetId): StoredKeyframe[] {
    return this.readKeyframes('asset_id = ?', asset).map(({ keyframe }) => keyframe);
  }

  /** One keyframe and the clip it is of. */
  keyframe(id: KeyframeId): (StoredKeyframe & { readonly assetId: AssetId }) | undefined {
    const [found] = this.readKeyframes('keyframe.id = ?', id);
    return found && { ...found.keyframe, assetId: found.assetId };
  }

  private readKeyframes(where: string, value: string): { keyframe: StoredKeyframe; assetId: AssetId }[] {
    const rows = this.sql.all(
      `SELECT keyframe.*, image.width_px, image.height_px FROM keyframe JOIN image ON image.hash = keyframe.image_hash
       WHERE ${where} ORDER BY frame`,
      value,
    );
    return rows.map((row) => {
      const keyframe = keyframeRow.parse(row);
      const read = {
        id: keyframe.id,
        shotId: keyframe.shot_id,
        frame: keyframe.frame,
        ticks: keyframe.ticks,
        image: keyframe.image_hash,
        sharpness: keyframe.sharpness,
        widthPx: keyframe.width_px,
        heightPx: keyframe.height_px,
        forCut: keyframe.for_cut === 1,
      };
      return { keyframe: read, assetId: keyframe.asset_id };
    });
  }

  filmstrip(asset: AssetId): FilmstripPicture[] {
    return this.sql
      .all<{ frame: number; image_hash: string }>(
        'SELECT frame, image_hash FROM filmstrip_picture WHERE asset_id = ? ORDER BY frame',
        asset,
      )
      .map((row) => ({ frame: row.frame, image: imageHashSchema.parse(row.image_hash) }));
  }
}
