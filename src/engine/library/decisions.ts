import type { z } from 'zod';
import type { ElementId } from '../../shared/ids.ts';
import {
  type DecisionChange,
  type DecisionRow,
  type DecisionTableName,
  decisionChangeSchema,
  decisionTables,
} from './decision-rows.ts';
import { vectorBytes, vectorFrom } from './element-codec.ts';
import { isNotRemoved } from './removed.ts';
import type { Row, Statements } from './statements.ts';

const columnOf = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const fieldOf = (column: string): string => column.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
const fieldsOf = (row: Row): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).map(([column, value]) => [fieldOf(column), value]));

const keyClause = (table: DecisionTableName): string =>
  decisionTables[table].key.map((field) => `${columnOf(field)} = ?`).join(' AND ');

/** Condition that leaves out what is about clips which were removed. */
const isThere = (table: DecisionTableName): string =>
  'assetId' in decisionTables[table].row.shape ? isNotRemoved(`${table}.asset_id`) : '1';

/** What a person decided, row by row. Rows are only ever written by an edit, which can be taken back. */
export class DecisionTable {
  private readonly sql: Statements;

  constructor(sql: Statements) {
    this.sql = sql;
  }

  /** All rows of a table but those about clips that were removed, in the order of their keys. */
  list<Name extends DecisionTableName>(table: Name): DecisionRow<Name>[] {
    const { row, key } = decisionTables[table];
    const order = key.map(columnOf).join(', ');
    const parser: z.ZodType = row;
    return this.sql
      .all(`SELECT * FROM ${table} WHERE ${isThere(table)} ORDER BY ${order}`)
      .map((found) => parser.parse(fieldsOf(found)) as DecisionRow<Name>);
  }

  /** The rows of a table that have a value in a field, in the order of their keys; null: none. */
  listOf<Name extends DecisionTableName>(
    table: Name,
    field: keyof DecisionRow<Name> & string,
    value: string | number | null,
  ): DecisionRow<Name>[] {
    const { row, key } = decisionTables[table];
    const parser: z.ZodType = row;
    return this.sql
      .all(
        `SELECT * FROM ${table} WHERE ${columnOf(field)} IS ? AND ${isThere(table)}
         ORDER BY ${key.map(columnOf).join(', ')}`,
        value,
      )
      .map((found) => parser.parse(fieldsOf(found)) as DecisionRow<Name>);
  }

  get<Name extends DecisionTableName>(
    table: Name,
    ...key: readonly (string | number)[]
  ): DecisionRow<Name> | undefined {
    const found = this.sql.first(`SELECT * FROM ${table} WHERE ${keyClause(table)}`, ...key);
    const parser: z.ZodType = decisionTables[table].row;
    return found && (parser.parse(fieldsOf(found)) as DecisionRow<Name>);
  }

  /** The change that would bring the row back as it is now. */
  present({ table, key }: DecisionChange): DecisionChange {
    return decisionChangeSchema.parse({ table, key, row: this.get(table, ...key) ?? null });
  }

  /** Makes the row as it is to be. Never replaces a row as a whole: what points to it would go with it. */
  apply({ table, key, row }: DecisionChange): void {
    if (!row) {
      this.sql.run(`DELETE FROM ${table} WHERE ${keyClause(table)}`, ...key);
      return;
    }
    const fields = Object.keys(row);
    const columns = fields.map(columnOf);
    this.sql.run(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
       ON CONFLICT (${decisionTables[table].key.map(columnOf).join(', ')})
       DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`,
      ...fields.map((field) => Reflect.get(row, field) as unknown),
    );
  }

  /** The embedding of something that a person drew; computed, so no decision. */
  setDrawnEmbedding(drawnId: ElementId, model: string, vector: Float32Array): void {
    this.sql.run(
      `INSERT OR REPLACE INTO drawn_embedding (drawn_id, model, vector) VALUES (?, ?, ?)`,
      drawnId,
      model,
      vectorBytes(vector),
    );
  }

  drawnEmbedding(drawnId: ElementId, model: string): Float32Array | undefined {
    const row = this.sql.first<{ vector: Uint8Array }>(
      'SELECT vector FROM drawn_embedding WHERE drawn_id = ? AND model = ?',
      drawnId,
      model,
    );
    return row && vectorFrom(row.vector);
  }
}
