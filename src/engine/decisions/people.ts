import { CastlineError } from '../../shared/errors.ts';
import type { ElementId, IdentityId } from '../../shared/ids.ts';
import { personLabel } from '../../shared/palette.ts';
import { dot } from '../identity/index.ts';
import type { DecisionChange, IdentityRow, Library, SightingDecision } from '../library/index.ts';
import {
  type Anchor,
  cleanName,
  type Decision,
  identityRow,
  newIdentity,
  put,
  putIdentity,
  sayOf,
  whoIs,
} from './change.ts';
import { readSightings, rootsOf, type Sighting } from './sightings.ts';

/** The decisions on people. Each says what it would change; carrying it out and noting it for undo is the caller's. */

const anchorOf = (one: Sighting): Anchor => ({
  assetId: one.assetId,
  frame: one.frame,
  kind: one.kind,
  box: one.box,
  elementId: one.elementId,
});

const rootPerson = (library: Library, id: IdentityId): IdentityRow =>
  identityRow(library, rootsOf(library)(identityRow(library, id, 'person').id), 'person');

function sightingsNamed(library: Library, elementIds: readonly ElementId[]): Sighting[] {
  const wanted = new Set(elementIds);
  const found = readSightings(library).sightings.filter(({ elementId }) => wanted.has(elementId));
  if (found.length === 0)
    throw new CastlineError('not-found', 'None of these faces is in the library any more.');
  return [...new Map(found.map((one) => [one.elementId, one])).values()];
}

const isOfPeople = ({ kind }: SightingDecision): boolean => kind === 'face' || kind === 'subject';

/** Names a person; an empty name takes the name away. @throws CastlineError not-found */
export function renamePerson(library: Library, id: IdentityId, typed: string): Decision {
  const name = cleanName(typed);
  const row = rootPerson(library, id);
  return { changes: [putIdentity({ ...row, name })], label: { did: 'name', who: whoIs(row), name } };
}

/** Words that would keep two people apart, which a later word that they are one takes back. */
function wordsAgainst(library: Library, ids: ReadonlySet<IdentityId>): DecisionChange[] {
  const root = rootsOf(library);
  const pairs = library.decisions
    .list('identity_pair')
    .filter(({ firstId, secondId }) => ids.has(root(firstId)) && ids.has(root(secondId)))
    .map(({ firstId, secondId }) => put('identity_pair', [firstId, secondId], null));
  const members = new Map(readSightings(library).sightings.map((one) => [one.elementId, one.identityId]));
  const refusals = library.decisions
    .list('sighting_decision')
    .filter(({ verdict, identityId, elementId }) => {
      const owner = members.get(elementId);
      return verdict === 'no' && ids.has(root(identityId)) && owner !== undefined && ids.has(owner);
    });
  return [...pairs, ...refusals.map(({ id }) => put('sighting_decision', [id], null))];
}

/** Makes people one. @throws CastlineError not-found, invalid-request (nobody is left to merge) */
export function mergePeople(library: Library, into: IdentityId, from: readonly IdentityId[]): Decision {
  const target = rootPerson(library, into);
  const others = [
    ...new Map(from.map((id) => rootPerson(library, id)).map((row) => [row.id, row])).values(),
  ].filter(({ id }) => id !== target.id);
  if (others.length === 0)
    throw new CastlineError('invalid-request', 'Choose two different people to merge.');
  const name = target.name ?? others.find((other) => other.name !== null)?.name ?? null;
  const ids = new Set([target.id, ...others.map(({ id }) => id)]);
  return {
    changes: [
      putIdentity({ ...target, name }),
      ...others.map((other) => putIdentity({ ...other, mergedInto: target.id })),
      ...wordsAgainst(library, ids),
    ],
    label: { did: 'merge', others: others.map(whoIs), into: whoIs(target) },
  };
}

/** Takes those who were merged into a person out again. @throws CastlineError not-found, invalid-request (nobody was) */
export function unmergePerson(library: Library, id: IdentityId): Decision & { readonly freed: IdentityId[] } {
  const row = identityRow(library, id, 'person');
  const merged = library.decisions.list('identity').filter(({ mergedInto }) => mergedInto === id);
  if (merged.length === 0) {
    throw new CastlineError('invalid-request', `Nobody was merged into ${personLabel(row)}.`);
  }
  return {
    changes: merged.map((other) => putIdentity({ ...other, mergedInto: null })),
    label: { did: 'take-out', others: merged.map(whoIs), from: whoIs(row) },
    freed: merged.map((other) => other.id),
  };
}

const apart = (a: IdentityId, b: IdentityId): DecisionChange => {
  const [firstId, secondId] = a < b ? [a, b] : [b, a];
  return put('identity_pair', [firstId, secondId], { firstId, secondId, verdict: 'different' });
};

/** Says that faces show somebody, and takes back what was said against it. */
function giveTo(library: Library, sightings: readonly Sighting[], to: IdentityId): DecisionChange[] {
  const root = rootsOf(library);
  const ids = new Set<string>(sightings.map(({ elementId }) => elementId));
  const old = library.decisions
    .list('sighting_decision')
    .filter(
      (one) =>
        ids.has(one.elementId) &&
        isOfPeople(one) &&
        (one.verdict === 'yes' || root(one.identityId) === root(to)),
    );
  return [
    ...old.map(({ id }) => put('sighting_decision', [id], null)),
    ...sightings.map((one) => sayOf(anchorOf(one), to, 'yes')),
  ];
}

/** Which of a person's faces a split speaks of. */
export interface SplitPart {
  readonly elementIds?: readonly ElementId[] | undefined;
  readonly appearance?:
    | { readonly assetId: string; readonly startFrame: number; readonly endFrame: number }
    | undefined;
}

/** Makes a new person of some of one's faces. @throws CastlineError not-found, invalid-request (no face, or all of them) */
export function splitPerson(
  library: Library,
  id: IdentityId,
  part: SplitPart,
  typed = '',
): Decision & { readonly made: IdentityId } {
  const row = rootPerson(library, id);
  const own = readSightings(library).sightings.filter(({ identityId }) => identityId === row.id);
  const named = new Set<string>(part.elementIds ?? []);
  const { appearance } = part;
  const chosen = own.filter(
    (one) =>
      named.has(one.elementId) ||
      (appearance?.assetId === one.assetId &&
        one.frame >= appearance.startFrame &&
        one.frame < appearance.endFrame),
  );
  if (chosen.length === 0) {
    throw new CastlineError('invalid-request', `${personLabel(row)} has none of these faces.`);
  }
  const made = newIdentity(library, 'person', { name: cleanName(typed) });
  return {
    changes: [putIdentity(made), ...giveTo(library, chosen, made.id), apart(row.id, made.id)],
    label: { did: 'split-faces', count: chosen.length, from: whoIs(row) },
    made: made.id,
  };
}

/** Says who faces show; null makes somebody new. @throws CastlineError not-found */
export function assignFaces(
  library: Library,
  elementIds: readonly ElementId[],
  to: IdentityId | null,
): Decision & { readonly to: IdentityId } {
  const chosen = sightingsNamed(library, elementIds);
  const made = to === null ? newIdentity(library, 'person') : undefined;
  const row = made ?? rootPerson(library, to as IdentityId);
  return {
    changes: [...(made ? [putIdentity(made)] : []), ...giveTo(library, chosen, row.id)],
    label: { did: 'give-faces', count: chosen.length, to: whoIs(row) },
    to: row.id,
  };
}

/** From this cosine on two faces are alike enough for a refusal of one to hold for the other. */
export const alikeAt = 0.5;

/** Faces of the person that look like the refused ones more than like the rest of the person. */
function alikeOnes(own: readonly Sighting[], refused: readonly Sighting[]): Sighting[] {
  const gone = new Set(refused.map(({ track }) => track));
  const rest = own.filter(({ track }) => !gone.has(track));
  return rest.filter((one) => {
    const vector = one.embedding?.vector;
    if (!vector || one.decidedBy === 'person') return false;
    const like = (other: Sighting): number =>
      other.embedding?.model === one.embedding?.model ? dot(vector, other.embedding?.vector ?? vector) : -1;
    const toRefused = Math.max(-1, ...refused.map((other) => (other.embedding ? like(other) : -1)));
    const toRest = rest
      .filter((other) => other.track !== one.track)
      .map((other) => (other.embedding ? like(other) : -1));
    return toRefused >= alikeAt && toRefused > Math.max(0, ...toRest);
  });
}

/** "Not this person", for ever. @throws CastlineError not-found */
export function rejectFaces(
  library: Library,
  elementIds: readonly ElementId[],
  from: IdentityId,
  alike: boolean,
): Decision & { readonly rejected: number } {
  const row = rootPerson(library, from);
  const root = rootsOf(library);
  const chosen = sightingsNamed(library, elementIds);
  const own = readSightings(library).sightings.filter(({ identityId }) => identityId === row.id);
  const more = alike ? alikeOnes(own, chosen) : [];
  const all = [...chosen, ...more];
  const ids = new Set<string>(all.map(({ elementId }) => elementId));
  const tracks = new Set(all.map(({ track }) => track));
  const inTracks = new Set<string>(
    own.filter(({ track }) => tracks.has(track)).map(({ elementId }) => elementId),
  );
  const yeses = library.decisions
    .list('sighting_decision')
    .filter(
      (one) =>
        one.verdict === 'yes' &&
        isOfPeople(one) &&
        root(one.identityId) === row.id &&
        (ids.has(one.elementId) || inTracks.has(one.elementId)),
    );
  return {
    changes: [
      ...yeses.map(({ id }) => put('sighting_decision', [id], null)),
      ...chosen.map((one) => sayOf(anchorOf(one), row.id, 'no', { alike })),
      ...more.map((one) => sayOf(anchorOf(one), row.id, 'no')),
    ],
    label: { did: 'refuse-faces', count: all.length, as: whoIs(row) },
    rejected: new Set([...ids, ...inTracks]).size,
  };
}

/** Puts people out of the way as strangers, or brings them back. @throws CastlineError not-found */
export function hidePeople(library: Library, ids: readonly IdentityId[], hidden: boolean): Decision {
  const rows = ids.map((id) => rootPerson(library, id));
  return {
    changes: rows.map((row) => putIdentity({ ...row, hidden: hidden ? 1 : 0 })),
    label: { did: 'hide', people: rows.map(whoIs), hidden },
  };
}

/** @throws CastlineError not-found, invalid-request (one person twice) */
export function markDifferent(library: Library, [a, b]: readonly [IdentityId, IdentityId]): Decision {
  const [first, second] = [rootPerson(library, a), rootPerson(library, b)];
  if (first.id === second.id) {
    throw new CastlineError('invalid-request', 'They were said to be one person: take that back first.');
  }
  return {
    changes: [apart(first.id, second.id)],
    label: { did: 'keep-apart', first: whoIs(first), second: whoIs(second) },
  };
}

/** Takes one decision on a face back, wherever it stands in the history. @throws CastlineError not-found */
export function dropDecision(library: Library, id: string): Decision {
  const row = library.decisions.get('sighting_decision', id);
  if (!row) throw new CastlineError('not-found', 'This decision is not there any more.');
  const who = whoIs(identityRow(library, row.identityId, 'person'));
  return { changes: [put('sighting_decision', [id], null)], label: { did: 'drop-word', who } };
}
