import { ChevronDown, ChevronRight } from 'lucide-react';
import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactElement,
  type RefObject,
  useRef,
  useState,
} from 'react';
import { useDesk } from '../../app/desk-store.ts';
import { type Lane, laneLayout, type TimelineModel } from '../../canvas/model.ts';
import { texts } from '../../texts/index.ts';
import { keepFocus } from '../../ui/button.tsx';
import { LaneMenu } from './lane-menu.tsx';
import { movedTo, moveLane } from './lane-order.ts';
import { useLaneArrangement } from './lane-store.ts';

/** The names at the left of the lanes; their scrolling moves the lanes too. */
export function LaneNames(props: {
  model: TimelineModel;
  busy: boolean;
  scroller: RefObject<HTMLUListElement | null>;
  onScroll: (scrollPx: number) => void;
}): ReactElement {
  const { model } = props;
  const words = texts().timeline;
  const people = model.lanes.filter(({ kind }) => kind === 'people').length;
  const hidesPeople = useLaneArrangement(({ hidden }) => hidden.includes('people'));
  return (
    <div className="lane-names">
      <div className="lane-name fixed" style={{ height: laneLayout.ruler }} />
      <div className="lane-name fixed" style={{ height: laneLayout.picture }}>
        {words.picture}
      </div>
      <div className="lane-name fixed" style={{ height: laneLayout.shots }}>
        {model.sequence ? words.clips : words.shots}
        <em>{model.shots.length}</em>
      </div>
      <ul
        className="lane-scroll"
        ref={props.scroller}
        aria-label={words.lanes}
        onScroll={(event) => props.onScroll(event.currentTarget.scrollTop)}
      >
        {model.lanes.map((lane) => (
          <LaneName key={lane.id} lane={lane} lanes={model.lanes} />
        ))}
        {people === 0 && !hidesPeople ? (
          <li className="lane-name quiet-text" style={{ height: laneLayout.lane }}>
            {props.busy ? words.looking : words.nobody}
          </li>
        ) : null}
      </ul>
    </div>
  );
}

/** Keys of a lane while its name has the focus. */
function pressOnLane(event: KeyboardEvent, lane: Lane, lanes: readonly Lane[]): void {
  const { toggleCollapsed } = useLaneArrangement.getState();
  if (event.altKey && event.key === 'ArrowUp') moveLane(lanes, lane.id, -1);
  else if (event.altKey && event.key === 'ArrowDown') moveLane(lanes, lane.id, 1);
  else if (!event.altKey && event.key === 'ArrowLeft' && !lane.isCollapsed) toggleCollapsed(lane.id);
  else if (!event.altKey && event.key === 'ArrowRight' && lane.isCollapsed) toggleCollapsed(lane.id);
  else return;
  event.preventDefault();
}

function LaneName({ lane, lanes }: { lane: Lane; lanes: readonly Lane[] }): ReactElement {
  const selected = useDesk((state) => lane.identityId !== undefined && state.personId === lane.identityId);
  const { selectPerson, startNaming } = useDesk.getState();
  const { toggleCollapsed } = useLaneArrangement.getState();
  const { drop, grip } = useLaneDrag(lane, lanes);
  const style: CSSProperties = { height: lane.height, ['--person' as string]: lane.colour };
  const words = texts().timeline;
  const Chevron = lane.isCollapsed ? ChevronRight : ChevronDown;
  return (
    <li
      style={style}
      className={`lane-item ${lane.isCollapsed ? 'collapsed' : ''} ${drop === undefined ? '' : `drop-${drop}`}`}
      data-lane={lane.id}
    >
      <LaneMenu lane={lane} lanes={lanes}>
        <button
          type="button"
          className={`lane-name ${selected ? 'selected' : ''}`}
          aria-current={selected}
          onMouseDown={keepFocus}
          onKeyDown={(event) => pressOnLane(event, lane, lanes)}
          onClick={() => lane.identityId && selectPerson(lane.identityId)}
          onDoubleClick={() => (lane.identityId ? startNaming(lane.identityId) : toggleCollapsed(lane.id))}
          {...grip}
        >
          <i className={lane.named ? '' : 'proposed'} />
          <span className={lane.named ? '' : 'unnamed'}>{lane.label}</span>
          <em>
            {lane.spans.length}
            <span className="visually-hidden">{words.onTimeline}</span>
          </em>
        </button>
      </LaneMenu>
      <button
        type="button"
        className="lane-fold"
        aria-label={lane.isCollapsed ? words.expandLane(lane.label) : words.collapseLane(lane.label)}
        aria-expanded={!lane.isCollapsed}
        onMouseDown={keepFocus}
        onClick={() => toggleCollapsed(lane.id)}
      >
        <Chevron size={12} aria-hidden />
      </button>
    </li>
  );
}

/** Dragging a name moves its lane: a line shows where to. */
function useLaneDrag(lane: Lane, lanes: readonly Lane[]) {
  const from = useRef<number | undefined>(undefined);
  const [drop, setDrop] = useState<'away' | undefined>(undefined);
  const markAt = (y: number): HTMLElement | undefined => {
    const items = [...document.querySelectorAll<HTMLElement>('.lane-item')];
    return items.find(
      (item) => y >= item.getBoundingClientRect().top && y < item.getBoundingClientRect().bottom,
    );
  };
  const clearMarks = (): void => {
    for (const item of document.querySelectorAll('.drop-here')) item.classList.remove('drop-here');
  };
  const grip = {
    onPointerDown: (event: React.PointerEvent) => {
      if (event.button === 0) from.current = event.clientY;
    },
    onPointerMove: (event: React.PointerEvent) => {
      if (from.current === undefined || Math.abs(event.clientY - from.current) < 5) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      setDrop('away');
      clearMarks();
      markAt(event.clientY)?.classList.add('drop-here');
    },
    onPointerUp: (event: React.PointerEvent) => {
      const target = drop && markAt(event.clientY)?.dataset.lane;
      from.current = undefined;
      clearMarks();
      setDrop(undefined);
      if (target && target !== lane.id)
        useLaneArrangement.getState().setOrder(movedTo(lanes, lane.id, target));
    },
    onPointerCancel: () => {
      from.current = undefined;
      clearMarks();
      setDrop(undefined);
    },
  };
  return { drop, grip };
}
