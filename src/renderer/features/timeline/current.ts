import type {
  AssetDetail,
  OutfitView,
  PersonView,
  SeenRange,
  SequenceClip,
  TagView,
} from '../../../shared/contract/index.ts';
import type { AssetId } from '../../../shared/ids.ts';
import type { Environment } from '../../app/environment.ts';
import { castOrder, keys } from '../../app/queries.ts';
import type { LaneSpan, TimelineModel } from '../../canvas/model.ts';
import { frameTimecode } from '../../ui/texts.ts';
import { type LaneArrangement, useLaneArrangement } from './lane-store.ts';
import { type LaneSources, lanesOf } from './lanes.ts';
import { timelineModel } from './model.ts';
import { useSelection } from './selection-store.ts';
import { type SequenceSources, sequenceModel } from './sequence.ts';

type Asked = Omit<LaneSources, 'people' | 'detail'> & {
  readonly detail: AssetDetail;
  readonly cast: readonly PersonView[];
};

const none: readonly never[] = [];
let last: { readonly of: readonly unknown[]; readonly model: TimelineModel } | undefined;

/** The model of what is asked; the one made last is kept, because commands and the screen ask for the same. */
export function modelFor(asked: Asked, arrangement: LaneArrangement): TimelineModel {
  const { detail, cast, outfits, seen, tags } = asked;
  const { order, collapsed, hidden, onlyNamed, colours } = arrangement;
  const of = [detail, cast, outfits, seen, tags, order, collapsed, hidden, onlyNamed, colours];
  if (last?.of.every((part, index) => part === of[index])) return last.model;
  const people = castOrder(cast, detail).here;
  const model = timelineModel(detail, lanesOf({ detail, people, outfits, seen, tags }, arrangement));
  last = { of, model };
  return model;
}

/** What is on the timeline now, from what the engine has said last. */
export function timelineNow({ queries, desk }: Environment): TimelineModel | undefined {
  const { assetId } = desk.getState();
  const detail = queries.getQueryData<AssetDetail | null>(keys.detail(assetId));
  if (!assetId || !detail || detail.frameCount === 0) return undefined;
  const asked: Asked = {
    detail,
    cast: queries.getQueryData<PersonView[]>(keys.cast) ?? none,
    outfits: queries.getQueryData<OutfitView[]>(keys.wardrobe) ?? none,
    seen: queries.getQueryData<SeenRange[]>(keys.seen(assetId)) ?? none,
    tags: queries.getQueryData<TagView[]>(keys.tags) ?? none,
  };
  return modelFor(asked, useLaneArrangement.getState());
}

/** The chosen spans that are still there, in the order of time. */
export function chosenSpans(environment: Environment): LaneSpan[] {
  const { chosen } = useSelection.getState();
  if (chosen.length === 0) return [];
  const wanted = new Set(chosen);
  const lanes = timelineNow(environment)?.lanes ?? [];
  return lanes
    .flatMap(({ spans }) => spans.filter(({ key }) => wanted.has(key)))
    .toSorted((a, b) => a.startFrame - b.startFrame);
}

/** A clip that has been read, with the words for its frames. */
export function detailAt(
  { queries }: Environment,
  assetId: AssetId | undefined,
): { readonly detail: AssetDetail; readonly timecodeOf: (frame: number) => string } | undefined {
  const detail = queries.getQueryData<AssetDetail | null>(keys.detail(assetId));
  return detail ? { detail, timecodeOf: (frame) => frameTimecode(detail.facts, frame) } : undefined;
}

let lastSequence: { readonly of: readonly unknown[]; readonly model: TimelineModel } | undefined;

/** The timeline of all clips; the one made last is kept. */
export function sequenceFor(sources: SequenceSources, arrangement: LaneArrangement): TimelineModel {
  const { order, collapsed, hidden, onlyNamed, colours } = arrangement;
  const { clips, cast, outfits, tags } = sources;
  const of = [clips, cast, outfits, tags, order, collapsed, hidden, onlyNamed, colours];
  if (lastSequence?.of.every((part, index) => part === of[index])) return lastSequence.model;
  const model = sequenceModel(sources, arrangement);
  lastSequence = { of, model };
  return model;
}

/** What the timeline shows, of one clip or of all, and where the playhead is on it. */
export function shownNow(
  environment: Environment,
): { readonly model: TimelineModel; readonly playhead: number } | undefined {
  const { queries, desk } = environment;
  const { scope, frame } = desk.getState();
  if (scope === 'clip') {
    const model = timelineNow(environment);
    return model && { model, playhead: frame };
  }
  const clips = queries.getQueryData<SequenceClip[]>(keys.sequence);
  if (!clips) return undefined;
  const sources = {
    clips,
    cast: queries.getQueryData<PersonView[]>(keys.cast) ?? none,
    outfits: queries.getQueryData<OutfitView[]>(keys.wardrobe) ?? none,
    tags: queries.getQueryData<TagView[]>(keys.tags) ?? none,
  };
  const model = sequenceFor(sources, useLaneArrangement.getState());
  return { model, playhead: playheadOn(model, desk.getState()) };
}

/** The frame of the desk on a timeline. */
export function playheadOn(
  { sequence }: TimelineModel,
  { assetId, frame }: { readonly assetId: AssetId | undefined; readonly frame: number },
): number {
  if (!sequence || assetId === undefined) return frame;
  return sequence.placeOf(assetId, frame) ?? 0;
}

/** Shows a place of a timeline, on another clip where it lies there. */
export function showPlace(
  { sequence }: TimelineModel,
  desk: Pick<ReturnType<Environment['desk']['getState']>, 'seek' | 'show'>,
  place: number,
): void {
  const at = sequence?.clipAt(place);
  if (at) desk.show(at.assetId, at.frame);
  else if (!sequence) desk.seek(place);
}
