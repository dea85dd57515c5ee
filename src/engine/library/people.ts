import { z } from 'zod';
import type { Box } from '../../shared/boxes.ts';
import { CastlineError } from '../../shared/errors.ts';
import {
  type AssetId,
  type ElementId,
  elementIdSchema,
  type IdentityId,
  identityIdSchema,
} from '../../shared/ids.ts';
import { isNotRemoved } from './removed.ts';
import type { Statements } from './statements.ts';

/** A person as the library keeps them. */
export interface StoredPerson {
  readonly id: IdentityId;
  readonly name: string | null;
  readonly number: number;
  readonly colour: number;
  readonly isHidden: boolean;
  /** The person that this one is, by the editor's word. */
  readonly mergedInto: IdentityId | null;
  readonly origin: 'machine' | 'person';
}

/** A machine's belief that an element shows a person. `score` is the likeness, 0 to 1. */
export interface MachineAssignment {
  readonly elementId: ElementId;
  readonly identityId: IdentityId;
  readonly score: number;
  /** Where it is: what is left to know people by when another recogniser has other elements. */
  readonly place?: { readonly assetId: AssetId; readonly frame: number; readonly box: Box } | undefined;
}

const personRow = z.object({
  id: identityIdSchema,
  name: z.string().nullable(),
  number: z.number(),
  colour: z.number(),
  hidden: z.number(),
  merged_into: identityIdSchema.nullable(),
  origin: z.enum(['machine', 'person']),
});

const placeRow = z.object({
  element_id: elementIdSchema,
  identity_id: identityIdSchema,
  score: z.number().nullable(),
  asset_id: z.string(),
  frame: z.number(),
  box_x: z.number(),
  box_y: z.number(),
  box_w: z.number(),
  box_h: z.number(),
});

function fromRow(row: unknown): StoredPerson {
  const person = personRow.parse(row);
  return {
    id: person.id,
    name: person.name,
    number: person.number,
    colour: person.colour,
    isHidden: person.hidden === 1,
    mergedInto: person.merged_into,
    origin: person.origin,
  };
}

/** Tables that may speak of an identity: one that is spoken of is not removed. */
const references = [
  ['assignment', 'identity_id'],
  ['sighting_decision', 'identity_id'],
  ['presence_decision', 'identity_id'],
  ['identity_pair', 'first_id'],
  ['identity_pair', 'second_id'],
  ['tag', 'identity_id'],
  ['identity', 'merged_into'],
  ['identity', 'owner_id'],
] as const;
const isSpokenOf = references
  .map(([table, column]) => `EXISTS (SELECT 1 FROM ${table} AS other WHERE other.${column} = identity.id)`)
  .join(' OR ');

/** A person that the machine made, whom nobody decided on and no face is left to. */
const isForgettable = `kind = 'person' AND origin = 'machine' AND name IS NULL AND hidden = 0
  AND merged_into IS NULL AND NOT (${isSpokenOf})
  AND NOT EXISTS (SELECT 1 FROM edit WHERE instr(edit.forward || edit.inverse, '"' || identity.id || '"') > 0)`;
/** Facts of the library that keep the numbers of people who were removed. */
const numberOf = 'number of ';

/** People of the library. Names come from a person only and no machine run touches them. */
export class PeopleTable {
  private readonly sql: Statements;

  constructor(sql: Statements) {
    this.sql = sql;
  }

  list(): StoredPerson[] {
    return this.sql.all(`SELECT * FROM identity WHERE kind = 'person' ORDER BY number`).map(fromRow);
  }

  /** How many there are, without those who are part of another and those who are in removed clips only. */
  count(): number {
    const assigned = `SELECT 1 FROM assignment WHERE assignment.identity_id = identity.id`;
    const row = this.sql.first<{ count: number }>(
      `SELECT count(*) AS count FROM identity WHERE kind = 'person' AND merged_into IS NULL AND (name IS NOT NULL
         OR EXISTS (${assigned} AND ${isNotRemoved('assignment.asset_id')}) OR NOT EXISTS (${assigned}))`,
    );
    return row?.count ?? 0;
  }

  get(id: IdentityId): StoredPerson {
    const row = this.sql.first(`SELECT * FROM identity WHERE id = ? AND kind = 'person'`, id);
    if (!row) throw new CastlineError('not-found', `The library has no person "${id}".`);
    return fromRow(row);
  }

  /** Into whom each identity of any kind was merged, by the editor's word; those that were not are left out. */
  merges(): Map<IdentityId, IdentityId> {
    const rows = this.sql.all('SELECT id, merged_into FROM identity WHERE merged_into IS NOT NULL');
    return new Map(
      rows.map((row) => [identityIdSchema.parse(row.id), identityIdSchema.parse(row.merged_into)]),
    );
  }

  setName(id: IdentityId, name: string | null): void {
    this.sql.run('UPDATE identity SET name = ? WHERE id = ?', name, id);
  }

  /** Where the machine believed people to be, also by elements of a recogniser that ran before. */
  believedPlaces(
    asset?: AssetId,
  ): (MachineAssignment & { readonly place: NonNullable<MachineAssignment['place']> })[] {
    return this.sql
      .all(
        `SELECT * FROM assignment JOIN identity ON identity.id = identity_id
         WHERE assignment.origin = 'machine' AND kind = 'person' AND asset_id IS NOT NULL AND ${isNotRemoved('asset_id')}
           AND ${asset ? 'asset_id = ?' : '1'}`,
        ...(asset ? [asset] : []),
      )
      .map((row) => {
        const { element_id, identity_id, score, asset_id, frame, box_x, box_y, box_w, box_h } =
          placeRow.parse(row);
        return {
          elementId: element_id,
          identityId: identity_id,
          score: score ?? 0,
          place: { assetId: asset_id as AssetId, frame, box: { x: box_x, y: box_y, w: box_w, h: box_h } },
        };
      });
  }

  /**
   * Replaces what the machine believed of some clips, and of single elements of others. Without `within`: of all. People that
   * the machine made and nobody decided on go when no face is left to them; everyone else keeps id, number, colour and name.
   * Numbers are never given to anybody else; who comes back has the number from before, so that what is undone and done
   * again is the same. What was believed of clips that were removed stays for when they come back.
   */
  replaceMachineAssignments(assignments: readonly MachineAssignment[], within?: ReadonlySet<AssetId>): void {
    const isPerson = `origin = 'machine' AND identity_id IN (SELECT id FROM identity WHERE kind = 'person')`;
    this.sql.transaction(() => {
      if (within) {
        // One by one, so that each finds its index: together they would read all assignments of the library.
        const listed = '(SELECT value FROM json_each(?))';
        const elements = JSON.stringify(assignments.map(({ elementId }) => elementId));
        this.sql.run(`DELETE FROM assignment WHERE asset_id IS NULL AND ${isPerson}`);
        this.sql.run(
          `DELETE FROM assignment WHERE asset_id IN ${listed} AND ${isPerson}`,
          JSON.stringify([...within]),
        );
        this.sql.run(`DELETE FROM assignment WHERE element_id IN ${listed} AND ${isPerson}`, elements);
      } else {
        this.sql.run(`DELETE FROM assignment WHERE ${isPerson} AND ${isNotRemoved('asset_id')}`);
      }
      for (const assignment of assignments) this.assign(assignment);
      this.sql.run(
        `INSERT OR REPLACE INTO library_fact (name, value)
           SELECT ? || id, number FROM identity WHERE ${isForgettable}`,
        numberOf,
      );
      this.sql.run(`DELETE FROM identity WHERE ${isForgettable}`);
    });
  }

  private assign({ elementId, identityId, score, place }: MachineAssignment): void {
    this.ensure(identityId);
    this.sql.run(
      `INSERT OR REPLACE INTO assignment (element_id, identity_id, origin, verdict, score,
         asset_id, frame, box_x, box_y, box_w, box_h) VALUES (?, ?, 'machine', 'yes', ?, ?, ?, ?, ?, ?, ?)`,
      elementId,
      identityId,
      score,
      place?.assetId ?? null,
      place?.frame ?? null,
      place?.box.x ?? null,
      place?.box.y ?? null,
      place?.box.w ?? null,
      place?.box.h ?? null,
    );
  }

  private ensure(id: IdentityId): void {
    if (this.sql.first('SELECT 1 AS found FROM identity WHERE id = ?', id)) return;
    const before = this.sql.first<{ value: string }>(
      'SELECT value FROM library_fact WHERE name = ?',
      `${numberOf}${id}`,
    );
    const number = before ? Number(before.value) : this.takeNumber();
    this.sql.run(
      `INSERT INTO identity (id, kind, number, colour) VALUES (?, 'person', ?, ?)`,
      id,
      number,
      number - 1,
    );
  }

  /** The next number of an unnamed person; no number is given twice. */
  takeNumber(): number {
    const row = this.sql.first<{ value: string }>(
      `INSERT INTO library_fact (name, value) VALUES ('people_numbered', '1')
       ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1 RETURNING value`,
    );
    return Number(row?.value);
  }
}
