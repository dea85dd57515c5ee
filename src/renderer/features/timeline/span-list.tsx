import { memo, type ReactElement } from 'react';
import { useDesk } from '../../app/desk-store.ts';
import type { Lane, LaneSpan, TimelineModel } from '../../canvas/model.ts';
import type { FrameSpan } from '../../canvas/spans.ts';
import { texts } from '../../texts/index.ts';
import { kindText } from '../cuts/boundaries.ts';
import { showPlace } from './current.ts';
import { useSelection } from './selection-store.ts';
import type { FocusedSpan } from './timeline-canvas.tsx';

/** Longer lists are cut: nobody tabs through thousands, and the lanes hold them all. */
const mostSpans = 400;

interface SpanListProps {
  readonly model: TimelineModel;
  readonly onFocus: (focused: FocusedSpan | undefined) => void;
}

/** The timeline for those who do not see it: every shot and every span as a button that goes there. */
export const SpanList = memo(function SpanList({ model, onFocus }: SpanListProps): ReactElement {
  const words = texts().timeline;
  return (
    <div className="visually-hidden">
      <ul aria-label={model.sequence ? words.clips : words.shotsList}>
        {model.shots.slice(0, mostSpans).map((shot) => {
          const span = { startFrame: shot.firstFrame, endFrame: shot.endFrame };
          const { kind } = shot.transition;
          const decided = shot.transition.decidedBy === 'person' ? words.decidedByYou : '';
          const begin = kind === 'start' ? '' : `${words.beginsWith(kindText(kind).toLowerCase())}${decided}`;
          return (
            <li key={shot.id}>
              <button
                type="button"
                onClick={() => showPlace(model, useDesk.getState(), span.startFrame)}
                onFocus={() => onFocus({ key: undefined, span })}
                onBlur={() => onFocus(undefined)}
              >
                {model.shotLabel
                  ? `${model.shotLabel(shot)}, ${rangeText(model, span)}`
                  : `${words.shotItem(shot.index + 1, rangeText(model, span))}${begin}`}
              </button>
            </li>
          );
        })}
      </ul>
      {model.lanes.map((lane) => (
        <ul key={lane.id} aria-label={listLabel(lane)}>
          {lane.spans.slice(0, mostSpans).map((span) => (
            <SpanButton key={span.key} model={model} lane={lane} span={span} onFocus={onFocus} />
          ))}
        </ul>
      ))}
    </div>
  );
});

const listLabel = ({ kind, label }: Lane): string =>
  kind === 'people' ? texts().timeline.appearancesOf(label) : texts().timeline.onLane(label);

/** Ends are spoken as the last frame that still belongs. */
function rangeText(model: TimelineModel, { startFrame, endFrame }: FrameSpan): string {
  if (endFrame - startFrame === 1) return model.timecodeOf(startFrame);
  return texts().timeline.fromTo(model.timecodeOf(startFrame), model.timecodeOf(endFrame - 1));
}

function SpanButton(props: {
  model: TimelineModel;
  span: LaneSpan;
  lane: Lane;
  onFocus: SpanListProps['onFocus'];
}): ReactElement {
  const { model, span, lane } = props;
  const isChosen = useSelection(({ chosen }) => chosen.includes(span.key));
  const sure = span.confidence === undefined ? '' : texts().timeline.sure(Math.round(100 * span.confidence));
  const go = (): void => {
    const desk = useDesk.getState();
    const { selectPerson } = desk;
    showPlace(model, desk, span.startFrame);
    if (lane.identityId) selectPerson(lane.identityId);
    useSelection.getState().choose([span.key]);
  };
  return (
    <li>
      <button
        type="button"
        aria-pressed={isChosen}
        onClick={go}
        onFocus={() => props.onFocus({ key: span.key, span })}
        onBlur={() => props.onFocus(undefined)}
      >
        {`${span.label}, ${rangeText(model, span)}${sure}`}
      </button>
    </li>
  );
}
