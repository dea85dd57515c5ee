import { type ElementId, elementIdSchema, type IdentityId, identityIdSchema } from '../../shared/ids.ts';
import { readFaces } from '../cuts/index.ts';
import {
  faceQuality,
  type GroupableFace,
  type GroupingRules,
  groupFaces,
  type KnownPerson,
} from '../identity/index.ts';
import type { Library, MachineAssignment } from '../library/index.ts';
import type { Recogniser } from '../recognition/index.ts';

/**
 * Cosines for the default embedder. Of good faces of different people the most alike pair on the labelled set reaches
 * 0.47, of the same person the least alike 0.47 and, averaged over a cluster, 0.55; poor ones of one person fall to 0.40.
 */
export const groupingRules: GroupingRules = {
  linkAt: 0.35,
  overlapWeight: 0.2,
  joinAt: 0.4,
  joinAtBest: 0.52,
  joinQualities: [0.6, 0.75],
  attachAt: 0.42,
  seedQuality: 0.12,
};

/** What a grouping depends on: another recogniser or other rules group anew. */
export function peopleKey(recogniser: Recogniser): string {
  return JSON.stringify([recogniser.key, groupingRules]);
}

/**
 * Groups the faces of all clips whose turn has come into people. Those that exist keep their faces, names and numbers; new
 * faces join them or make new people.
 */
export function groupPeople(library: Library): void {
  const ready = library.assets.withStep('people');
  const faces = readFaces(library).filter((face) => ready.has(face.assetId));
  // One face in two keyframes with the same picture is one element and counts once.
  const unique = [...new Map(faces.map((face) => [face.elementId, face])).values()];
  const groupable: GroupableFace[] = unique.flatMap((face) =>
    face.embedding ? [{ ...face, vector: face.embedding.vector, quality: faceQuality(face) }] : [],
  );
  const elementsOf = new Map<IdentityId, Set<ElementId>>();
  for (const face of unique) {
    if (!face.identityId) continue;
    const elements = elementsOf.get(face.identityId) ?? new Set();
    elements.add(face.elementId);
    elementsOf.set(face.identityId, elements);
  }
  const known: KnownPerson[] = library.people.list().map((person) => ({
    identityId: person.id,
    isAnchored: person.name !== null,
    elementIds: elementsOf.get(person.id) ?? new Set(),
  }));
  const grouped = groupFaces(groupable, known, groupingRules);
  const assignments: MachineAssignment[] = grouped.map((face) => ({
    elementId: elementIdSchema.parse(face.elementId),
    identityId: identityIdSchema.parse(face.identityId),
    score: face.score,
  }));
  library.people.replaceMachineAssignments(assignments);
}
