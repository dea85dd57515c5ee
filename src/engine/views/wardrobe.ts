import type { ContinuityMark, Crop, OutfitView } from '../../shared/contract/index.ts';
import type { AssetId, IdentityId } from '../../shared/ids.ts';
import { type GarmentAttributes, garmentAttributesSchema } from '../../shared/wardrobe.ts';
import { rootsOf, type Sighting, saidOutfits } from '../decisions/index.ts';
import { type FoundOutfit, findOutfits } from '../identity/index.ts';
import type { IdentityRow, Library } from '../library/index.ts';
import { readClips, type SeenClip } from './appearances.ts';
import { bestOf, cropOf } from './best.ts';

type Span = OutfitView['spans'][number];

/** What one person wears through one shot, with where that is. */
export interface WornShot {
  readonly track: string;
  readonly person: IdentityId;
  readonly sightings: readonly Sighting[];
  readonly spans: readonly Span[];
}

/** An outfit with all that is seen of it. */
export interface ReadOutfit {
  readonly id: IdentityId;
  readonly person: IdentityId;
  readonly garments: FoundOutfit['garments'];
  readonly shots: readonly WornShot[];
}

/** Garments in pictures, by clip, frame and the number of the person there. */
function readGarments(library: Library): (one: Sighting) => GarmentAttributes[] {
  const found = Map.groupBy(
    library.elements.list({ kinds: ['garment'] }),
    ({ assetId, frame, person }) => `${assetId} ${frame} ${person}`,
  );
  return ({ assetId, frame, person }) =>
    person === undefined
      ? []
      : (found.get(`${assetId} ${frame} ${person}`) ?? []).flatMap(({ attributes }) => {
          const parsed = garmentAttributesSchema.safeParse(attributes);
          return parsed.success ? [parsed.data] : [];
        });
}

/** The appearances of a person in the shot of a track. */
function spansOf(clip: SeenClip, person: IdentityId, shotId: string): Span[] {
  const shot = clip.shots.find(({ id }) => id === shotId);
  if (!shot) return [];
  return clip.appearances
    .filter(
      (one) => one.identityId === person && one.startFrame < shot.endFrame && one.endFrame > shot.firstFrame,
    )
    .map(({ assetId, startFrame, endFrame }) => ({
      assetId,
      startFrame: Math.max(startFrame, shot.firstFrame),
      endFrame: Math.min(endFrame, shot.endFrame),
    }));
}

function wornShots(clips: readonly SeenClip[]): WornShot[] {
  return clips.flatMap((clip) => {
    const known = clip.sightings.filter(({ identityId }) => identityId !== undefined);
    const tracks = Map.groupBy(known, ({ track, identityId }) => `${track} ${identityId}`);
    return [...tracks.values()].flatMap((sightings): WornShot[] => {
      const [first] = sightings;
      if (!first?.identityId) return [];
      return [
        {
          track: first.track,
          person: first.identityId,
          sightings,
          spans: spansOf(clip, first.identityId, first.shotId),
        },
      ];
    });
  });
}

/** All outfits, worked out anew from what is seen and said. */
export function readOutfits(library: Library, clips: readonly SeenClip[] = readClips(library)): ReadOutfit[] {
  const garmentsOf = readGarments(library);
  const said = saidOutfits(
    library,
    clips.flatMap(({ sightings }) => sightings),
  );
  const byPerson = Map.groupBy(wornShots(clips), ({ person }) => person);
  return [...byPerson].flatMap(([person, shots]) => {
    const byTrack = new Map(shots.map((shot) => [shot.track, shot]));
    const found = findOutfits(
      shots.map(({ track, sightings }) => ({
        track,
        sightings: sightings.map(garmentsOf),
        said: sightings.map(({ elementId }) => said.get(elementId)).find((id) => id !== undefined),
      })),
    );
    return found.map(({ id, tracks, garments }) => ({
      id: id as IdentityId,
      person,
      garments,
      shots: tracks.flatMap((track) => byTrack.get(track) ?? []),
    }));
  });
}

/** The picture that shows most of what is worn: the whole body where it was found. */
function bestCrop(sightings: readonly Sighting[]): Crop | undefined {
  const [widest] = sightings
    .filter(({ bodyBox }) => bodyBox)
    .toSorted(
      (a, b) => (b.bodyBox?.h ?? 0) * (b.bodyBox?.w ?? 0) - (a.bodyBox?.h ?? 0) * (a.bodyBox?.w ?? 0),
    );
  if (widest?.bodyBox) return { ...cropOf(widest), box: widest.bodyBox };
  const best = bestOf(sightings);
  return best && cropOf(best);
}

const startOf = ({ shots }: ReadOutfit): number =>
  Math.min(...shots.flatMap(({ spans }) => spans.map((s) => s.startFrame)));

function outfitView(
  outfit: ReadOutfit,
  row: IdentityRow | undefined,
  position: number,
  clips: readonly SeenClip[],
): OutfitView {
  const best = bestCrop(outfit.shots.flatMap((shot) => shot.sightings));
  const spans = outfit.shots.flatMap((shot) => {
    const crop = bestCrop(shot.sightings);
    return shot.spans.map((span) => ({ ...span, ...(crop ? { crop } : {}) }));
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
    screenSeconds: spans.reduce((sum, { assetId, startFrame, endFrame }) => {
      const clip = clips.find((one) => one.assetId === assetId);
      return sum + (clip?.seconds(startFrame, endFrame) ?? 0);
    }, 0),
  };
}

/** Outfits of a person, or of everyone; each person's are numbered in the order of time. */
export function listOutfits(library: Library, asked?: IdentityId): OutfitView[] {
  const clips = readClips(library);
  const wanted = asked && rootsOf(library)(asked);
  const rows = new Map(library.decisions.list('identity').map((row) => [row.id, row]));
  const byPerson = Map.groupBy(readOutfits(library, clips), ({ person }) => person);
  return [...byPerson]
    .filter(([person]) => wanted === undefined || person === wanted)
    .flatMap(([, own]) =>
      own
        .toSorted((a, b) => startOf(a) - startOf(b))
        .map((outfit, index) => outfitView(outfit, rows.get(outfit.id), index + 1, clips)),
    );
}

/** Shots of one person that are at most so far apart belong to one scene. */
const sceneGapSeconds = 20;

/** Where somebody's outfit changes within a scene. */
export function continuityMarks(library: Library, assetId?: AssetId): ContinuityMark[] {
  const clips = readClips(library).filter((clip) => assetId === undefined || clip.assetId === assetId);
  const worn = readOutfits(library, clips).flatMap(({ id, person, shots }) =>
    shots.flatMap(({ spans }) => spans.map((span) => ({ ...span, id, person }))),
  );
  const byPerson = Map.groupBy(worn, (one) => `${one.assetId} ${one.person}`);
  return [...byPerson.values()]
    .flatMap((own) => {
      const inOrder = own.toSorted((a, b) => a.startFrame - b.startFrame);
      return inOrder.flatMap((now, index): ContinuityMark[] => {
        const before = inOrder[index - 1];
        const clip = clips.find((one) => one.assetId === now.assetId);
        if (!before || before.id === now.id || !clip) return [];
        if (clip.seconds(before.endFrame, Math.max(before.endFrame, now.startFrame)) > sceneGapSeconds)
          return [];
        const { assetId: inAsset, person: identityId, startFrame: frame } = now;
        return [{ assetId: inAsset, identityId, frame, fromOutfitId: before.id, toOutfitId: now.id }];
      });
    })
    .toSorted((a, b) => a.assetId.localeCompare(b.assetId) || a.frame - b.frame);
}
