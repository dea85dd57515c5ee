import { type ReactElement, type RefObject, useEffect, useRef } from 'react';
import type { IdentityId } from '../../../shared/ids.ts';
import { useDesk } from '../../app/desk-store.ts';
import { rememberTimelineWidth } from '../../canvas/measure.ts';
import type { TimelineModel } from '../../canvas/model.ts';
import type { FrameSpan } from '../../canvas/spans.ts';
import { useSize } from '../../ui/use-size.ts';
import { Overview } from './overview.tsx';
import { Painter } from './painter.ts';
import { usePointer } from './use-pointer.ts';

/** The span that the keyboard is on. Without a person it is a shot. */
export interface FocusedSpan {
  readonly identityId: IdentityId | undefined;
  readonly span: FrameSpan;
}

/** Two layers: the still one is painted anew when what it shows changes, the live one with time and pointer. */
export function TimelineCanvas(props: {
  model: TimelineModel;
  scrollPx: number;
  focused: FocusedSpan | undefined;
}): ReactElement {
  const [area, size] = useSize<HTMLDivElement>();
  const still = useRef<HTMLCanvasElement>(null);
  const live = useRef<HTMLCanvasElement>(null);
  const painter = usePainter(area, still, live);
  usePointer(live, painter);
  useEffect(() => {
    rememberTimelineWidth(size.width);
    painter.current?.update({
      model: props.model,
      widthPx: size.width,
      heightPx: size.height,
      scrollPx: props.scrollPx,
      focused: props.focused,
    });
  }, [painter, props.model, props.scrollPx, props.focused, size.width, size.height]);
  return (
    <div className="lanes">
      <div
        className="lanes-area"
        ref={area}
        role="img"
        aria-label="Lanes, the same as the lists of shots and appearances"
      >
        <canvas ref={still} />
        <canvas ref={live} data-testid="timeline" />
      </div>
      <Overview frameCount={props.model.frameCount} widthPx={size.width} />
    </div>
  );
}

function usePainter(
  area: RefObject<HTMLElement | null>,
  still: RefObject<HTMLCanvasElement | null>,
  live: RefObject<HTMLCanvasElement | null>,
): RefObject<Painter | undefined> {
  const painter = useRef<Painter | undefined>(undefined);
  useEffect(() => {
    if (!area.current || !still.current || !live.current) return;
    const made = new Painter(area.current, still.current, live.current);
    painter.current = made;
    const stop = useDesk.subscribe((state, before) => made.follow(state, before));
    return () => {
      stop();
      made.dispose();
      painter.current = undefined;
    };
  }, [area, still, live]);
  return painter;
}
