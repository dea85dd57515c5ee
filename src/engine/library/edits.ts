import { z } from 'zod';
import { type EditLabel, editLabelSchema } from '../../shared/edit-label.ts';
import { CastlineError } from '../../shared/errors.ts';
import { assetIdSchema, identityIdSchema } from '../../shared/ids.ts';
import { cutVerdictSchema } from './cuts.ts';
import { decisionChangeSchema } from './decision-rows.ts';
import type { Statements } from './statements.ts';

/** Every edit is data with an inverse of the same form; adding a kind means adding it here and in `applyEdit`. */
export const editSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rename-person'), identityId: identityIdSchema, name: z.string().nullable() }),
  /** The word on frames of an asset as it is to be; null: none. */
  z.object({
    kind: z.literal('decide-cuts'),
    assetId: assetIdSchema,
    states: z.array(z.object({ frame: z.number().int().positive(), verdict: cutVerdictSchema.nullable() })),
  }),
  /** Clips leave the library, at this time, or come back; null. */
  z.object({
    kind: z.literal('remove-clips'),
    assetIds: z.array(assetIdSchema).min(1),
    removedAt: z.string().nullable(),
    /** Those whose analysis was cut off when they were removed: it goes on when they come back. */
    unfinished: z.array(assetIdSchema),
  }),
  /** Rows of what a person decided, as they are to be. */
  z.object({ kind: z.literal('decide'), changes: z.array(decisionChangeSchema) }),
]);
export type Edit = z.infer<typeof editSchema>;

/** As it is stored: its parts as JSON, or the sentence of a library written before labels had parts. */
const storedLabel = z.string().transform((stored): EditLabel => {
  try {
    return editLabelSchema.parse(JSON.parse(stored));
  } catch {
    return { did: 'said', text: stored };
  }
});

const editRow = z.object({ id: z.number(), label: storedLabel, forward: z.string(), inverse: z.string() });

const historyRow = z.object({ id: z.number(), label: storedLabel, madeAt: z.string(), undone: z.number() });
export type HistoryRow = z.infer<typeof historyRow>;

/** The history of edits. Undo and redo survive a restart, because the history is part of the library. */
export class EditTable {
  private readonly sql: Statements;
  private readonly onCount: (count: number) => void;

  /** `onCount` hears how many edits and steps there were, once the last of them is committed. */
  constructor(sql: Statements, onCount: (count: number) => void) {
    this.sql = sql;
    this.onCount = onCount;
  }

  /** Edits and steps back and forth that the library ever saw. */
  count(): number {
    return Number(this.sql.first(`SELECT value FROM library_fact WHERE name = 'edits_made'`)?.value ?? 0);
  }

  private countOne(): void {
    this.sql.run(
      `INSERT INTO library_fact (name, value) VALUES ('edits_made', '1')
       ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1`,
    );
    const count = this.count();
    this.sql.whenCommitted(() => this.onCount(count));
  }

  /** Notes an edit that was made; what had been undone before can no longer be redone. */
  add(edit: Edit, inverse: Edit, label: EditLabel, now: string): void {
    this.sql.run('DELETE FROM edit WHERE undone = 1');
    this.sql.run(
      'INSERT INTO edit (kind, label, forward, inverse, made_at) VALUES (?, ?, ?, ?, ?)',
      edit.kind,
      JSON.stringify(label),
      JSON.stringify(edit),
      JSON.stringify(inverse),
      now,
    );
    this.countOne();
  }

  /** The labels of what undo would take back and redo would make again. */
  labels(): { undo: EditLabel | null; redo: EditLabel | null } {
    return { undo: this.next('undo')?.label ?? null, redo: this.next('redo')?.label ?? null };
  }

  /** The newest edits, newest first. */
  history(most: number): HistoryRow[] {
    return this.sql
      .all('SELECT id, label, made_at AS madeAt, undone FROM edit ORDER BY id DESC LIMIT ?', most)
      .map((row) => historyRow.parse(row));
  }

  /** Which way an edit lies from here: to be made again, to be taken back to, or the last that is made. */
  wayTo(id: number | null): 'undo' | 'redo' | undefined {
    if (id !== null && !this.sql.first('SELECT id FROM edit WHERE id = ?', id)) {
      throw new CastlineError('not-found', 'This step is not in the history any more.');
    }
    const last = this.sql.first<{ id: number }>('SELECT max(id) AS id FROM edit WHERE undone = 0')?.id ?? 0;
    const wanted = id ?? 0;
    if (last === wanted) return undefined;
    return last > wanted ? 'undo' : 'redo';
  }

  /** Questions of the review that were put off, the last one last. One that was put off twice stands where it was the last time. */
  questionsPutOff(): string[] {
    return this.sql
      .all<{ question: string }>(
        `SELECT json_extract(change.value, '$.row.question') AS question
         FROM edit, json_each(edit.forward, '$.changes') AS change
         WHERE edit.undone = 0 AND edit.kind = 'decide' AND edit.forward LIKE '%"answer":"later"%'
           AND json_extract(change.value, '$.table') = 'review_answer'
         GROUP BY question ORDER BY max(edit.id)`,
      )
      .map(({ question }) => question);
  }

  /** Tells one state of the history from another. */
  newest(): string {
    const row = this.sql.first<{ state: string }>(
      `SELECT count(*) || ' ' || ifnull(max(id), 0) || ' ' || ifnull(sum(undone), 0) AS state FROM edit`,
    );
    return row?.state ?? '';
  }

  private next(direction: 'undo' | 'redo'): z.infer<typeof editRow> | undefined {
    const row =
      direction === 'undo'
        ? this.sql.first('SELECT * FROM edit WHERE undone = 0 ORDER BY id DESC LIMIT 1')
        : this.sql.first('SELECT * FROM edit WHERE undone = 1 ORDER BY id LIMIT 1');
    return row ? editRow.parse(row) : undefined;
  }

  /** Takes the next step back or forth: hands the edit to `apply` and moves the mark, both or neither. Returns the edit. */
  step(direction: 'undo' | 'redo', apply: (edit: Edit) => void): Edit {
    return this.sql.transaction(() => {
      const row = this.next(direction);
      if (!row) throw new CastlineError(`nothing-to-${direction}`, `There is nothing to ${direction}.`);
      const edit = editSchema.parse(JSON.parse(direction === 'undo' ? row.inverse : row.forward));
      apply(edit);
      this.sql.run('UPDATE edit SET undone = ? WHERE id = ?', direction === 'undo' ? 1 : 0, row.id);
      this.countOne();
      return edit;
    });
  }
}
