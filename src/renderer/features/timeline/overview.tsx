import { type PointerEvent, type ReactElement, useRef } from 'react';
import { useDesk } from '../../app/desk-store.ts';
import { fitViewport, panBy } from '../../canvas/viewport.ts';

/** Which part of the clip is in view; drag to move along. */
export function Overview(props: { frameCount: number; widthPx: number }): ReactElement {
  const { frameCount, widthPx } = props;
  const view = useDesk((state) => state.view);
  const setView = useDesk((state) => state.setView);
  const dragging = useRef(false);
  const now = view ?? fitViewport(frameCount, widthPx);
  const share = widthPx > 0 ? Math.min(1, widthPx / (now.pxPerFrame * frameCount)) : 1;
  const left = now.startFrame / Math.max(1, frameCount);
  const move = (event: PointerEvent): void => {
    if (!dragging.current || !view) return;
    setView(panBy(view, event.movementX / share, frameCount, widthPx));
  };
  return (
    <div className="overview">
      {share < 0.999 ? (
        <div
          className="overview-thumb"
          style={{ left: `${100 * left}%`, width: `max(24px, ${100 * share}%)` }}
          onPointerDown={(event) => {
            event.preventDefault();
            event.currentTarget.setPointerCapture(event.pointerId);
            dragging.current = true;
          }}
          onPointerMove={move}
          onPointerUp={() => {
            dragging.current = false;
          }}
        />
      ) : null}
    </div>
  );
}
