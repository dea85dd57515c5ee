import { createHash } from 'node:crypto';
import type { Box } from '../../shared/boxes.ts';
import type { EditLabel, LabelledWho } from '../../shared/edit-label.ts';
import { CastlineError } from '../../shared/errors.ts';
import type { AssetId, ElementId, IdentityId } from '../../shared/ids.ts';
import type {
  DecisionChange,
  DecisionRow,
  DecisionTableName,
  Edit,
  IdentityRow,
  Library,
  SightingDecision,
} from '../library/index.ts';

/** What one decision changes, and what it is called in the history. Nothing to change: nothing to undo. */
export interface Decision {
  readonly changes: readonly DecisionChange[];
  readonly label: EditLabel;
  /** A step of the history even where all is so already: that it was said again counts. */
  readonly countsAgain?: boolean;
}

type DecisionEdit = Extract<Edit, { kind: 'decide' }>;

/** The edit that carries a decision out, and the one that takes it back; undefined where all is so already and that it is said again does not count. */
export function editOf(
  library: Library,
  { changes, countsAgain = false }: Decision,
): { readonly forward: DecisionEdit; readonly inverse: DecisionEdit } | undefined {
  // Of two changes of one row the later holds.
  const last = new Map(changes.map((change) => [JSON.stringify([change.table, change.key]), change]));
  const pairs = [...last.values()]
    .map((change) => ({ change, before: library.decisions.present(change) }))
    .filter(({ change, before }) => countsAgain || !isSame(change.row, before.row));
  if (pairs.length === 0) return undefined;
  return {
    forward: { kind: 'decide', changes: pairs.map(({ change }) => change) },
    inverse: { kind: 'decide', changes: pairs.map(({ before }) => before).toReversed() },
  };
}

function isSame(a: object | null, b: object | null): boolean {
  if (!a || !b) return a === b;
  return Object.keys({ ...a, ...b }).every((field) => Reflect.get(a, field) === Reflect.get(b, field));
}

/** A row as it is to be. */
export function put<Name extends DecisionTableName>(
  table: Name,
  key: readonly (string | number)[],
  row: DecisionRow<Name> | null,
): DecisionChange {
  return { table, key: [...key], row } as DecisionChange;
}

/** Who a person or an outfit is, for the label of an edit. */
export const whoIs = ({ kind, name, number }: IdentityRow): LabelledWho => ({
  kind: kind === 'person' ? 'person' : 'garment',
  name,
  number,
});

/** A person or an outfit as it is to be. */
export const putIdentity = (row: IdentityRow): DecisionChange => put('identity', [row.id], row);

/** @throws CastlineError not-found */
export function identityRow(library: Library, id: IdentityId, kind: IdentityRow['kind']): IdentityRow {
  const row = library.decisions.get('identity', id);
  if (row?.kind !== kind) {
    throw new CastlineError(
      'not-found',
      `The library has no ${kind === 'garment' ? 'outfit' : kind} "${id}".`,
    );
  }
  return row;
}

/** Where a decision is anchored, and the element that was there when it was made. */
export interface Anchor {
  readonly assetId: AssetId;
  readonly frame: number;
  readonly kind: SightingDecision['kind'];
  readonly box: Box;
  readonly elementId: ElementId;
}

const hashed = (...parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);

/** One yes a place, and one no a place and identity: saying it again is no second decision. */
export function sayOf(
  anchor: Anchor,
  identityId: IdentityId,
  verdict: 'yes' | 'no',
  { alike = false, about = 'person' }: { alike?: boolean; about?: 'person' | 'garment' } = {},
): DecisionChange {
  const { assetId, frame, kind, box, elementId } = anchor;
  const id = `d${hashed(elementId, about, verdict === 'no' ? identityId : 'yes')}`;
  return put('sighting_decision', [id], {
    id,
    assetId,
    frame,
    kind,
    boxX: box.x,
    boxY: box.y,
    boxW: box.w,
    boxH: box.h,
    elementId,
    identityId,
    verdict,
    alike: alike ? 1 : 0,
  });
}

/** A new identity by a person's hand; its id follows from its number, which is never given again. */
export function newIdentity(
  library: Library,
  kind: 'person' | 'garment',
  about: { readonly name?: string | null; readonly ownerId?: IdentityId } = {},
): IdentityRow {
  const number = kind === 'person' ? library.people.takeNumber() : library.outfits.takeNumber();
  return {
    id: `${kind === 'person' ? 'p' : 'o'}${hashed('by hand', kind, number)}` as IdentityId,
    kind,
    number,
    colour: number - 1,
    name: about.name ?? null,
    origin: 'person',
    hidden: 0,
    mergedInto: null,
    ownerId: about.ownerId ?? null,
  };
}

/** A typed name without white space around it; null for none. @throws CastlineError invalid-request (control characters) */
export function cleanName(typed: string): string | null {
  const name = typed.normalize('NFC').trim() || null;
  if (name !== null && /\p{Cc}/u.test(name)) {
    throw new CastlineError('invalid-request', 'A name cannot hold line breaks or control characters.');
  }
  return name;
}
