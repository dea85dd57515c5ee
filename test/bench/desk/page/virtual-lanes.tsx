import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactElement, useLayoutEffect, useRef } from 'react';
import type { Lane, TimelineModel } from '../../../../src/renderer/canvas/model.ts';
import type { Viewport } from '../../../../src/renderer/canvas/viewport.ts';

/** The same lanes as elements of the page, of which only those in view are there: what the canvas is measured against. */
export function VirtualLanes(props: { model: TimelineModel; view: Viewport; widthPx: number }): ReactElement {
  return (
    <div style={{ width: props.widthPx, height: 600, overflow: 'hidden', position: 'relative' }}>
      {props.model.lanes.slice(0, 20).map((lane) => (
        <VirtualLane key={lane.id} lane={lane} view={props.view} widthPx={props.widthPx} />
      ))}
    </div>
  );
}

function VirtualLane({ lane, view, widthPx }: { lane: Lane; view: Viewport; widthPx: number }): ReactElement {
  const scroller = useRef<HTMLDivElement>(null);
  const row = lane.rows[0] ?? [];
  const { pxPerFrame } = view;
  const virtualizer = useVirtualizer({
    horizontal: true,
    count: row.length,
    getScrollElement: () => scroller.current,
    // A span takes its own width and the gap before the next one.
    estimateSize: (index) => {
      const [here, next] = [row[index], row[index + 1]];
      return here ? Math.max(1, ((next?.startFrame ?? here.endFrame) - here.startFrame) * pxPerFrame) : 1;
    },
    paddingStart: (row[0]?.startFrame ?? 0) * pxPerFrame,
    overscan: 2,
  });
  const { measure } = virtualizer;
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes follow the zoom
  useLayoutEffect(() => measure(), [measure, pxPerFrame]);
  useLayoutEffect(() => {
    if (scroller.current) scroller.current.scrollLeft = view.startFrame * pxPerFrame;
  }, [view.startFrame, pxPerFrame]);
  return (
    <div ref={scroller} style={{ position: 'relative', width: widthPx, height: 30, overflow: 'hidden' }}>
      <div style={{ position: 'relative', width: virtualizer.getTotalSize(), height: 30 }}>
        {virtualizer.getVirtualItems().map((item) => {
          const span = row[item.index];
          if (!span) return null;
          const width = Math.max(2, (span.endFrame - span.startFrame) * pxPerFrame - 1);
          return (
            <div
              key={item.key}
              style={{
                position: 'absolute',
                top: 4,
                height: 21,
                left: 0,
                transform: `translateX(${item.start}px)`,
                width,
                background: span.colour,
                borderRadius: 4,
                overflow: 'hidden',
                whiteSpace: 'nowrap',
              }}
            >
              {width > 30 ? span.label : null}
            </div>
          );
        })}
      </div>
    </div>
  );
}
