import type { ContinuityMark, OutfitView } from '../../shared/contract/index.ts';
import type { AssetId, ElementId, IdentityId } from '../../shared/ids.ts';
import { rootsOf, type Sighting } from '../decisions/index.ts';
import { type FoundOutfit, groupOutfits } from '../identity/index.ts';
import type { IdentityRow, Library, WornShare } from '../library/index.ts';
import type { SeenClip } from './appearances.ts';
import { freshWorn, readClipLightly } from './digest.ts';
import { betterPicture, wornKey } from './worn.ts';

/** An outfit with where it is worn, shot by shot. */
export interface ReadOutfit {
  readonly id: IdentityId;
  readonly person: IdentityId;
  readonly garments: FoundOutfit['garments'];
  readonly shots: readonly WornShare[];
}

/** The outfits of each person, from what is kept of each clip; others may have a turn between two people. */
export function* outfitsByPerson(library: Library): Generator<ReadOutfit[]> {
  const root = rootsOf(library);
  for (const [person, shots] of Map.groupBy(freshWorn(library), (shot) => shot.person)) {
    const byTrack = new Map(shots.map((shot) => [shot.track, shot]));
    const found = groupOutfits(shots.map((shot) => ({ ...shot, said: shot.said && root(shot.said) })));
    yield found.map(({ id, tracks, garments }) => ({
      id: id as IdentityId,
      person,
      garments,
      shots: tracks.flatMap((track) => byTrack.get(track) ?? []),
    }));
  }
}

/** All outfits. */
export const readOutfits = (library: Library): ReadOutfit[] => [...outfitsByPerson(library)].flat();

/** A shot of an outfit with the pictures in which it is seen, as decisions need it. */
interface SightedShot {
  readonly track: string;
  readonly sightings: readonly Sighting[];
  readonly spans: readonly Span[];
}

type Span = Pick<OutfitView['spans'][number], 'assetId' | 'startFrame' | 'endFrame'>;

const spansOf = ({ assetId, spans }: WornShare): Span[] =>
  spans.map(([startFrame, endFrame]) => ({ assetId, startFrame, endFrame }));

/** An outfit with all that is seen of it: reads the clips in which it is worn. */
export function sightedOutfit(
  library: Library,
  { shots, ...outfit }: ReadOutfit,
): Omit<ReadOutfit, 'shots'> & { readonly shots: readonly SightedShot[] } {
  const assetIds = [...new Set(shots.map(({ assetId }) => assetId))];
  const sightings = Map.groupBy(
    assetIds.flatMap((assetId) => readClipLightly(library, assetId).sightings),
    ({ track, identityId }) => identityId && wornKey(track, identityId),
  );
  return {
    ...outfit,
    shots: shots.map((shot) => ({
      track: shot.track,
      sightings: sightings.get(wornKey(shot.track, shot.person)) ?? [],
      spans: spansOf(shot),
    })),
  };
}

/** Which outfit each sighting of some clips wears, by element. */
export function outfitsWorn(
  outfits: readonly ReadOutfit[],
  clips: readonly SeenClip[],
): Map<ElementId, IdentityId> {
  const worn = new Map(
    outfits.flatMap(({ id, person, shots }) =>
      shots.map(({ track }) => [wornKey(track, person), id] as const),
    ),
  );
  return new Map(
    clips.flatMap(({ sightings }) =>
      sightings.flatMap(({ elementId, track, identityId }) => {
        const id = identityId && worn.get(wornKey(track, identityId));
        return id ? [[elementId, id] as const] : [];
      }),
    ),
  );
}

/** Frame in its first clip at which it is first worn. */
export const startOf = ({ shots }: ReadOutfit): number =>
  shots.reduce(
    (first, { spans }) => spans.reduce((least, [start]) => Math.min(least, start), first),
    Number.POSITIVE_INFINITY,
  );

function outfitView(outfit: ReadOutfit, row: IdentityRow | undefined, position: number): OutfitView {
  const best = betterPicture(outfit.shots.map((shot) => shot.best));
  const spans = outfit.shots.flatMap((shot) => {
    const crop = betterPicture([shot.best]);
    return spansOf(shot).map((span) => ({ ...span, ...(crop ? { crop } : {}) }));
  });
  return {
    id: outfit.id,
    name: row?.name ?? null,
    number: position,
    colour: position - 1,
    identityId: outfit.person,
    garments: outfit.garments.map((one) => ({ ...one, colours: [...one.colours] })),
    ...(best ? { best } : {}),
    spans,
    screenSeconds: outfit.shots.reduce(
      (sum, shot) => shot.spans.reduce((all, [, , , seconds]) => all + seconds, sum),
      0,
    ),
  };
}

/** Outfits of a person, or of everyone; each person's are numbered in the order of time. */
export function listOutfits(library: Library, asked?: IdentityId): OutfitView[] {
  const wanted = asked && rootsOf(library)(asked);
  const rows = new Map(library.decisions.list('identity').map((row) => [row.id, row]));
  const byPerson = Map.groupBy(readOutfits(library), ({ person }) => person);
  return [...byPerson]
    .filter(([person]) => wanted === undefined || person === wanted)
    .flatMap(([, own]) =>
      own
        .toSorted((a, b) => startOf(a) - startOf(b))
        .map((outfit, index) => outfitView(outfit, rows.get(outfit.id), index + 1)),
    );
}

/** Shots of one person that are at most so far apart belong to one scene. */
const sceneGapSeconds = 20;

/** Where somebody's outfit changes within a scene. */
export function continuityMarks(library: Library, assetId?: AssetId): ContinuityMark[] {
  const worn = readOutfits(library).flatMap(({ id, person, shots }) =>
    shots
      .filter((shot) => assetId === undefined || shot.assetId === assetId)
      .flatMap((shot) =>
        shot.spans.map(([startFrame, , at, seconds]) => ({
          id,
          person,
          assetId: shot.assetId,
          startFrame,
          at,
          endsAt: at + seconds,
        })),
      ),
  );
  const byPerson = Map.groupBy(worn, (one) => `${one.assetId} ${one.person}`);
  return [...byPerson.values()]
    .flatMap((own) => {
      const inOrder = own.toSorted((a, b) => a.startFrame - b.startFrame);
      return inOrder.flatMap((now, index): ContinuityMark[] => {
        const before = inOrder[index - 1];
        if (!before || before.id === now.id || now.at - before.endsAt > sceneGapSeconds) return [];
        const { assetId: inAsset, person: identityId, startFrame: frame } = now;
        return [{ assetId: inAsset, identityId, frame, fromOutfitId: before.id, toOutfitId: now.id }];
      });
    })
    .toSorted((a, b) => a.assetId.localeCompare(b.assetId) || a.frame - b.frame);
}
