import { Minus, Plus } from 'lucide-react';
import { type ReactElement, useDeferredValue, useEffect, useRef, useState } from 'react';
import type { AssetDetail, AssetSummary } from '../../../shared/contract/index.ts';
import { useDesk } from '../../app/desk-store.ts';
import { useCast, useSeen, useSequence, useTags, useWardrobe } from '../../app/queries.ts';
import { Splitter } from '../../app/splitter.tsx';
import type { TimelineModel } from '../../canvas/model.ts';
import { texts } from '../../texts/index.ts';
import { CommandButton } from '../../ui/button.tsx';
import { clipFactsText } from '../../ui/texts.ts';
import { KeyHint } from '../cuts/key-hint.tsx';
import { shotAt } from '../viewer/stepping.ts';
import { modelFor, sequenceFor } from './current.ts';
import { LaneFilter } from './lane-filter.tsx';
import { LaneNames } from './lane-names.tsx';
import { useLaneArrangement } from './lane-store.ts';
import { useSelection } from './selection-store.ts';
import { SpanList } from './span-list.tsx';
import { TagButton } from './tag-button.tsx';
import { type FocusedSpan, TimelineCanvas } from './timeline-canvas.tsx';
import { useLaneInView } from './use-lane-in-view.ts';
import { useTaggingGuard } from './use-tagging.ts';

/** Time below: filmstrip, shots, and a lane a person. */
export function Timeline(props: {
  asset: AssetSummary | undefined;
  detail: AssetDetail | undefined;
}): ReactElement {
  const { asset, detail } = props;
  const scope = useDesk((state) => state.scope);
  useTaggingGuard();
  return (
    <section className="panel timeline" aria-label={texts().timeline.heading}>
      <div className="panel-head">
        <h2 className="clip-title">{asset?.name ?? texts().timeline.heading}</h2>
        {detail ? (
          <span className="quiet-text clip-facts">
            {clipFactsText(detail.facts, detail.variableFrameRate)}
          </span>
        ) : null}
        <span className="spacer" />
        {detail && detail.shots.length > 0 ? <ShotNumber detail={detail} /> : null}
        {detail ? <AllClipsButton /> : null}
        {detail ? <ReviewCutsButton /> : null}
        {detail ? <SnapButton /> : null}
        {detail ? <TagButton /> : null}
        {detail ? <LaneFilter /> : null}
        <div className="zoom-buttons" role="toolbar" aria-label={texts().timeline.zoom}>
          <CommandButton id="zoom-out" disabled={!detail}>
            <Minus size={14} aria-hidden />
          </CommandButton>
          <CommandButton id="fit" disabled={!detail}>
            {texts().timeline.fit}
          </CommandButton>
          <CommandButton id="zoom-in" disabled={!detail}>
            <Plus size={14} aria-hidden />
          </CommandButton>
        </div>
      </div>
      {scope === 'all' ? (
        <AllLanes />
      ) : detail && detail.frameCount > 0 ? (
        <Lanes key={detail.summary.id} detail={detail} />
      ) : (
        <NoTime asset={asset} />
      )}
      <Splitter panel="timeline" />
    </section>
  );
}

function ReviewCutsButton(): ReactElement {
  const isOpen = useDesk((state) => state.side === 'cuts');
  return (
    <CommandButton
      id={isOpen ? 'close-cuts' : 'review-cuts'}
      label={texts().timeline.reviewCuts}
      tone="switch"
      pressed={isOpen}
    >
      {texts().timeline.reviewCuts} <KeyHint text="c" />
    </CommandButton>
  );
}

function ShotNumber({ detail }: { detail: AssetDetail }): ReactElement {
  const index = useDesk((state) => shotAt(detail.shots, state.frame)?.index);
  return (
    <span className="shot-number numbers">
      {texts().timeline.shotOf(index === undefined ? '–' : String(index + 1), detail.shots.length)}
    </span>
  );
}

function NoTime({ asset }: { asset: AssetSummary | undefined }): ReactElement {
  const words = texts().timeline;
  const text = !asset ? words.empty : asset.state === 'failed' ? words.failed : words.waiting;
  return <p className="timeline-empty">{text}</p>;
}

const none: readonly never[] = [];

function Lanes({ detail }: { detail: AssetDetail }): ReactElement {
  const assetId = detail.summary.id;
  const arrangement = useLaneArrangement();
  const model = modelFor(
    {
      detail,
      cast: useCast().data ?? none,
      outfits: useWardrobe().data ?? none,
      seen: useSeen(assetId).data ?? none,
      tags: useTags().data ?? none,
    },
    arrangement,
  );
  return <LanesOf model={model} busy={detail.summary.state === 'analysing'} />;
}

/** All clips one after the other. */
function AllLanes(): ReactElement {
  const clips = useSequence();
  const sources = {
    clips: clips.data ?? none,
    cast: useCast().data ?? none,
    outfits: useWardrobe().data ?? none,
    tags: useTags().data ?? none,
  };
  const model = sequenceFor(sources, useLaneArrangement());
  if (model.frameCount === 0) return <p className="timeline-empty">{texts().timeline.empty}</p>;
  return <LanesOf model={model} busy={clips.isPending} />;
}

function LanesOf({ model, busy }: { model: TimelineModel; busy: boolean }): ReactElement {
  const [scrollPx, setScrollPx] = useState(0);
  const [focused, setFocused] = useState<FocusedSpan>();
  const scroller = useRef<HTMLUListElement>(null);
  // What is seen is drawn before what is read out.
  const spoken = useDeferredValue(model, undefined);
  useLaneInView(model, scroller);
  // What was chosen in another clip is not chosen here.
  useEffect(() => () => useSelection.getState().choose([]), []);
  return (
    <div className="timeline-body">
      <LaneNames model={model} busy={busy} scroller={scroller} onScroll={setScrollPx} />
      <TimelineCanvas model={model} scrollPx={scrollPx} focused={focused} scroller={scroller} />
      {spoken ? <SpanList model={spoken} onFocus={setFocused} /> : null}
    </div>
  );
}

function AllClipsButton(): ReactElement {
  const isAll = useDesk((state) => state.scope === 'all');
  return (
    <CommandButton id="all-clips" tone="switch" pressed={isAll}>
      {texts().timeline.allClips}
    </CommandButton>
  );
}

function SnapButton(): ReactElement {
  const snaps = useLaneArrangement((state) => state.snaps);
  return (
    <CommandButton id="snap" label={texts().timeline.snapTip} tone="switch" pressed={snaps}>
      {texts().timeline.snap} <KeyHint text="s" />
    </CommandButton>
  );
}
