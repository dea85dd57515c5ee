import type {
  OutfitView,
  PersonView,
  SequenceClip,
  ShotView,
  TagView,
} from '../../../shared/contract/index.ts';
import type { AssetId } from '../../../shared/ids.ts';
import { formatTimecode } from '../../../shared/time.ts';
import { castOrder } from '../../app/queries.ts';
import type { Sequence, TimelineModel } from '../../canvas/model.ts';
import type { LaneArrangement } from './lane-store.ts';
import { lanesOf } from './lanes.ts';

/** The clips are laid out in steps of this many a second, whatever their own rates: for the eye, not for exact times. */
const rate = { num: 25, den: 1 };

interface PlacedClip extends SequenceClip {
  readonly start: number;
  readonly length: number;
}

/** Puts clips one after the other. */
export function placeClips(clips: readonly SequenceClip[]): PlacedClip[] {
  let start = 0;
  return clips.map((clip) => {
    const placed = { ...clip, start, length: Math.max(1, Math.round(clip.seconds * rate.num)) };
    start += placed.length;
    return placed;
  });
}

/** Frames of clips to places on the timeline of all clips, and back. */
export function sequenceFrom(clips: readonly PlacedClip[]): Sequence {
  const byId = new Map<string, PlacedClip>(clips.map((clip) => [clip.assetId, clip]));
  return {
    placeOf: (assetId, frame) => {
      const clip = byId.get(assetId);
      return clip && clip.start + Math.round((frame / clip.frameCount) * clip.length);
    },
    clipAt: (place) => {
      const clip = clips.findLast(({ start }) => start <= place);
      if (!clip) return undefined;
      const frame = Math.floor(((place - clip.start) / clip.length) * clip.frameCount);
      return { assetId: clip.assetId, frame: Math.min(clip.frameCount - 1, Math.max(0, frame)) };
    },
  };
}

/** A clip stands where a shot stands on the timeline of one clip. */
const barOf = ({ assetId, start, length }: PlacedClip, index: number): ShotView =>
  ({
    id: `${assetId}-clip`,
    index,
    firstFrame: start,
    endFrame: start + length,
    transition: {
      kind: 'start',
      confidence: 1,
      firstFrame: start,
      endFrame: start,
      decidedBy: 'machine',
    },
  }) as ShotView;

export interface SequenceSources {
  readonly clips: readonly SequenceClip[];
  readonly cast: readonly PersonView[];
  readonly outfits: readonly OutfitView[];
  readonly tags: readonly TagView[];
}

const whole = 'sequence' as AssetId;

/** All clips as one timeline: to look over and to go to; ranges are changed on the timeline of their clip. */
export function sequenceModel(sources: SequenceSources, arrangement: LaneArrangement): TimelineModel {
  const clips = placeClips(sources.clips);
  const sequence = sequenceFrom(clips);
  const placed = <T extends { startFrame: number; endFrame: number; assetId: AssetId }>(range: T): T[] => {
    const [start, end] = [
      sequence.placeOf(range.assetId, range.startFrame),
      sequence.placeOf(range.assetId, range.endFrame),
    ];
    return start === undefined || end === undefined
      ? []
      : [{ ...range, assetId: whole, startFrame: start, endFrame: Math.max(start + 1, end) }];
  };
  const appearances = sources.cast.flatMap((person) => person.appearances.flatMap(placed));
  const tags = sources.tags.flatMap((tag) => {
    const { assetId, startFrame, endFrame } = tag;
    return assetId === undefined || startFrame === undefined || endFrame === undefined
      ? []
      : placed({ ...tag, assetId, startFrame, endFrame });
  });
  const outfits = sources.outfits.map((outfit) => ({ ...outfit, spans: outfit.spans.flatMap(placed) }));
  const people = castOrder(sources.cast, { appearances }).here;
  const lanes = lanesOf(
    { detail: { appearances, summary: { id: whole } }, people, outfits, seen: [], tags },
    arrangement,
  );
  const last = clips.at(-1);
  return {
    frameCount: last ? last.start + last.length : 0,
    nominalRate: rate.num,
    timecodeStart: 0,
    timecodeOf: (frame) => formatTimecode(frame, rate, false),
    pictureShape: 16 / 9,
    film: clips.flatMap((clip) =>
      clip.film.map(({ frame, image }) => ({
        frame: sequence.placeOf(clip.assetId, frame) ?? clip.start,
        image,
      })),
    ),
    shots: clips.map(barOf),
    shotLabel: ({ index }) => clips[index]?.name ?? '',
    lanes,
    sequence,
  };
}
