import type { Statement } from 'better-sqlite3';
import { CastlineError } from '../../shared/errors.ts';
import type { Connection } from './database.ts';

/** One value of a row as SQLite gives it. */
export type SqlValue = string | number | null | Buffer;
/** A row as SQLite gives it. */
export type Row = Record<string, SqlValue>;

/** Prepares each SQL text once a connection. */
export class Statements {
  private readonly prepared = new Map<string, Statement>();
  private waiting: (() => void)[] = [];
  readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  private prepare(sql: string): Statement {
    let statement = this.prepared.get(sql);
    if (!statement) {
      statement = this.connection.prepare(sql);
      this.prepared.set(sql, statement);
    }
    return statement;
  }

  /** Returns the number of rows that were changed. */
  run(sql: string, ...values: unknown[]): number {
    if (this.connection.readonly) {
      throw new CastlineError('library-in-use', 'This library is open in another window or program.');
    }
    return this.prepare(sql).run(...values).changes;
  }

  all<T extends object = Row>(sql: string, ...values: unknown[]): T[] {
    return this.prepare(sql).all(...values) as T[];
  }

  first<T extends object = Row>(sql: string, ...values: unknown[]): T | undefined {
    return this.prepare(sql).get(...values) as T | undefined;
  }

  /** All or nothing; takes the write lock at once, so that two writers wait for each other instead of failing late. */
  transaction<T>(work: () => T): T {
    if (this.connection.inTransaction) return work();
    const run = this.connection.transaction(work);
    try {
      const result = this.connection.readonly ? run.deferred() : run.immediate();
      for (const then of this.waiting) then();
      return result;
    } finally {
      this.waiting = [];
    }
  }

  /** Calls `then` once the transaction under way is committed; at once where there is none. */
  whenCommitted(then: () => void): void {
    if (this.connection.inTransaction) this.waiting.push(then);
    else then();
  }
}
