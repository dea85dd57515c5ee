import type { Statements } from './statements.ts';

/** Outfits of the library. */
export class OutfitTable {
  private readonly sql: Statements;

  constructor(sql: Statements) {
    this.sql = sql;
  }

  /** The next number of an unnamed outfit; no number is given twice. */
  takeNumber(): number {
    const row = this.sql.first<{ value: string }>(
      `INSERT INTO library_fact (name, value) VALUES ('outfits_numbered', '1')
       ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1 RETURNING value`,
    );
    return Number(row?.value);
  }
}
