import type { CSSProperties, ReactElement } from 'react';
import { useDesk } from '../../app/desk-store.ts';
import { laneLayout, type PersonLane, type TimelineModel } from '../../canvas/model.ts';
import { keepFocus } from '../../ui/button.tsx';

/** The names at the left of the lanes; their scrolling moves the lanes too. */
export function LaneNames(props: {
  model: TimelineModel;
  busy: boolean;
  onScroll: (scrollPx: number) => void;
}): ReactElement {
  const { model } = props;
  return (
    <div className="lane-names">
      <div className="lane-name fixed" style={{ height: laneLayout.ruler }} />
      <div className="lane-name fixed" style={{ height: laneLayout.picture }}>
        Picture
      </div>
      <div className="lane-name fixed" style={{ height: laneLayout.shots }}>
        Shots<em>{model.shots.length}</em>
      </div>
      <ul
        className="lane-scroll"
        aria-label="People on the timeline"
        onScroll={(event) => props.onScroll(event.currentTarget.scrollTop)}
      >
        {model.lanes.map((lane) => (
          <PersonLaneName key={lane.identityId} lane={lane} />
        ))}
        {model.lanes.length === 0 ? (
          <li className="lane-name quiet-text" style={{ height: laneLayout.lane }}>
            {props.busy ? 'Looking for people…' : 'Nobody found'}
          </li>
        ) : null}
      </ul>
    </div>
  );
}

function PersonLaneName({ lane }: { lane: PersonLane }): ReactElement {
  const selected = useDesk((state) => state.personId === lane.identityId);
  const { selectPerson, startNaming } = useDesk.getState();
  const style: CSSProperties = { height: laneLayout.lane, ['--person' as string]: lane.colour };
  return (
    <li style={style}>
      <button
        type="button"
        className={`lane-name ${selected ? 'selected' : ''}`}
        aria-current={selected}
        onMouseDown={keepFocus}
        onClick={() => selectPerson(lane.identityId)}
        onDoubleClick={() => startNaming(lane.identityId)}
      >
        <i className={lane.named ? '' : 'proposed'} />
        <span className={lane.named ? '' : 'unnamed'}>{lane.label}</span>
        <em>
          {lane.spans.length}
          <span className="visually-hidden"> on the timeline</span>
        </em>
      </button>
    </li>
  );
}
