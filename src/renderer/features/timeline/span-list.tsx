import { memo, type ReactElement } from 'react';
import { useDesk } from '../../app/desk-store.ts';
import type { PersonLane, TimelineModel } from '../../canvas/model.ts';
import type { FrameSpan } from '../../canvas/spans.ts';
import type { FocusedSpan } from './timeline-canvas.tsx';

/** Longer lists are cut: nobody tabs through thousands, and the lanes hold them all. */
const mostSpans = 400;

interface SpanListProps {
  readonly model: TimelineModel;
  readonly onFocus: (focused: FocusedSpan | undefined) => void;
}

/** The timeline for those who do not see it: every shot and every appearance as a button that goes there. */
export const SpanList = memo(function SpanList({ model, onFocus }: SpanListProps): ReactElement {
  return (
    <div className="visually-hidden">
      <ul aria-label="Shots">
        {model.shots.slice(0, mostSpans).map((shot) => {
          const span = { startFrame: shot.firstFrame, endFrame: shot.endFrame };
          const { kind } = shot.transition;
          const decided = shot.transition.decidedBy === 'person' ? ', decided by you' : '';
          const begin = kind === 'start' ? '' : `, begins with a ${kind}${decided}`;
          return (
            <SpanButton
              key={shot.id}
              label={`Shot ${shot.index + 1}, ${rangeText(model, span)}${begin}`}
              span={span}
              lane={undefined}
              onFocus={onFocus}
            />
          );
        })}
      </ul>
      {model.lanes.map((lane) => (
        <ul key={lane.identityId} aria-label={`Appearances of ${lane.label}`}>
          {lane.spans.slice(0, mostSpans).map((span) => (
            <SpanButton
              key={span.startFrame}
              label={`${lane.label}, ${rangeText(model, span)}`}
              span={span}
              lane={lane}
              onFocus={onFocus}
            />
          ))}
        </ul>
      ))}
    </div>
  );
});

/** Ends are spoken as the last frame that still belongs. */
function rangeText(model: TimelineModel, { startFrame, endFrame }: FrameSpan): string {
  return `${model.timecodeOf(startFrame)} to ${model.timecodeOf(endFrame - 1)}`;
}

function SpanButton(props: {
  label: string;
  span: FrameSpan;
  lane: PersonLane | undefined;
  onFocus: SpanListProps['onFocus'];
}): ReactElement {
  const { span, lane } = props;
  const go = (): void => {
    const { seek, selectPerson } = useDesk.getState();
    seek(span.startFrame);
    if (lane) selectPerson(lane.identityId);
  };
  return (
    <li>
      <button
        type="button"
        onClick={go}
        onFocus={() => props.onFocus({ identityId: lane?.identityId, span })}
        onBlur={() => props.onFocus(undefined)}
      >
        {props.label}
      </button>
    </li>
  );
}
