import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type JobState, jobStateSchema } from '../../shared/contract/views.ts';
import { type ErrorReport, errorReportSchema } from '../../shared/errors.ts';
import { type AssetId, assetIdSchema, type JobId, jobIdSchema } from '../../shared/ids.ts';
import { type Progress, progressSchema } from '../../shared/progress.ts';
import { isNotRemoved } from './removed.ts';
import type { Statements } from './statements.ts';

/** A job as it is stored. Its input carries a version, so that an old row is understood or refused. */
export interface StoredJob {
  readonly id: JobId;
  readonly kind: 'analyse';
  readonly assetId: AssetId;
  readonly state: JobState;
  readonly attempts: number;
  readonly progress: Progress;
  readonly error: ErrorReport | undefined;
}

const jobRow = z.object({
  id: jobIdSchema,
  kind: z.literal('analyse'),
  asset_id: assetIdSchema,
  state: jobStateSchema,
  attempts: z.number(),
  progress: z.string(),
  error: z.string().nullable(),
});

const queued: Progress = { done: 0, total: 0, unit: 'steps', phase: 'queued' };
const inputVersion = 1;

function fromRow(row: object): StoredJob {
  const job = jobRow.parse(row);
  return {
    id: job.id,
    kind: job.kind,
    assetId: job.asset_id,
    state: job.state,
    attempts: job.attempts,
    progress: progressSchema.parse(JSON.parse(job.progress)),
    error: job.error === null ? undefined : errorReportSchema.parse(JSON.parse(job.error)),
  };
}

/** Jobs are rows: what was queued, runs or ended, and why. */
export class JobTable {
  private readonly sql: Statements;

  constructor(sql: Statements) {
    this.sql = sql;
  }

  /**
   * Marks as interrupted what was left queued or running: whoever may write is alone, so its owner is gone. Returns how many
   * clips wait to be taken up again, those included that were left at a quiet end.
   */
  markInterrupted(now: string): number {
    this.sql.run(
      `UPDATE job SET state = 'interrupted', updated_at = ? WHERE state IN ('queued', 'running')`,
      now,
    );
    return this.latest().filter(({ state }) => state === 'interrupted').length;
  }

  add(assetId: AssetId, now: string): StoredJob {
    const id = jobIdSchema.parse(`j${randomUUID()}`);
    this.sql.run(
      `INSERT INTO job (id, kind, input_version, input, asset_id, state, owner, progress, created_at, updated_at)
       VALUES (?, 'analyse', ?, ?, ?, 'queued', ?, ?, ?, ?)`,
      id,
      inputVersion,
      JSON.stringify({ assetId }),
      assetId,
      String(process.pid),
      JSON.stringify(queued),
      now,
      now,
    );
    return this.get(id);
  }

  get(id: JobId): StoredJob {
    const row = this.sql.first('SELECT * FROM job WHERE id = ?', id);
    return fromRow(row ?? {});
  }

  start(id: JobId, now: string): void {
    this.sql.run(
      `UPDATE job SET state = 'running', attempts = attempts + 1, owner = ?, updated_at = ? WHERE id = ?`,
      String(process.pid),
      now,
      id,
    );
  }

  end(id: JobId, state: JobState, progress: Progress, error: ErrorReport | undefined, now: string): void {
    this.sql.run(
      'UPDATE job SET state = ?, progress = ?, error = ?, updated_at = ? WHERE id = ?',
      state,
      JSON.stringify(progress),
      error ? JSON.stringify(error) : null,
      now,
      id,
    );
  }

  /** The newest job of each asset. */
  latest(): StoredJob[] {
    return this.sql
      .all(
        `SELECT job.* FROM job WHERE job.rowid = (
           SELECT newest.rowid FROM job AS newest WHERE newest.asset_id = job.asset_id ORDER BY newest.created_at DESC, newest.rowid DESC LIMIT 1)
           AND ${isNotRemoved('job.asset_id')}`,
      )
      .map(fromRow);
  }
}
