import { type KeyboardEvent, type PointerEvent, type ReactElement, useRef } from 'react';
import { type Box, clampBox } from '../../../shared/boxes.ts';
import { attempt } from '../../app/actions.ts';
import { useEnvironment } from '../../app/environment.ts';
import { texts } from '../../texts/index.ts';
import { drawMissed } from './actions.ts';
import { type PixelRect, placeBox } from './picture-fit.ts';
import { useView } from './view-store.ts';

/** Where drawing by keyboard begins. */
const middle: Box = { x: 0.44, y: 0.36, w: 0.12, h: 0.2 };
/** One press of an arrow, in parts of the picture. */
const step = 0.01;
/** A smaller box was a click. */
const leastSide = 0.004;
const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const kinds = ['face', 'subject', 'garment'] as const;

/** Takes a box for something that was missed: dragged, or moved by the arrows (with Shift: sized). */
export function DrawLayer({ rect }: { rect: PixelRect }): ReactElement | null {
  const environment = useEnvironment();
  const drawing = useView((state) => state.drawing);
  const { setDrawing } = useView.getState();
  const anchor = useRef<{ x: number; y: number }>(undefined);
  if (drawing === undefined) return null;
  const box = drawing === 'box' ? middle : drawing;
  const pointAt = (event: PointerEvent<HTMLDivElement>): { x: number; y: number } => {
    const own = event.currentTarget.getBoundingClientRect();
    const share = (value: number): number => Math.min(1, Math.max(0, value));
    return {
      x: share((event.clientX - own.left) / own.width),
      y: share((event.clientY - own.top) / own.height),
    };
  };
  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    const from = anchor.current;
    if (!from) return;
    const to = pointAt(event);
    const [w, h] = [Math.abs(to.x - from.x), Math.abs(to.y - from.y)];
    if (w < leastSide || h < leastSide) return;
    setDrawing({ x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), w, h });
  };
  const listen = (event: KeyboardEvent): void => {
    const arrow = arrows[event.key];
    if (arrow) setDrawing(nudged(box, arrow, event.shiftKey));
    else if (event.key === 'Escape') setDrawing(undefined);
    else if (event.key === 'Enter' && event.target === event.currentTarget)
      attempt(drawMissed(environment, 'face', box));
    else return;
    event.preventDefault();
  };
  const place = placeBox(box, { ...rect, left: 0, top: 0 });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of shapes and buttons, not a form
    <div
      role="group"
      className="draw-layer"
      style={{ ...rect }}
      aria-label={texts().viewer.drawHelp}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrows move the box
      tabIndex={0}
      ref={takeFocus}
      onKeyDown={listen}
      onPointerDown={(event) => {
        if (event.target !== event.currentTarget) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        anchor.current = pointAt(event);
      }}
      onPointerMove={drag}
      onPointerUp={() => {
        anchor.current = undefined;
      }}
    >
      <div className="drawn-box" style={{ ...place }} />
      <div
        className="draw-kinds"
        role="toolbar"
        aria-label={texts().viewer.whatIsIt}
        style={{
          left: Math.max(0, Math.min(place.left, rect.width - 330)),
          top: Math.max(0, Math.min(place.top + place.height + 6, rect.height - 34)),
        }}
      >
        {kinds.map((kind) => (
          <button
            key={kind}
            type="button"
            className="button plain"
            onClick={() => attempt(drawMissed(environment, kind, box))}
          >
            {texts().viewer.kinds[kind]}
          </button>
        ))}
        <button type="button" className="button quiet" onClick={() => setDrawing(undefined)}>
          {texts().viewer.cancel}
        </button>
      </div>
    </div>
  );
}

/** The arrows move the box from the moment on that it is there. */
function takeFocus(element: HTMLElement | null): void {
  if (element && !element.contains(document.activeElement)) element.focus();
}

function nudged(box: Box, [right, down]: readonly [number, number], isSized: boolean): Box {
  if (isSized) {
    return clampBox({
      ...box,
      w: Math.max(step, box.w + right * step),
      h: Math.max(step, box.h + down * step),
    });
  }
  return {
    ...box,
    x: Math.min(1 - box.w, Math.max(0, box.x + right * step)),
    y: Math.min(1 - box.h, Math.max(0, box.y + down * step)),
  };
}
