import { type ReactElement, type RefObject, useEffect, useRef } from 'react';
import { rememberTimelineWidth } from '../../canvas/measure.ts';
import type { TimelineModel } from '../../canvas/model.ts';
import type { FrameSpan } from '../../canvas/spans.ts';
import { texts } from '../../texts/index.ts';
import { useSize } from '../../ui/use-size.ts';
import { FoundMarks } from '../search/found-marks.tsx';
import { Overview } from './overview.tsx';
import { Painter } from './painter.ts';
import { TagNameField } from './tag-name-field.tsx';
import { TimelineMenu } from './timeline-menu.tsx';
import { usePointer } from './use-pointer.ts';

/** The span that the keyboard is on. Without a key it is a shot. */
export interface FocusedSpan {
  readonly key: string | undefined;
  readonly span: FrameSpan;
}

/** Two layers: the still one is painted anew when what it shows changes, the live one with time and pointer. */
export function TimelineCanvas(props: {
  model: TimelineModel;
  scrollPx: number;
  focused: FocusedSpan | undefined;
  scroller: RefObject<HTMLElement | null>;
}): ReactElement {
  const [area, size] = useSize<HTMLDivElement>();
  const still = useRef<HTMLCanvasElement>(null);
  const live = useRef<HTMLCanvasElement>(null);
  const painter = usePainter(area, still, live);
  usePointer(live, painter, props.scroller);
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
      <div className="lanes-place">
        <TimelineMenu>
          <div className="lanes-area" ref={area} role="img" aria-label={texts().timeline.lanesImage}>
            <canvas ref={still} />
            <canvas ref={live} data-testid="timeline" />
          </div>
        </TimelineMenu>
        {props.model.sequence ? null : (
          <FoundMarks frameCount={props.model.frameCount} widthPx={size.width} />
        )}
        <TagNameField model={props.model} scrollPx={props.scrollPx} widthPx={size.width} />
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
    return () => {
      made.dispose();
      painter.current = undefined;
    };
  }, [area, still, live]);
  return painter;
}
