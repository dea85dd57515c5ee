import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type CloudRoute, cloudRouteSchema } from '../../shared/cloud.ts';
import { type ErrorCode, errorCodeSchema } from '../../shared/errors.ts';
import { type ImageHash, imageHashSchema } from '../../shared/ids.ts';
import type { Statements } from './statements.ts';

const stateSchema = z.enum(['reserved', 'sent', 'settled', 'released', 'unknown']);
const askedBySchema = z.enum(['queue', 'person', 'probe', 'test']);

const row = z.object({
  id: z.string(),
  pixels: z.string(),
  image_hash: imageHashSchema,
  route: cloudRouteSchema,
  host: z.string(),
  asked_by: askedBySchema,
  state: stateSchema,
  price_micros: z.number(),
  cost_micros: z.number().nullable(),
  bytes: z.number(),
  reserved_at: z.string(),
  sent_at: z.string().nullable(),
  ended_at: z.string().nullable(),
  status: z.number().nullable(),
  code: errorCodeSchema.nullable(),
  message: z.string().nullable(),
  request_id: z.string().nullable(),
});

/** A line of the ledger. Amounts are millionths of a US dollar. */
export type CloudCallRow = z.infer<typeof row>;

/** A call that is about to be made, for the ledger. The price is in millionths of a US dollar. */
export interface NewCall {
  readonly pixels: string;
  readonly image: ImageHash;
  readonly route: CloudRoute;
  readonly host: string;
  readonly askedBy: z.infer<typeof askedBySchema>;
  readonly priceMicros: number;
  readonly bytes: number;
  readonly owner: string;
}

/** What has been spent: calls that left or are about to, and what they cost, taken at the full price until it is known. */
export interface CallTotals {
  readonly calls: number;
  readonly costMicros: number;
}

/**
 * The ledger of paid calls. A row is `reserved` before anything is sent, `sent` before the first byte leaves, and `settled`
 * when the answer is in; `released` where nothing left, and `unknown` where it left and its end was not seen.
 */
export class CloudCallTable {
  private readonly sql: Statements;

  constructor(sql: Statements) {
    this.sql = sql;
  }

  totals(): CallTotals {
    const sum = this.sql.first<{ calls: number; cost: number | null }>(
      `SELECT COUNT(*) AS calls, SUM(COALESCE(cost_micros, price_micros)) AS cost FROM cloud_call
       WHERE state <> 'released' AND asked_by <> 'test'`,
    );
    return { calls: sum?.calls ?? 0, costMicros: sum?.cost ?? 0 };
  }

  /** Writes the row of a call that stays within both limits; undefined, and nothing written, where it would not. */
  reserve(call: NewCall, limits: Partial<CallTotals>, now: string): string | undefined {
    return this.sql.transaction(() => {
      const { calls, costMicros } = this.totals();
      const overCalls = limits.calls !== undefined && calls + 1 > limits.calls;
      if (
        overCalls ||
        (limits.costMicros !== undefined && costMicros + call.priceMicros > limits.costMicros)
      ) {
        return undefined;
      }
      const id = `c${randomUUID()}`;
      this.sql.run(
        `INSERT INTO cloud_call (id, pixels, image_hash, route, host, asked_by, state, price_micros, bytes, owner, reserved_at)
         VALUES (?, ?, ?, ?, ?, ?, 'reserved', ?, ?, ?, ?)`,
        id,
        call.pixels,
        call.image,
        call.route,
        call.host,
        call.askedBy,
        call.priceMicros,
        call.bytes,
        call.owner,
        now,
      );
      return id;
    });
  }

  /** To be called, and so to be on the disk, before the first byte leaves. */
  markSent(id: string, now: string): void {
    this.sql.run(`UPDATE cloud_call SET state = 'sent', sent_at = ? WHERE id = ?`, now, id);
  }

  end(
    id: string,
    end: {
      readonly state: 'settled' | 'released' | 'unknown';
      readonly costMicros?: number | undefined;
      readonly status?: number | undefined;
      readonly code?: ErrorCode | undefined;
      readonly message?: string | undefined;
      readonly requestId?: string | undefined;
    },
    now: string,
  ): void {
    this.sql.run(
      `UPDATE cloud_call SET state = ?, cost_micros = ?, status = ?, code = ?, message = ?, request_id = ?, ended_at = ?
       WHERE id = ?`,
      end.state,
      end.costMicros ?? null,
      end.status ?? null,
      end.code ?? null,
      end.message ?? null,
      end.requestId ?? null,
      now,
      id,
    );
  }

  /** Newest last. */
  list(): CloudCallRow[] {
    return this.sql
      .all('SELECT * FROM cloud_call ORDER BY reserved_at, rowid')
      .map((stored) => row.parse(stored));
  }

  /**
   * Ends the rows of a process that is gone, before the library's only writer begins: what was only reserved never left; of what was sent nobody knows the end.
   * Returns the pixels of the latter.
   */
  closeOrphans(now: string): string[] {
    const open = this.sql.all<{ id: string; pixels: string; state: string }>(
      `SELECT id, pixels, state FROM cloud_call WHERE state IN ('reserved', 'sent')`,
    );
    for (const { id, state } of open) {
      if (state === 'reserved') this.end(id, { state: 'released' }, now);
      else
        this.end(
          id,
          { state: 'unknown', code: 'cloud-end-unknown', message: 'Castline ended before the answer.' },
          now,
        );
    }
    return open.filter(({ state }) => state === 'sent').map(({ pixels }) => pixels);
  }
}
