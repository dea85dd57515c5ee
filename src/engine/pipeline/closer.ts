import { existsSync } from 'node:fs';
import type { AssetId } from '../../shared/ids.ts';
import type { MediaFacts } from '../../shared/media.ts';
import { type AssetShots, type EffectiveShot, readShots } from '../cuts/index.ts';
import { dot, type GroupedTrack, type GroupingRules, groupingRules, groupTracks } from '../identity/index.ts';
import type { Library, StoredTrack } from '../library/index.ts';
import type { FrameList } from '../media/index.ts';
import { type FrameTools, fetchKeyframes } from './fetch-keyframes.ts';
import { tracksOf } from './grouping.ts';

/** A shot with this many pictures was looked at enough. */
const enoughKeyframes = 5;
/** A person with so many pictures in a shot is known as well as more of them would tell. */
const enoughSightings = 3;
/** Pictures closer than this show the same. Seconds. */
const leastGapSeconds = 0.25;
/** More pictures at most, as part of those that the clip has, and for the shortest clips: of people who are seen in one shot alone. */
const mostAlone = { share: 0.3, atLeast: 8 } as const;
/** The same of people who may be one with another: one picture of a shot that has one. */
const mostNear = { share: 0.1, atLeast: 4 } as const;

/** People who may be one: their means are as alike as tracks that are joined have to be, and no picture shows both. */
function nearPeople(
  people: ReadonlyMap<string, readonly GroupedTrack[]>,
  framesOf: ReadonlyMap<string, readonly number[]>,
  leastCosine: number,
): ReadonlySet<string> {
  const known = [...people].map(([id, tracks]) => ({
    id,
    mean: tracks[0]?.mean,
    frames: new Set(tracks.flatMap((track) => framesOf.get(track.id) ?? [])),
  }));
  const near = known.flatMap((a, index) =>
    known.slice(index + 1).flatMap((b) => {
      const areAlike = a.mean && b.mean && dot(a.mean, b.mean) >= leastCosine;
      const areTogether = [...a.frames].some((frame) => b.frames.has(frame));
      return areAlike && !areTogether ? [a.id, b.id] : [];
    }),
  );
  return new Set(near);
}

/** Tracks of which more pictures may tell more. */
interface DoubtfulTracks {
  /** Of somebody who is seen in one shot of the clip alone or could be given to nobody, in few pictures. */
  readonly alone: readonly StoredTrack[];
  /** Of somebody who may be somebody else of the clip, in one picture. */
  readonly near: readonly StoredTrack[];
}

/**
 * Whom a closer look may help, as the clip's own tracks tell without anybody who is known already.
 *
 * @param tracks all those of one clip
 */
export function doubtfulTracks(tracks: readonly StoredTrack[], rules: GroupingRules): DoubtfulTracks {
  const grouped = groupTracks(
    tracks.map((track) => ({ ...track, frames: track.frames.map(String) })),
    { known: [], rules },
  );
  const ofTrack = new Map(grouped.map(({ id, identityId }) => [id, identityId]));
  const tracksOfPerson = Map.groupBy(grouped, ({ identityId }) => identityId);
  const isAlone = ({ id }: StoredTrack): boolean => {
    const person = ofTrack.get(id);
    return person === undefined || tracksOfPerson.get(person)?.length === 1;
  };
  const framesOf = new Map(tracks.map(({ id, frames }) => [id, frames]));
  const near = nearPeople(tracksOfPerson, framesOf, rules.joinAt);
  return {
    alone: tracks.filter((track) => isAlone(track) && track.frames.length < enoughSightings),
    near: tracks.filter(
      (track) => !isAlone(track) && near.has(ofTrack.get(track.id) ?? '') && track.frames.length === 1,
    ),
  };
}

/** The frames of a shot that show it alone: without those of gradual transitions and beside cuts. */
function coreOf(shot: EffectiveShot, next: EffectiveShot | undefined): { first: number; end: number } {
  const first = Math.max(shot.firstFrame, shot.transition.endFrame) + 1;
  const end = Math.min(shot.endFrame, next?.transition.firstFrame ?? shot.endFrame) - 1;
  return { first, end };
}

/** The middles of the widest gaps between the pictures of a shot, until it has enough of them. */
export function framesBetween(
  { first, end }: { first: number; end: number },
  taken: readonly number[],
  leastGap: number,
): number[] {
  const all = [...taken];
  const added: number[] = [];
  while (all.length < enoughKeyframes) {
    const edges = [first - leastGap, ...all.toSorted((a, b) => a - b), end - 1 + leastGap];
    const gaps = edges.slice(1).map((to, index) => ({ from: edges[index] as number, to }));
    const [widest] = gaps.toSorted((a, b) => b.to - b.from - (a.to - a.from));
    if (!widest || widest.to - widest.from < 2 * leastGap) break;
    const frame = (widest.from + widest.to) >> 1;
    if (frame < first || frame >= end) break;
    all.push(frame);
    added.push(frame);
  }
  return added;
}

/** Frames that may tell more of people whom too few pictures show, in the order of time. */
export function framesToLookAt(library: Library, assetId: AssetId, framesPerSecond: number): number[] {
  const { shots, keyframes }: AssetShots = readShots(library, assetId);
  const rules = groupingRules(library.sightings.embeddingModel(), 0);
  const doubtful = doubtfulTracks(tracksOf(library, assetId), rules);
  const leastGap = Math.max(2, Math.round(framesPerSecond * leastGapSeconds));
  const boundOf = ({ share, atLeast }: { share: number; atLeast: number }): number =>
    Math.max(atLeast, Math.round(keyframes.length * share));
  // One picture for each shot in turn, so that the bound leaves no shot without.
  const framesFor = (tracks: readonly StoredTrack[]): { frame: number; turn: number }[] =>
    shots
      .flatMap((shot, index) => {
        const shows = (frame: number): boolean => frame >= shot.firstFrame && frame < shot.endFrame;
        if (!tracks.some(({ frames }) => frames.some(shows))) return [];
        const taken = keyframes.filter(({ shotId }) => shotId === shot.id).map(({ frame }) => frame);
        const between = framesBetween(coreOf(shot, shots[index + 1]), taken, leastGap);
        return between.map((frame, turn) => ({ frame, turn }));
      })
      .toSorted((a, b) => a.turn - b.turn || a.frame - b.frame);
  const wanted = [
    ...framesFor(doubtful.alone).slice(0, boundOf(mostAlone)),
    ...framesFor(doubtful.near)
      .filter(({ turn }) => turn === 0)
      .slice(0, boundOf(mostNear)),
  ];
  return [...new Set(wanted.map(({ frame }) => frame))].toSorted((a, b) => a - b);
}

/**
 * Takes more pictures of shots in which somebody is seen too seldom to be recognised: once for each scan, so that work that was
 * cut off ends the same as work that was not. A clip whose cuts a person changed keeps the pictures it has. Returns how many were taken.
 */
export async function lookCloser(tools: FrameTools, facts: MediaFacts, frames: FrameList): Promise<number> {
  const { library, asset } = tools;
  if (library.shots.wasLookedAtCloser(asset.id) || library.cuts.list(asset.id).length > 0) return 0;
  if (!existsSync(asset.path)) return 0;
  const { num, den } = facts.video.frameRate;
  const wanted = framesToLookAt(library, asset.id, num / den);
  const taken = await fetchKeyframes(tools, facts, frames, wanted);
  library.shots.addCloserKeyframes(asset.id, taken);
  return taken.length;
}
