import { useVirtualizer } from '@tanstack/react-virtual';
import { Check, X } from 'lucide-react';
import { type ReactElement, type RefObject, useEffect, useRef } from 'react';
import type { AssetDetail, ShotView } from '../../../shared/contract/index.ts';
import { useDesk } from '../../app/desk-store.ts';
import { useEnvironment } from '../../app/environment.ts';
import { texts } from '../../texts/index.ts';
import { CommandButton } from '../../ui/button.tsx';
import { frameTimecode } from '../../ui/texts.ts';
import { lookAt, reviewOf } from './actions.ts';
import { confidenceWord, kindText, surenessText } from './boundaries.ts';
import { CutPair, usePrefetch } from './cut-pair.tsx';
import { KeyHint } from './key-hint.tsx';
import { useCutReview } from './review-store.ts';

/**
 * The cuts of the clip on the desk, the least sure first, in place of the cast while it is open. Its keys work while it has
 * the keyboard's focus (`data-keys`); all others go on working.
 */
export function CutReview({ detail }: { detail: AssetDetail | undefined }): ReactElement {
  // Read for its changes: `reviewOf` looks the place up.
  useCutReview((state) => state.place);
  const list = useRef<HTMLDivElement>(null);
  const focusCount = useDesk((state) => state.sideFocusCount);
  useEffect(() => {
    if (focusCount > 0) list.current?.focus();
  }, [focusCount]);
  const review = detail ? reviewOf(detail) : undefined;
  const open = review?.order.filter((shot) => shot.transition.decidedBy === 'machine').length ?? 0;
  return (
    <section className="panel cast cut-review" aria-label={texts().cuts.heading} data-keys="cuts">
      <div className="panel-head">
        <h2>{texts().cuts.heading}</h2>
        <span className="panel-count">{review?.order.length ?? ''}</span>
        {review && review.order.length > 0 ? (
          <span className="quiet-text">{open > 0 ? texts().cuts.open(open) : texts().cuts.allDecided}</span>
        ) : null}
        <CommandButton id="close-cuts" tone="quiet">
          <X size={15} aria-hidden />
          <KeyHint text="Escape" />
        </CommandButton>
      </div>
      {review?.current ? (
        <Judging detail={review.detail} order={review.order} current={review.current} list={list} />
      ) : (
        <div ref={list} tabIndex={-1} className="cast-empty" role="status">
          <p>{detail ? texts().cuts.single : texts().cuts.waiting}</p>
          {detail ? <AddButton /> : null}
        </div>
      )}
    </section>
  );
}

interface JudgingProps {
  readonly detail: AssetDetail;
  readonly order: readonly ShotView[];
  readonly current: ShotView;
  readonly list: RefObject<HTMLDivElement | null>;
}

function Judging({ detail, order, current, list }: JudgingProps): ReactElement {
  const environment = useEnvironment();
  const { id } = detail.summary;
  usePrefetch(detail, order, current);
  // Whatever brings another boundary up, opening the review too, the viewer shows it.
  useEffect(() => {
    if (environment.desk.getState().frame !== current.firstFrame) {
      environment.desk.getState().seek(current.firstFrame);
    }
  }, [environment, current.firstFrame]);
  return (
    <>
      <div className="cut-judging">
        <CutPair key={id} detail={detail} shot={current} />
        <p className="cut-facts" role="status">
          <b>{kindText(current.transition.kind)}</b>
          <span className="cut-timecode">{frameTimecode(detail.facts, current.firstFrame)}</span>
          <Sureness shot={current} />
        </p>
        <div className="cut-buttons" role="toolbar" aria-label={texts().cuts.decide}>
          <CommandButton id="keep-cut" tone="accent">
            {texts().cuts.keep} <KeyHint text="y" />
          </CommandButton>
          <CommandButton id="remove-cut">
            {texts().cuts.remove} <KeyHint text="n" />
          </CommandButton>
          <CommandButton id="cut-earlier">
            {texts().cuts.earlier} <KeyHint text="ArrowLeft" />
          </CommandButton>
          <CommandButton id="cut-later">
            {texts().cuts.later} <KeyHint text="ArrowRight" />
          </CommandButton>
          <AddButton />
        </div>
      </div>
      <List detail={detail} order={order} current={current} list={list} />
    </>
  );
}

function AddButton(): ReactElement {
  return (
    <CommandButton id="add-cut">
      {texts().cuts.add} <KeyHint text="a" />
    </CommandButton>
  );
}

function Sureness({ shot }: { shot: ShotView }): ReactElement {
  const { confidence, decidedBy } = shot.transition;
  const word = decidedBy === 'person' ? 'decided' : confidenceWord(confidence).replace(' ', '-');
  return (
    <span className={`sureness ${word}`}>
      {decidedBy === 'person' ? <Check size={13} aria-hidden /> : <i aria-hidden />}
      {surenessText(shot.transition)}
      {decidedBy === 'machine' ? <small>{Math.round(100 * confidence)} %</small> : null}
    </span>
  );
}

const rowHeightPx = 28;

function List({ detail, order, current, list }: JudgingProps): ReactElement {
  const environment = useEnvironment();
  const at = order.indexOf(current);
  const rows = useVirtualizer({
    count: order.length,
    getScrollElement: () => list.current,
    estimateSize: () => rowHeightPx,
    overscan: 8,
  });
  useEffect(() => {
    rows.scrollToIndex(at, { align: 'auto' });
  }, [rows, at]);
  return (
    <div
      ref={list}
      className="cut-list"
      role="listbox"
      tabIndex={0}
      aria-label={texts().cuts.list(texts().count.cuts(order.length))}
      aria-activedescendant={`cut-${current.firstFrame}`}
    >
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const shot = order[index];
          if (!shot) return null;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the list box has the keyboard
            <div
              key={shot.id}
              id={`cut-${shot.firstFrame}`}
              role="option"
              aria-selected={shot === current}
              className="cut-row"
              style={{ transform: `translateY(${start}px)` }}
              onMouseDown={(event) => {
                event.preventDefault();
                list.current?.focus();
              }}
              onClick={() => lookAt(environment, detail.summary.id, shot.firstFrame)}
            >
              <span className="cut-timecode">{frameTimecode(detail.facts, shot.firstFrame)}</span>
              <span>{kindText(shot.transition.kind)}</span>
              <Sureness shot={shot} />
            </div>
          );
        })}
      </div>
    </div>
  );
}
