import { Minus, Plus } from 'lucide-react';
import { type ReactElement, useMemo, useState } from 'react';
import type { AssetDetail, AssetSummary } from '../../../shared/contract/index.ts';
import { useDesk } from '../../app/desk-store.ts';
import { castOrder, useCast } from '../../app/queries.ts';
import { Splitter } from '../../app/splitter.tsx';
import { CommandButton } from '../../ui/button.tsx';
import { clipFactsText } from '../../ui/texts.ts';
import { KeyHint } from '../cuts/key-hint.tsx';
import { shotAt } from '../viewer/stepping.ts';
import { LaneNames } from './lane-names.tsx';
import { timelineModel } from './model.ts';
import { SpanList } from './span-list.tsx';
import { type FocusedSpan, TimelineCanvas } from './timeline-canvas.tsx';

/** Time below: filmstrip, shots, and a lane a person. */
export function Timeline(props: {
  asset: AssetSummary | undefined;
  detail: AssetDetail | undefined;
}): ReactElement {
  const { asset, detail } = props;
  return (
    <section className="panel timeline" aria-label="Timeline">
      <div className="panel-head">
        <h2 className="clip-title">{asset?.name ?? 'Timeline'}</h2>
        {detail ? (
          <span className="quiet-text clip-facts">
            {clipFactsText(detail.facts, detail.variableFrameRate)}
          </span>
        ) : null}
        <span className="spacer" />
        {detail && detail.shots.length > 0 ? <ShotNumber detail={detail} /> : null}
        {detail ? <ReviewCutsButton /> : null}
        <div className="zoom-buttons" role="toolbar" aria-label="Zoom">
          <CommandButton id="zoom-out" disabled={!detail}>
            <Minus size={14} aria-hidden />
          </CommandButton>
          <CommandButton id="fit" disabled={!detail}>
            Fit
          </CommandButton>
          <CommandButton id="zoom-in" disabled={!detail}>
            <Plus size={14} aria-hidden />
          </CommandButton>
        </div>
      </div>
      {detail && detail.frameCount > 0 ? (
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
      label="Review cuts"
      tone="switch"
      pressed={isOpen}
    >
      Review cuts <KeyHint text="c" />
    </CommandButton>
  );
}

function ShotNumber({ detail }: { detail: AssetDetail }): ReactElement {
  const index = useDesk((state) => shotAt(detail.shots, state.frame)?.index);
  return (
    <span className="shot-number numbers">
      Shot {index === undefined ? '–' : index + 1} of {detail.shots.length}
    </span>
  );
}

function NoTime({ asset }: { asset: AssetSummary | undefined }): ReactElement {
  const text = !asset
    ? 'Shots and people over time come up here.'
    : asset.state === 'failed'
      ? 'There is nothing to show of this clip.'
      : 'The timeline comes up as soon as the frames are listed.';
  return <p className="timeline-empty">{text}</p>;
}

function Lanes({ detail }: { detail: AssetDetail }): ReactElement {
  const cast = useCast().data;
  const model = useMemo(() => timelineModel(detail, castOrder(cast ?? [], detail).here), [detail, cast]);
  const [scrollPx, setScrollPx] = useState(0);
  const [focused, setFocused] = useState<FocusedSpan>();
  return (
    <div className="timeline-body">
      <LaneNames model={model} busy={detail.summary.state === 'analysing'} onScroll={setScrollPx} />
      <TimelineCanvas model={model} scrollPx={scrollPx} focused={focused} />
      <SpanList model={model} onFocus={setFocused} />
    </div>
  );
}
