import type { StrictnessPreview } from '../../shared/contract/index.ts';
import { type AssetId, type IdentityId, identityIdSchema } from '../../shared/ids.ts';
import { dot, type GroupedTrack, groupingRules, groupTracks } from '../identity/index.ts';
import type { Library, MachineAssignment } from '../library/index.ts';
import type { Recogniser } from '../recognition/index.ts';
import { buildAssetTracks, type PreparedGrouping, prepareGrouping } from './grouping.ts';

/** What a grouping depends on: another recogniser or other rules group anew. Strictness is followed at once, by regrouping. */
export function peopleKey(recogniser: Recogniser): string {
  return JSON.stringify([recogniser.key, groupingRules(undefined, 0), 'tracks 5']);
}

/** Writes a grouping down. Only what changed is written of clips other than `rebuilt`; without it, all is. */
export function writeGrouping(
  library: Library,
  { tracks, stored, members }: PreparedGrouping,
  grouped: readonly GroupedTrack[],
  rebuilt?: ReadonlySet<AssetId>,
): void {
  const before = new Map(tracks.map(({ id, owner }) => [id, owner]));
  const vectors = new Map<string, Float32Array>();
  for (const assetId of rebuilt ?? []) {
    for (const { elementId, embedding } of library.sightings.list(assetId)) {
      if (embedding) vectors.set(elementId, embedding.vector);
    }
  }
  const ofTrack = new Map(stored.map((track) => [track.id, track]));
  const assignments = grouped.flatMap(({ id, identityId, score, mean }): MachineAssignment[] => {
    const track = ofTrack.get(id);
    const isNew = !rebuilt || (track && rebuilt.has(track.assetId)) || before.get(id) !== identityId;
    if (!track || !isNew) return [];
    return members.of(track).map(({ elementId, assetId, frame, box }) => {
      const vector = vectors.get(elementId);
      const cosine = mean && vector?.length === mean.length ? dot(mean, vector) : score;
      return {
        elementId,
        identityId: identityIdSchema.parse(identityId),
        score: Math.min(1, Math.max(0, cosine)),
        place: { assetId, frame, box },
      };
    });
  });
  const seen = library.sightings.seenAssets();
  library.people.replaceMachineAssignments(assignments, rebuilt ?? seen);
}

/**
 * Groups the people of a clip whose turn has come with those of all others. Those that exist keep their faces, names and
 * numbers; new ones join them or become new people.
 */
export function groupPeople(library: Library, assetId: AssetId): void {
  buildAssetTracks(library, assetId);
  const { strictness } = library.settings.read();
  const prepared = prepareGrouping(library, { anew: assetId, strictness });
  writeGrouping(library, prepared, groupTracks(prepared.tracks, prepared.grouper), new Set([assetId]));
}

interface Move {
  readonly was: IdentityId;
  readonly becomes: string;
}

/** Faces that do not stay with most of those they were with. */
function movedOf(moves: readonly Move[]): number {
  let moved = 0;
  for (const own of Map.groupBy(moves, ({ was }) => was).values()) {
    const parts = [...Map.groupBy(own, ({ becomes }) => becomes).values()].map((part) => part.length);
    moved += own.length - Math.max(...parts);
  }
  return moved;
}

/** What a grouping would change against what is shown now. */
export function compareGrouping(
  { stored, members }: PreparedGrouping,
  grouped: readonly GroupedTrack[],
  root: (id: IdentityId) => IdentityId,
): Omit<StrictnessPreview, 'strictness'> {
  const then = new Map(grouped.map(({ id, identityId }) => [id, root(identityId as IdentityId)]));
  const sightings = stored.flatMap((track) =>
    members.of(track).map((one) => ({ one, becomes: then.get(track.id) })),
  );
  const moves = sightings.flatMap(({ one, becomes }): Move[] =>
    one.identityId && becomes ? [{ was: one.identityId, becomes }] : [],
  );
  const joined = [...Map.groupBy(moves, ({ becomes }) => becomes).values()]
    .map((own) => [...new Set(own.map(({ was }) => was))])
    .filter((ids) => ids.length > 1);
  const parted = [...Map.groupBy(moves, ({ was }) => was)]
    .map(([identityId, own]) => ({ identityId, parts: new Set(own.map(({ becomes }) => becomes)).size }))
    .filter(({ parts }) => parts > 1);
  const foundOrLost = sightings.filter(
    ({ one, becomes }) => (one.identityId === undefined) !== (becomes === undefined),
  );
  return {
    peopleNow: new Set(sightings.flatMap(({ one }) => one.identityId ?? [])).size,
    peopleThen: new Set(then.values()).size,
    joined,
    parted,
    changedFaces: movedOf(moves) + foundOrLost.length,
  };
}
