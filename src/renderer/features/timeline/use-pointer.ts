import { type RefObject, useEffect } from 'react';
import { useDesk } from '../../app/desk-store.ts';
import { hitTest } from '../../canvas/plan.ts';
import { spanAt } from '../../canvas/spans.ts';
import { frameAtX, panBy, wheelFactor, zoomAt } from '../../canvas/viewport.ts';
import type { Painter } from './painter.ts';

/** Wheel steps that come as lines instead of pixels (DOM_DELTA_LINE). */
const lineHeightPx = 33;

type Hands = { readonly canvas: HTMLCanvasElement; readonly painter: Painter };

function frameUnder({ canvas, painter }: Hands, event: MouseEvent): number | undefined {
  const now = painter.view();
  if (!now) return undefined;
  const x = event.clientX - canvas.getBoundingClientRect().left;
  return Math.min(now.model.frameCount - 1, Math.max(0, frameAtX(now.view, x)));
}

function seekTo(hands: Hands, event: MouseEvent): void {
  const frame = frameUnder(hands, event);
  if (frame !== undefined && frame !== useDesk.getState().frame) useDesk.getState().seek(frame);
}

/** Selects the person whose appearance was pressed on. */
function selectAt(hands: Hands, event: MouseEvent): void {
  const now = hands.painter.view();
  const frame = frameUnder(hands, event);
  if (!now || frame === undefined) return;
  const y = event.clientY - hands.canvas.getBoundingClientRect().top;
  const hit = hitTest(now.model, y, now.scrollPx);
  if (hit.area === 'lane' && spanAt(hit.lane.spans, frame)) {
    useDesk.getState().selectPerson(hit.lane.identityId);
  }
}

function pan(hands: Hands, deltaPx: number): void {
  const now = hands.painter.view();
  if (!now) return;
  useDesk.getState().setView(panBy(now.view, deltaPx, now.model.frameCount, now.widthPx));
}

function turnWheel(hands: Hands, event: WheelEvent): void {
  event.preventDefault();
  const now = hands.painter.view();
  if (!now) return;
  const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? lineHeightPx : 1;
  const [dx, dy] = [event.deltaX * unit, event.deltaY * unit];
  const sideways = event.shiftKey || Math.abs(dx) > Math.abs(dy);
  if (sideways) {
    pan(hands, dx || dy);
    return;
  }
  const x = event.clientX - hands.canvas.getBoundingClientRect().left;
  const { frameCount } = now.model;
  const view = zoomAt(now.view, wheelFactor(dy), x, frameCount, now.widthPx);
  const whole = view.pxPerFrame * frameCount <= now.widthPx * 1.0001;
  useDesk.getState().setView(whole ? undefined : view);
}

/** A press seeks, a drag scrubs, the middle button drags the view, the wheel zooms to the pointer. */
export function usePointer(
  canvas: RefObject<HTMLCanvasElement | null>,
  painter: RefObject<Painter | undefined>,
): void {
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const aborter = new AbortController();
    const { signal } = aborter;
    const hands = (): Hands | undefined => painter.current && { canvas: element, painter: painter.current };
    let drag: 'scrub' | 'pan' | undefined;
    const down = (event: PointerEvent): void => {
      const at = hands();
      if (!at || event.button > 1) return;
      event.preventDefault();
      element.setPointerCapture(event.pointerId);
      drag = event.button === 0 ? 'scrub' : 'pan';
      if (drag === 'pan') return;
      seekTo(at, event);
      selectAt(at, event);
    };
    const move = (event: PointerEvent): void => {
      const at = hands();
      if (!at) return;
      at.painter.hover(drag === 'scrub' ? undefined : frameUnder(at, event));
      if (drag === 'scrub') seekTo(at, event);
      if (drag === 'pan') pan(at, -event.movementX);
    };
    const up = (): void => {
      drag = undefined;
    };
    element.addEventListener('pointerdown', down, { signal });
    element.addEventListener('pointermove', move, { signal });
    element.addEventListener('pointerup', up, { signal });
    element.addEventListener('pointercancel', up, { signal });
    element.addEventListener('pointerleave', () => painter.current?.hover(undefined), { signal });
    const wheel = (event: WheelEvent): void => {
      const at = hands();
      if (at) turnWheel(at, event);
    };
    element.addEventListener('wheel', wheel, { passive: false, signal });
    return () => aborter.abort();
  }, [canvas, painter]);
}
