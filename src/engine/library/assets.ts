import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { CastlineError, type ErrorReport, errorReportSchema } from '../../shared/errors.ts';
import { type AssetId, assetIdSchema } from '../../shared/ids.ts';
import { type MediaFacts, mediaFactsSchema } from '../../shared/media.ts';
import { isNotRemoved } from './removed.ts';
import type { Statements } from './statements.ts';

/** A media file as the library knows it. */
export interface StoredAsset {
  readonly id: AssetId;
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  readonly fingerprint: string;
  readonly sha256First64k: string;
  readonly facts: MediaFacts | undefined;
  readonly frameCount: number | undefined;
  readonly error: ErrorReport | undefined;
}

/** By what a file is known again where it was moved or renamed. */
export interface Fingerprint {
  readonly fingerprint: string;
  readonly sha256First64k: string;
  readonly bytes: number;
}

/** A step of the analysis whose result is kept apart. */
export type Step = 'probe' | 'frames' | 'shots' | 'people';

const rowSchema = z.object({
  id: assetIdSchema,
  path: z.string(),
  bytes: z.number(),
  fingerprint: z.string(),
  sha256_first_64k: z.string(),
  facts: z.string().nullable(),
  frame_count: z.number().nullable(),
  error: z.string().nullable(),
});

const columns = `
  asset.id, asset.bytes, asset.fingerprint, asset.sha256_first_64k, asset.facts, asset.frame_count, asset.error,
  (SELECT path FROM asset_path WHERE asset_id = asset.id ORDER BY seen_at DESC, path LIMIT 1) AS path`;

function fromRow(row: object): StoredAsset {
  const checked = rowSchema.parse(row);
  return {
    id: checked.id,
    path: checked.path,
    name: basename(checked.path),
    bytes: checked.bytes,
    fingerprint: checked.fingerprint,
    sha256First64k: checked.sha256_first_64k,
    facts: checked.facts === null ? undefined : mediaFactsSchema.parse(JSON.parse(checked.facts)),
    frameCount: checked.frame_count ?? undefined,
    error: checked.error === null ? undefined : errorReportSchema.parse(JSON.parse(checked.error)),
  };
}

/** Media files, by content. The same content at two paths is one asset with two paths. */
export class AssetTable {
  private readonly sql: Statements;

  constructor(sql: Statements) {
    this.sql = sql;
  }

  /** Adds the file, or notes that a known one was seen at this path. The id follows from the content. */
  add(path: string, print: Fingerprint, now: string): { id: AssetId; isNew: boolean } {
    const id = assetIdSchema.parse(`a${print.fingerprint.slice(0, 20)}`);
    return this.sql.transaction(() => {
      const inserted = this.sql.run(
        `INSERT INTO asset (id, fingerprint, sha256_first_64k, bytes, added_at) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (fingerprint) DO NOTHING`,
        id,
        print.fingerprint,
        print.sha256First64k,
        print.bytes,
        now,
      );
      this.sql.run(
        `INSERT INTO asset_path (path, asset_id, seen_at) VALUES (?, ?, ?)
         ON CONFLICT (path) DO UPDATE SET asset_id = excluded.asset_id, seen_at = excluded.seen_at`,
        path,
        id,
        now,
      );
      return { id, isNew: inserted > 0 };
    });
  }

  /** In the order in which they were added. */
  list(): StoredAsset[] {
    return this.sql
      .all(
        `SELECT ${columns} FROM asset WHERE path IS NOT NULL AND ${isNotRemoved('asset.id')} ORDER BY added_at, path`,
      )
      .map(fromRow);
  }

  /** @throws CastlineError not-found, also where it was removed */
  get(id: AssetId): StoredAsset {
    const row = this.sql.first(
      `SELECT ${columns} FROM asset WHERE id = ? AND ${isNotRemoved('asset.id')}`,
      id,
    );
    if (!row) throw new CastlineError('not-found', `The library has no clip "${id}".`);
    return fromRow({ ...row, path: this.pathOf(id) });
  }

  /** Where the asset was seen last and still is; else where it was seen last; undefined for an unknown id. */
  pathOf(id: string): string | undefined {
    const rows = this.sql.all<{ path: string }>(
      'SELECT path FROM asset_path WHERE asset_id = ? ORDER BY seen_at DESC, path',
      id,
    );
    return (rows.find((row) => existsSync(row.path)) ?? rows[0])?.path;
  }

  /** Takes clips out of everything that is read of the library, or puts them back. All that is known of them stays. */
  setRemoved(id: AssetId, removedAt: string | null): void {
    if (removedAt === null) this.sql.run('DELETE FROM removed_clip WHERE asset_id = ?', id);
    else
      this.sql.run(
        'INSERT INTO removed_clip (asset_id, removed_at) VALUES (?, ?) ON CONFLICT DO NOTHING',
        id,
        removedAt,
      );
  }

  isRemoved(id: string): boolean {
    return this.sql.first('SELECT 1 AS found FROM removed_clip WHERE asset_id = ?', id) !== undefined;
  }

  /** File name where it was seen last, also of a clip that was removed. */
  nameOf(id: AssetId): string {
    return basename(this.pathOf(id) ?? id);
  }

  setError(id: AssetId, error: ErrorReport | undefined): void {
    this.sql.run('UPDATE asset SET error = ? WHERE id = ?', error ? JSON.stringify(error) : null, id);
  }

  setFacts(id: AssetId, facts: MediaFacts): void {
    this.sql.run('UPDATE asset SET facts = ? WHERE id = ?', JSON.stringify(facts), id);
  }

  setFrameList(id: AssetId, encoded: Buffer, frameCount: number): void {
    this.sql.run('UPDATE asset SET frame_list = ?, frame_count = ? WHERE id = ?', encoded, frameCount, id);
  }

  frameList(id: AssetId): Buffer | undefined {
    const row = this.sql.first<{ frame_list: Buffer | null }>(
      'SELECT frame_list FROM asset WHERE id = ?',
      id,
    );
    return row?.frame_list ?? undefined;
  }

  isFinished(id: AssetId, step: Step, key: string): boolean {
    const row = this.sql.first(
      'SELECT 1 AS found FROM finished_step WHERE asset_id = ? AND step = ? AND step_key = ?',
      id,
      step,
      key,
    );
    return row !== undefined;
  }

  /** The assets for which a step is finished, whatever its key. */
  withStep(step: Step): Set<AssetId> {
    const rows = this.sql.all<{ asset_id: AssetId }>(
      `SELECT asset_id FROM finished_step WHERE step = ? AND ${isNotRemoved('asset_id')}`,
      step,
    );
    return new Set(rows.map((row) => row.asset_id));
  }

  finish(id: AssetId, step: Step, key: string, now: string): void {
    this.sql.run(
      `INSERT INTO finished_step (asset_id, step, step_key, finished_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (asset_id, step) DO UPDATE SET step_key = excluded.step_key, finished_at = excluded.finished_at`,
      id,
      step,
      key,
      now,
    );
  }
}
