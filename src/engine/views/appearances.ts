import type { Appearance } from '../../shared/contract/views.ts';
import type { AssetId, IdentityId } from '../../shared/ids.ts';
import { ticksToSeconds, toNumber } from '../../shared/time.ts';
import { type AssetShots, readShots } from '../cuts/index.ts';
import { readSightings, rootsOf, type Sighting, type Sightings } from '../decisions/index.ts';
import {
  appearancesInShot,
  bridgeGaps,
  keyframeReach,
  type SeenRange,
  withPresence,
} from '../identity/index.ts';
import type { Library } from '../library/index.ts';
import { decodeFrameList, type FrameList } from '../media/index.ts';

/** A clip with everything that is known of the people in it. */
export interface SeenClip extends AssetShots {
  readonly assetId: AssetId;
  readonly sightings: readonly Sighting[];
  /** In the order of time. */
  readonly appearances: readonly Appearance[];
  /** Seconds of a range of frames. */
  readonly seconds: (startFrame: number, endFrame: number) => number;
}

/** Where somebody was seen beside the keyframes: drawn by hand, or said of a place where nothing is found any more. */
interface Extra {
  readonly frame: number;
  readonly shotId: string;
  readonly identityId: IdentityId;
}

function extrasOf(
  { keyframes }: AssetShots,
  { sightings, misfits }: Sightings,
  root: (id: IdentityId) => IdentityId,
): Extra[] {
  const frames = new Set(keyframes.map(({ frame }) => frame));
  const drawn = sightings.flatMap(({ frame, shotId, identityId }) =>
    identityId && !frames.has(frame) ? [{ frame, shotId, identityId }] : [],
  );
  const lost = misfits.flatMap(({ decision, reason, shotId }) =>
    reason === 'missing' && decision.verdict === 'yes' && decision.kind !== 'garment' && shotId
      ? [{ frame: decision.frame, shotId, identityId: root(decision.identityId) }]
      : [],
  );
  return [...drawn, ...lost];
}

/** The part of a shot that a picture between its keyframes stands for. */
function reachOf(shot: { firstFrame: number; endFrame: number }, frames: readonly number[], frame: number) {
  const all = [...new Set([...frames, frame])].sort((a, b) => a - b).map((one) => ({ frame: one }));
  return keyframeReach(shot, all)[all.findIndex((one) => one.frame === frame)] ?? shot;
}

function rangesOf(shots: AssetShots, seen: Sightings, root: (id: IdentityId) => IdentityId): SeenRange[][] {
  const keyframesByShot = Map.groupBy(shots.keyframes, (keyframe) => keyframe.shotId);
  const byFrame = Map.groupBy(seen.sightings, ({ frame }) => frame);
  const extras = Map.groupBy(extrasOf(shots, seen, root), ({ shotId }) => shotId);
  return shots.shots.map((shot) => {
    const keyframes = keyframesByShot.get(shot.id) ?? [];
    const frames = keyframes.map(({ frame }) => frame);
    const found = appearancesInShot(
      shot,
      keyframes.map(({ frame }) => ({
        frame,
        people: (byFrame.get(frame) ?? []).flatMap(({ identityId, likeness }) =>
          identityId ? [{ identityId, score: likeness }] : [],
        ),
      })),
    );
    const added = (extras.get(shot.id) ?? []).map(({ frame, identityId }) => {
      const { firstFrame, endFrame } = reachOf(shot, frames, frame);
      return { identityId, startFrame: firstFrame, endFrame, confidence: 1 };
    });
    return [...found, ...added];
  });
}

/** Presentation ticks of a frame, or of the end where the frame lies behind the last one. */
const tickAt = (frames: FrameList, frame: number): number => frames.ticks[frame] ?? frames.endTicks;

/** Everything about one clip; without people and with zero seconds where it was not analysed so far. */
export function readClip(
  library: Library,
  assetId: AssetId,
  { sightings, withVectors = true }: { sightings?: Sightings; withVectors?: boolean } = {},
): SeenClip {
  const stored = library.assets.frameList(assetId);
  const frames = stored && decodeFrameList(stored);
  const seconds = (start: number, end: number): number =>
    frames ? toNumber(ticksToSeconds(tickAt(frames, end) - tickAt(frames, start), frames.timeBase)) : 0;
  const root = rootsOf(library);
  const shots = readShots(library, assetId);
  const seen = sightings ?? readSightings(library, assetId, { withVectors, shots });
  const { bridgeSeconds } = library.settings.read();
  const isShort = (start: number, end: number): boolean => seconds(start, end) <= bridgeSeconds;
  const found = rangesOf(shots, seen, root).flatMap((inShot) => bridgeGaps(inShot, isShort));
  const said = library.decisions
    .listOf('presence_decision', 'assetId', assetId)
    .map((one) => ({ ...one, identityId: root(one.identityId), isPresent: one.verdict === 'present' }));
  const appearances = withPresence(found, said).map((range) => ({
    assetId,
    identityId: range.identityId as IdentityId,
    startFrame: range.startFrame,
    endFrame: range.endFrame,
    confidence: range.confidence,
  }));
  return { ...shots, assetId, sightings: seen.sightings, appearances, seconds };
}

/** All clips in which somebody is seen or was said to be. */
export function readClips(library: Library): SeenClip[] {
  const { sightings, misfits } = readSightings(library);
  const ofAsset = Map.groupBy(sightings, ({ assetId }) => assetId);
  const lost = Map.groupBy(misfits, ({ decision }) => decision.assetId);
  const said = library.decisions.list('presence_decision').map(({ assetId }) => assetId);
  const assetIds = [...new Set([...ofAsset.keys(), ...lost.keys(), ...said])].sort();
  return assetIds.map((assetId) =>
    readClip(library, assetId, {
      sightings: { sightings: ofAsset.get(assetId) ?? [], misfits: lost.get(assetId) ?? [] },
    }),
  );
}
