import { existsSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { AssetId, ImageHash } from '../../shared/ids.ts';
import type { Backup, BackupFolder, BackupReason } from './backups.ts';
import type { Connection } from './database.ts';
import { examine, type Health } from './health.ts';
import type { ImageFolder } from './images.ts';
import { referencedImages } from './references.ts';

/** What tidying up freed. */
export interface Compaction {
  readonly pictures: number;
  /** Freed in the file and among the pictures. */
  readonly bytes: number;
}

/** What keeps an open library sound: backups, checks, tidying. */
export class Upkeep {
  readonly backups: BackupFolder;
  private readonly connection: Connection;
  private readonly images: ImageFolder;

  constructor(connection: Connection, images: ImageFolder, backups: BackupFolder) {
    this.connection = connection;
    this.images = images;
    this.backups = backups;
  }

  /** Copies the library while it is in use, and verifies the copy by opening it. @throws CastlineError disk-full, backup-damaged */
  backup(reason: BackupReason, now: Date): Promise<Backup> {
    return this.backups.take(this.connection, reason, now);
  }

  /** Takes the day's backup when there is something to lose and none is younger than a day. */
  async backupIfDue(now: Date): Promise<Backup | undefined> {
    if (this.connection.readonly) return undefined;
    const hasContent = this.connection.prepare('SELECT EXISTS (SELECT 1 FROM asset)').pluck().get() === 1;
    return hasContent && this.backups.isDue(now) ? this.backup('daily', now) : undefined;
  }

  examine(): Health {
    return examine(this.connection, this.images, this.backups);
  }

  /**
   * Removes pictures that neither this library nor one of its backups refers to, and their rows. Only while nothing is being
   * stored: a picture is written before its row.
   */
  sweep(): { pictures: number; bytes: number } {
    const wanted = referencedImages(this.connection);
    this.connection
      .prepare('DELETE FROM image WHERE hash NOT IN (SELECT value FROM json_each(?))')
      .run(JSON.stringify([...wanted]));
    for (const { path } of this.backups.list()) addReferences(path, wanted);
    return this.images.sweep(wanted);
  }

  /** Sweeps, and gives the space of deleted rows back. */
  compact(): Compaction {
    const size = (): number => statSync(this.connection.name, { throwIfNoEntry: false })?.size ?? 0;
    const swept = this.sweep();
    this.connection.pragma('wal_checkpoint(TRUNCATE)');
    const before = size();
    this.connection.exec('VACUUM');
    this.connection.pragma('wal_checkpoint(TRUNCATE)');
    return { pictures: swept.pictures, bytes: swept.bytes + Math.max(0, before - size()) };
  }

  /** Lets the clips whose pictures are gone be analysed again: what a person decided stays. Returns them. */
  forgetClipsWithoutPictures(): AssetId[] {
    const missing = [...referencedImages(this.connection)].filter(
      (hash) => !existsSync(this.images.pathOf(hash as ImageHash)),
    );
    const assets = this.connection
      .prepare(
        `SELECT DISTINCT asset_id FROM (
           SELECT asset_id, image_hash FROM keyframe UNION ALL SELECT asset_id, image_hash FROM filmstrip_picture)
         WHERE image_hash IN (SELECT value FROM json_each(?))`,
      )
      .pluck()
      .all(JSON.stringify(missing)) as AssetId[];
    const forget = this.connection.prepare("DELETE FROM finished_step WHERE asset_id = ? AND step = 'shots'");
    for (const assetId of assets) forget.run(assetId);
    return assets;
  }
}

/** A backup that cannot be read keeps no pictures. */
function addReferences(path: string, wanted: Set<string>): void {
  let backup: Connection | undefined;
  try {
    backup = new Database(path, { readonly: true, fileMustExist: true });
    for (const hash of referencedImages(backup)) wanted.add(hash);
  } catch {
    // Said by whoever lists or restores backups.
  } finally {
    backup?.close();
  }
}
