import type { IdentityId } from '../../shared/ids.ts';
import { type GarmentAttributes, garmentAttributesSchema } from '../../shared/wardrobe.ts';
import { type Sighting, saidOutfits } from '../decisions/index.ts';
import { summariseWorn } from '../identity/index.ts';
import type { Library, SharePicture, WornShare } from '../library/index.ts';
import type { SeenClip } from './appearances.ts';
import { bestOf, cropOf, sightingRank } from './best.ts';

/** Garments in pictures of a clip, by frame and the number of the person there. */
function readGarments(library: Library, { assetId }: SeenClip): (one: Sighting) => GarmentAttributes[] {
  const found = Map.groupBy(
    library.elements.list({ assetId, kinds: ['garment'] }),
    ({ frame, person }) => `${frame} ${person}`,
  );
  return ({ frame, person }) =>
    person === undefined
      ? []
      : (found.get(`${frame} ${person}`) ?? []).flatMap(({ attributes }) => {
          const parsed = garmentAttributesSchema.safeParse(attributes);
          return parsed.success ? [parsed.data] : [];
        });
}

/** The appearances of a person in the shot of a track. */
function spansOf(clip: SeenClip, person: IdentityId, shotId: string): WornShare['spans'] {
  const shot = clip.shots.find(({ id }) => id === shotId);
  if (!shot) return [];
  return clip.appearances
    .filter(
      (one) => one.identityId === person && one.startFrame < shot.endFrame && one.endFrame > shot.firstFrame,
    )
    .map(({ startFrame, endFrame }) => {
      const [start, end] = [Math.max(startFrame, shot.firstFrame), Math.min(endFrame, shot.endFrame)];
      return [start, end, clip.seconds(0, start), clip.seconds(start, end)] as const;
    });
}

/** The picture that shows most of what is worn: the whole body where it was found. */
function bestPicture(sightings: readonly Sighting[]): WornShare['best'] {
  const area = ({ bodyBox }: Sighting): number => (bodyBox ? bodyBox.w * bodyBox.h : 0);
  const [widest] = sightings.filter(({ bodyBox }) => bodyBox).toSorted((a, b) => area(b) - area(a));
  if (widest?.bodyBox) return { isBody: true, rank: area(widest), ...cropOf(widest), box: widest.bodyBox };
  const best = bestOf(sightings);
  return best && { isBody: false, rank: sightingRank(best), ...cropOf(best) };
}

/** The better of what shows most: a body before a face. */
export function betterPicture(pictures: readonly WornShare['best'][]): SharePicture | undefined {
  let best: WornShare['best'];
  for (const one of pictures) {
    if (!one) continue;
    const isBetter =
      !best || (one.isBody === best.isBody ? one.rank > best.rank : one.isBody && !best.isBody);
    if (isBetter) best = one;
  }
  if (!best) return undefined;
  const { image, widthPx, heightPx, box } = best;
  return { image, widthPx, heightPx, box };
}

/** A track of one person; where a track changes hands by an editor's word, each has a part of it. */
export const wornKey = (track: string, person: IdentityId): string => `${track} ${person}`;

/** What each person wears through each shot of a clip. */
export function wornIn(library: Library, clip: SeenClip): WornShare[] {
  const garmentsOf = readGarments(library, clip);
  const said = saidOutfits(library, clip.assetId, clip.sightings);
  // Of a doubtful body only the place is known.
  const known = clip.sightings.flatMap((one) =>
    one.identityId === undefined || one.isDoubtful ? [] : [{ ...one, identityId: one.identityId }],
  );
  const tracks = Map.groupBy(known, ({ track, identityId }) => wornKey(track, identityId));
  return [...tracks.values()].flatMap((sightings): WornShare[] => {
    const [first] = sightings;
    if (!first) return [];
    const outfit = sightings.map(({ elementId }) => said.get(elementId)).find((id) => id !== undefined);
    const best = bestPicture(sightings);
    return [
      {
        assetId: clip.assetId,
        track: first.track,
        person: first.identityId,
        spans: spansOf(clip, first.identityId, first.shotId),
        ...(outfit ? { said: outfit } : {}),
        ...(best ? { best } : {}),
        ...summariseWorn(sightings.map(garmentsOf)),
      },
    ];
  });
}
