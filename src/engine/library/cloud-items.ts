import { z } from 'zod';
import { type ErrorCode, errorCodeSchema } from '../../shared/errors.ts';
import { type AssetId, type ImageHash, imageHashSchema } from '../../shared/ids.ts';
import { isNotRemoved } from './removed.ts';
import type { Statements } from './statements.ts';

const stateSchema = z.enum(['waiting', 'sending', 'fetching', 'done', 'failed', 'unknown']);
export type CloudItemState = z.infer<typeof stateSchema>;

/** Which pictures are meant: `fetching` leaves out those that are still to be sent. */
export type CloudClaim = 'all' | 'fetching';
/** The state that may be claimed beside `fetching`. */
const otherState = { all: 'waiting', fetching: 'fetching' } as const satisfies Record<
  CloudClaim,
  CloudItemState
>;

const row = z.object({
  pixels: z.string(),
  image_hash: imageHashSchema,
  state: stateSchema,
  asked_by: z.enum(['queue', 'person']),
  attempts: z.number(),
  not_before: z.number(),
  code: errorCodeSchema.nullable(),
  message: z.string().nullable(),
});

const failureRow = z.object({
  code: errorCodeSchema,
  message: z
    .string()
    .nullable()
    .transform((text) => text ?? ''),
  count: z.number(),
});

/** A picture on its way to the cloud recogniser and back. */
export interface CloudItem {
  /** SHA-256 of the picture's pixels and size. */
  readonly pixels: string;
  readonly image: ImageHash;
  readonly state: CloudItemState;
  /** `person` where someone asked for it again by hand. */
  readonly askedBy: 'queue' | 'person';
  /** Failed attempts since it was queued, or since its answer came. */
  readonly attempts: number;
  /** Milliseconds of the epoch. */
  readonly notBefore: number;
  readonly code: ErrorCode | undefined;
  readonly message: string | undefined;
}

/** What is kept of a picture's looks: its pixels' hash, and 64 bits by which near-duplicates are told (16 hex digits). */
export interface PictureFacts {
  readonly image: ImageHash;
  readonly pixels: string;
  readonly likeness: string;
}

function fromRow(stored: object): CloudItem {
  const item = row.parse(stored);
  return {
    pixels: item.pixels,
    image: item.image_hash,
    state: item.state,
    askedBy: item.asked_by,
    attempts: item.attempts,
    notBefore: item.not_before,
    code: item.code ?? undefined,
    message: item.message ?? undefined,
  };
}

/** The queue of pictures for the cloud recogniser: rows before they are work, so that a kill loses none. */
export class CloudItemTable {
  private readonly sql: Statements;

  constructor(sql: Statements) {
    this.sql = sql;
  }

  /** Queues a picture; one that is known waits anew unless it is under way. True where it waits now and did not before. */
  add(pixels: string, image: ImageHash, askedBy: 'queue' | 'person'): boolean {
    const changed = this.sql.run(
      `INSERT INTO cloud_item (pixels, image_hash, position, state, asked_by)
       VALUES (?, ?, (SELECT COALESCE(MAX(position), 0) + 1 FROM cloud_item), 'waiting', ?)
       ON CONFLICT (pixels) DO UPDATE SET state = 'waiting', asked_by = excluded.asked_by, attempts = 0, not_before = 0,
         code = NULL, message = NULL, image_hash = excluded.image_hash WHERE state IN ('done', 'failed')`,
      pixels,
      image,
      askedBy,
    );
    return changed > 0;
  }

  /**
   * Takes the next picture whose time has come, one with an answer to complete first; undefined where none is. With
   * `fetching`, only one that is paid for and whose answer is to be completed.
   */
  claim(nowMs: number, owner: string, from: CloudClaim = 'all'): CloudItem | undefined {
    return this.sql.transaction(() => {
      const next = this.sql.first<{ pixels: string; state: string }>(
        `SELECT pixels, state FROM cloud_item WHERE state IN ('fetching', ?) AND not_before <= ? AND owner IS NULL
         ORDER BY state, position LIMIT 1`,
        otherState[from],
        nowMs,
      );
      if (!next) return undefined;
      this.sql.run(
        `UPDATE cloud_item SET owner = ?, state = CASE state WHEN 'waiting' THEN 'sending' ELSE state END WHERE pixels = ?`,
        owner,
        next.pixels,
      );
      return this.get(next.pixels);
    });
  }

  /** Gives a claimed picture back, in the state that it has come to. */
  release(
    pixels: string,
    next: {
      readonly state: CloudItemState;
      readonly attempts?: number;
      readonly notBefore?: number;
      readonly code?: ErrorCode | undefined;
      readonly message?: string | undefined;
    },
  ): void {
    this.sql.run(
      `UPDATE cloud_item SET state = ?, attempts = COALESCE(?, attempts), not_before = ?, code = ?, message = ?, owner = NULL
       WHERE pixels = ?`,
      next.state,
      next.attempts ?? null,
      next.notBefore ?? 0,
      next.code ?? null,
      next.message ?? null,
      pixels,
    );
  }

  get(pixels: string): CloudItem | undefined {
    const stored = this.sql.first('SELECT * FROM cloud_item WHERE pixels = ?', pixels);
    return stored && fromRow(stored);
  }

  /** In the order in which they came. */
  list(): CloudItem[] {
    return this.sql.all('SELECT * FROM cloud_item ORDER BY position').map(fromRow);
  }

  /** When `claim` will next find a picture, in milliseconds of the epoch; undefined where none waits. */
  nextAt(from: CloudClaim = 'all'): number | undefined {
    const found = this.sql.first<{ at: number | null }>(
      `SELECT MIN(not_before) AS at FROM cloud_item WHERE state IN ('fetching', ?) AND owner IS NULL`,
      otherState[from],
    );
    return found?.at ?? undefined;
  }

  counts(): Record<CloudItemState, number> {
    const counts = { waiting: 0, sending: 0, fetching: 0, done: 0, failed: 0, unknown: 0 };
    for (const { state, count } of this.sql.all<{ state: string; count: number }>(
      'SELECT state, COUNT(*) AS count FROM cloud_item GROUP BY state',
    )) {
      counts[stateSchema.parse(state)] = count;
    }
    return counts;
  }

  /** Why pictures ended without an answer, the most frequent first. */
  failures(): { readonly code: ErrorCode; readonly message: string; readonly count: number }[] {
    return this.sql
      .all(
        `SELECT code, message, COUNT(*) AS count FROM cloud_item WHERE state IN ('failed', 'unknown') AND code IS NOT NULL
           GROUP BY code, message ORDER BY count DESC, message`,
      )
      .map((stored) => failureRow.parse(stored));
  }

  /** Queues again, by a person's word, what has failed, and with it what ended in the dark. Returns how many. */
  retry(states: readonly ('failed' | 'unknown')[]): number {
    return this.sql.run(
      `UPDATE cloud_item SET state = 'waiting', asked_by = 'person', attempts = 0, not_before = 0, code = NULL,
         message = NULL, owner = NULL WHERE state IN (SELECT value FROM json_each(?))`,
      JSON.stringify(states),
    );
  }

  /** Takes what waits out of the queue. Returns how many. */
  clearWaiting(): number {
    return this.sql.run(`DELETE FROM cloud_item WHERE state = 'waiting' AND owner IS NULL`);
  }

  /** Takes out of the queue what is not sent yet of a clip that was removed, where no other clip has the picture. */
  clearRemoved(asset: AssetId): void {
    this.sql.run(
      `DELETE FROM cloud_item WHERE state IN ('waiting', 'failed') AND owner IS NULL
         AND image_hash IN (SELECT image_hash FROM keyframe WHERE asset_id = ?)
         AND NOT EXISTS (SELECT 1 FROM keyframe AS other WHERE other.image_hash = cloud_item.image_hash
           AND ${isNotRemoved('other.asset_id')})`,
      asset,
    );
  }

  /** Pictures that were being worked on; asked before work begins, by the library's only writer, those of a process that is gone. */
  orphans(): CloudItem[] {
    return this.sql.all('SELECT * FROM cloud_item WHERE owner IS NOT NULL').map(fromRow);
  }

  /** What is kept of a picture's looks. */
  facts(image: ImageHash): PictureFacts | undefined {
    const stored = this.sql.first<{ pixels: string; likeness: string }>(
      'SELECT pixels, likeness FROM picture_likeness WHERE image_hash = ?',
      image,
    );
    return stored && { image, pixels: stored.pixels, likeness: stored.likeness };
  }

  addFacts(facts: PictureFacts): void {
    this.sql.run(
      'INSERT OR REPLACE INTO picture_likeness (image_hash, pixels, likeness) VALUES (?, ?, ?)',
      facts.image,
      facts.pixels,
      facts.likeness,
    );
  }
}
