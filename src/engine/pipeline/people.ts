import type { StrictnessPreview } from '../../shared/contract/index.ts';
import { type AssetId, elementIdSchema, type IdentityId, identityIdSchema } from '../../shared/ids.ts';
import { readSightings, type Sighting } from '../decisions/index.ts';
import {
  faceQuality,
  type GroupableFace,
  type GroupedFace,
  groupFaces,
  groupingRules,
  type KnownPerson,
} from '../identity/index.ts';
import type { Library, MachineAssignment } from '../library/index.ts';
import type { Recogniser } from '../recognition/index.ts';

/** What a grouping depends on: another recogniser or other rules group anew. */
export function peopleKey(recogniser: Recogniser, strictness: number): string {
  return JSON.stringify([recogniser.key, groupingRules(undefined, strictness)]);
}

interface GroupingInput {
  readonly ready: ReadonlySet<AssetId>;
  readonly sightings: readonly Sighting[];
  readonly faces: readonly GroupableFace[];
  readonly known: readonly KnownPerson[];
}

/** The faces of all clips whose turn has come. With `anew` people are known by a person's word only. */
function readInput(library: Library, anew: boolean): GroupingInput {
  const ready = library.assets.withStep('people');
  const seen = readSightings(library).sightings.filter((one) => ready.has(one.assetId));
  // One face in two keyframes with the same picture is one element and counts once.
  const sightings = [...new Map(seen.map((one) => [one.elementId, one])).values()];
  const faces = sightings.flatMap((one) =>
    one.embedding && one.kind === 'face'
      ? [{ ...one, vector: one.embedding.vector, quality: faceQuality(one) }]
      : [],
  );
  const elementsOf = new Map<IdentityId, Set<string>>();
  for (const one of sightings) {
    if (!one.identityId || (anew && one.decidedBy === 'machine')) continue;
    const elements = elementsOf.get(one.identityId) ?? new Set();
    elements.add(one.elementId);
    elementsOf.set(one.identityId, elements);
  }
  const known = library.people
    .list()
    .filter(({ mergedInto }) => mergedInto === null)
    .map((person) => ({
      identityId: person.id,
      isAnchored: person.name !== null || person.origin === 'person',
      elementIds: elementsOf.get(person.id) ?? new Set<string>(),
    }));
  return { ready, sightings, faces, known };
}

function write(library: Library, { ready, sightings }: GroupingInput, grouped: readonly GroupedFace[]): void {
  const placeOf = new Map(
    sightings.map(({ elementId, assetId, frame, box }) => [elementId as string, { assetId, frame, box }]),
  );
  const assignments: MachineAssignment[] = grouped.map((face) => ({
    elementId: elementIdSchema.parse(face.elementId),
    identityId: identityIdSchema.parse(face.identityId),
    score: face.score,
    place: placeOf.get(face.elementId),
  }));
  library.people.replaceMachineAssignments(assignments, { within: ready });
}

const group = ({ faces, known }: GroupingInput, strictness: number): GroupedFace[] =>
  groupFaces(faces, known, groupingRules(faces[0]?.vector.length === 128 ? 'dlib' : undefined, strictness));

/**
 * Groups the faces of all clips whose turn has come into people. Those that exist keep their faces, names and numbers; new
 * faces join them or make new people.
 */
export function groupPeople(library: Library): void {
  const input = readInput(library, false);
  write(library, input, group(input, library.settings.read().strictness));
}

/** Groups all faces anew: of what was believed before, only what a person said stays. */
export function regroupPeople(library: Library): void {
  const input = readInput(library, true);
  write(library, input, group(input, library.settings.read().strictness));
}

/** What another strictness would change, without changing it. */
export function previewStrictness(library: Library, strictness: number): StrictnessPreview {
  const input = readInput(library, true);
  const then = new Map(group(input, strictness).map(({ elementId, identityId }) => [elementId, identityId]));
  const now = new Map<string, IdentityId>();
  for (const { elementId, identityId } of input.sightings) if (identityId) now.set(elementId, identityId);
  const pairs = [...now].flatMap(([elementId, was]) => {
    const becomes = then.get(elementId);
    return becomes ? [{ was, becomes }] : [];
  });
  const joined = [...Map.groupBy(pairs, ({ becomes }) => becomes).values()]
    .map((own) => [...new Set(own.map(({ was }) => was))])
    .filter((ids) => ids.length > 1);
  const parted = [...Map.groupBy(pairs, ({ was }) => was)]
    .map(([identityId, own]) => ({ identityId, parts: new Set(own.map(({ becomes }) => becomes)).size }))
    .filter(({ parts }) => parts > 1);
  const moved = pairs.length - samePairs(pairs);
  const foundOrLost = [...new Set([...now.keys(), ...then.keys()])].filter(
    (id) => now.has(id) !== then.has(id),
  ).length;
  return {
    strictness,
    peopleNow: new Set(now.values()).size,
    peopleThen: new Set(then.values()).size,
    joined,
    parted,
    changedFaces: moved + foundOrLost,
  };
}

/** Faces that stay with most of those they were with: the others move. */
function samePairs(pairs: readonly { was: string; becomes: string }[]): number {
  let same = 0;
  for (const own of Map.groupBy(pairs, ({ was }) => was).values()) {
    const parts = [...Map.groupBy(own, ({ becomes }) => becomes).values()].map((part) => part.length);
    same += Math.max(...parts);
  }
  return same;
}
