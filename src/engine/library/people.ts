import { z } from 'zod';
import { CastlineError } from '../../shared/errors.ts';
import { type ElementId, type IdentityId, identityIdSchema } from '../../shared/ids.ts';
import type { Statements } from './statements.ts';

export interface StoredPerson {
  readonly id: IdentityId;
  readonly name: string | null;
  readonly number: number;
  readonly colour: number;
}

/** A machine's belief that an element shows a person. `score` is the likeness, 0 to 1. */
export interface MachineAssignment {
  readonly elementId: ElementId;
  readonly identityId: IdentityId;
  readonly score: number;
}

const personRow = z.object({
  id: identityIdSchema,
  name: z.string().nullable(),
  number: z.number(),
  colour: z.number(),
});

/** People of the library. Names come from a person only and no machine run touches them. */
export class PeopleTable {
  private readonly sql: Statements;

  constructor(sql: Statements) {
    this.sql = sql;
  }

  list(): StoredPerson[] {
    return this.sql
      .all(`SELECT id, name, number, colour FROM identity WHERE kind = 'person' ORDER BY number`)
      .map((row) => personRow.parse(row));
  }

  get(id: IdentityId): StoredPerson {
    const row = this.sql.first(
      `SELECT id, name, number, colour FROM identity WHERE id = ? AND kind = 'person'`,
      id,
    );
    if (!row) throw new CastlineError('not-found', `The library has no person "${id}".`);
    return personRow.parse(row);
  }

  setName(id: IdentityId, name: string | null): void {
    this.sql.run('UPDATE identity SET name = ? WHERE id = ?', name, id);
  }

  /**
   * Replaces all that the machine believed by a new grouping. People that the machine made and nobody named or decided
   * on go when no face is left to them; everyone else keeps id, number, colour and name. Numbers are never given again.
   */
  replaceMachineAssignments(assignments: readonly MachineAssignment[]): void {
    this.sql.transaction(() => {
      this.sql.run(`DELETE FROM assignment WHERE origin = 'machine'`);
      for (const { elementId, identityId, score } of assignments) {
        this.ensure(identityId);
        this.sql.run(
          `INSERT INTO assignment (element_id, identity_id, origin, verdict, score) VALUES (?, ?, 'machine', 'yes', ?)`,
          elementId,
          identityId,
          score,
        );
      }
      this.sql.run(
        `DELETE FROM identity WHERE kind = 'person' AND name IS NULL
           AND NOT EXISTS (SELECT 1 FROM assignment WHERE identity_id = identity.id)
           AND NOT EXISTS (SELECT 1 FROM edit WHERE instr(edit.forward, '"' || identity.id || '"') > 0)`,
      );
    });
  }

  private ensure(id: IdentityId): void {
    if (this.sql.first('SELECT 1 AS found FROM identity WHERE id = ?', id)) return;
    const number = this.nextNumber();
    this.sql.run(
      `INSERT INTO identity (id, kind, number, colour) VALUES (?, 'person', ?, ?)`,
      id,
      number,
      number - 1,
    );
  }

  private nextNumber(): number {
    const row = this.sql.first<{ value: string }>(
      `INSERT INTO library_fact (name, value) VALUES ('people_numbered', '1')
       ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1 RETURNING value`,
    );
    return Number(row?.value);
  }
}
