import { CastlineError } from '../../shared/errors.ts';
import type { AssetId, IdentityId } from '../../shared/ids.ts';
import type { DecisionChange, IdentityRow, Library } from '../library/index.ts';
import { cleanName, type Decision, newIdentity, put, putIdentity, sayOf, whoIs } from './change.ts';
import { findAtPlace } from './places.ts';
import type { Sighting } from './sightings.ts';

/** An outfit as decisions need it: who wears it, and by which sightings it is held, track by track. */
export interface WornOutfit {
  readonly id: IdentityId;
  readonly person: IdentityId;
  readonly shots: readonly {
    readonly track: string;
    readonly sightings: readonly Sighting[];
    readonly spans: readonly {
      readonly assetId: string;
      readonly startFrame: number;
      readonly endFrame: number;
    }[];
  }[];
}

/**
 * Which outfit sightings of a clip wear by an editor's word, by element; found again by place where another recogniser looked.
 * As it was said: an outfit that was merged since has to be followed.
 */
export function saidOutfits(
  library: Library,
  assetId: AssetId,
  sightings: readonly Sighting[],
): Map<string, IdentityId> {
  const known = new Set<string>(sightings.map(({ elementId }) => elementId));
  const said = library.decisions
    .listOf('sighting_decision', 'assetId', assetId)
    .filter(({ kind, verdict }) => kind === 'clothing' && verdict === 'yes');
  return new Map(
    said.flatMap((one) => {
      const box = { x: one.boxX, y: one.boxY, w: one.boxW, h: one.boxH };
      const there = sightings.map(({ elementId, frame, box: face, bodyBox }) => ({
        elementId,
        frame,
        box: bodyBox ?? face,
      }));
      const elementId = known.has(one.elementId)
        ? one.elementId
        : findAtPlace({ frame: one.frame, box }, there, () => true)?.elementId;
      return elementId ? [[elementId, one.identityId] as const] : [];
    }),
  );
}

/** The row of an outfit. One of the machine becomes the editor's own with the first word on it; its id stays. */
function rowOf(library: Library, outfit: WornOutfit): IdentityRow {
  const known = library.decisions.get('identity', outfit.id);
  return known ?? { ...newIdentity(library, 'garment', { ownerId: outfit.person }), id: outfit.id };
}

/** Says of one sighting of each track that it wears an outfit: the best anchors for later analyses. */
function wear(library: Library, shots: WornOutfit['shots'], to: IdentityId): DecisionChange[] {
  const elements = new Set<string>(
    shots.flatMap(({ sightings }) => sightings.map(({ elementId }) => elementId)),
  );
  const old = library.decisions
    .list('sighting_decision')
    .filter(({ kind, elementId }) => kind === 'clothing' && elements.has(elementId));
  const said = shots.flatMap(({ sightings }) => {
    const [first] = sightings;
    if (!first) return [];
    const { assetId, frame, box, bodyBox, elementId } = first;
    const anchor = { assetId, frame, kind: 'clothing' as const, box: bodyBox ?? box, elementId };
    return [sayOf(anchor, to, 'yes', { about: 'garment' })];
  });
  return [...old.map(({ id }) => put('sighting_decision', [id], null)), ...said];
}

/**
 * Names an outfit; an empty name takes the name away. What is worn where is made a decision with it, so that the name
 * has something to hold on to.
 */
export function renameOutfit(library: Library, outfit: WornOutfit, typed: string): Decision {
  const name = cleanName(typed);
  const row = rowOf(library, outfit);
  return {
    changes: [putIdentity({ ...row, name }), ...wear(library, outfit.shots, row.id)],
    label: { did: 'name', who: whoIs(row), name },
  };
}

/** @throws CastlineError invalid-request (outfits of different people, or nothing to merge) */
export function mergeOutfits(library: Library, into: WornOutfit, from: readonly WornOutfit[]): Decision {
  const others = from.filter(({ id }) => id !== into.id);
  if (others.length === 0)
    throw new CastlineError('invalid-request', 'Choose two different outfits to merge.');
  if (others.some(({ person }) => person !== into.person)) {
    throw new CastlineError('invalid-request', 'Only outfits of one person can be one outfit.');
  }
  const target = rowOf(library, into);
  const rows = others.map((other) => rowOf(library, other));
  const name = target.name ?? rows.find((row) => row.name !== null)?.name ?? null;
  const shots = [into, ...others].flatMap((one) => one.shots);
  return {
    changes: [
      putIdentity({ ...target, name }),
      ...rows.map((row) => putIdentity({ ...row, mergedInto: target.id })),
      ...wear(library, shots, target.id),
    ],
    label: { did: 'merge', others: rows.map(whoIs), into: whoIs(target) },
  };
}

/** @throws CastlineError invalid-request (nothing of the outfit is in the spans, or all of it) */
export function splitOutfit(
  library: Library,
  outfit: WornOutfit,
  spans: readonly { readonly assetId: string; readonly startFrame: number; readonly endFrame: number }[],
): Decision & { readonly made: IdentityId } {
  const isChosen = (shot: WornOutfit['shots'][number]): boolean =>
    shot.spans.some((worn) =>
      spans.some(
        (span) =>
          span.assetId === worn.assetId && span.startFrame < worn.endFrame && worn.startFrame < span.endFrame,
      ),
    );
  const chosen = outfit.shots.filter(isChosen);
  const rest = outfit.shots.filter((shot) => !isChosen(shot));
  if (chosen.length === 0 || rest.length === 0) {
    throw new CastlineError(
      'invalid-request',
      'Choose some of the shots in which the outfit is worn, not all.',
    );
  }
  const row = rowOf(library, outfit);
  const made = newIdentity(library, 'garment', { ownerId: outfit.person });
  return {
    changes: [
      putIdentity(row),
      putIdentity(made),
      ...wear(library, rest, row.id),
      ...wear(library, chosen, made.id),
    ],
    label: { did: 'split-outfit', who: whoIs(row) },
    made: made.id,
  };
}
