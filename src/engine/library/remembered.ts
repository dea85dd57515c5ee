import type { z } from 'zod';
import type { Statements } from './statements.ts';

/** Answers that are offered again next time, by name. Nothing depends on them. */
export class RememberedTable {
  private readonly sql: Statements;

  constructor(sql: Statements) {
    this.sql = sql;
  }

  /** Undefined where nothing is kept, or what is kept is of another version. */
  read<Schema extends z.ZodType>(name: string, schema: Schema): z.infer<Schema> | undefined {
    const row = this.sql.first<{ value: string }>('SELECT value FROM library_fact WHERE name = ?', name);
    if (!row) return undefined;
    const parsed = schema.safeParse(JSON.parse(row.value));
    return parsed.success ? parsed.data : undefined;
  }

  write(name: string, value: unknown): void {
    this.sql.run(
      'INSERT INTO library_fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      name,
      JSON.stringify(value),
    );
  }
}
