import type {
  AssetDetail,
  OutfitView,
  PersonView,
  SeenRange,
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

type Asked = Omit<LaneSources, 'people'> & { readonly cast: readonly PersonView[] };

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
