import { type RefObject, useEffect } from 'react';
import { type Environment, useEnvironment } from '../../app/environment.ts';
import { lanesHeight, lanesTop } from '../../canvas/model.ts';
import { frameAtX, panBy, wheelFactor, zoomAt } from '../../canvas/viewport.ts';
import type { Painter } from './painter.ts';
import { cursorAt, type Hand, Press } from './press.ts';

/** Wheel steps that come as lines instead of pixels (DOM_DELTA_LINE). */
const lineHeightPx = 33;

function pan({ painter, environment }: Hand, deltaPx: number): void {
  const now = painter.view();
  if (!now) return;
  environment.desk.getState().setView(panBy(now.view, deltaPx, now.model.frameCount, now.widthPx));
}

/** Over the lanes, where there are more than fit, the wheel scrolls; elsewhere, or with Ctrl or Alt, it zooms to the pointer. */
function turnWheel(hand: Hand, event: WheelEvent, scroller: HTMLElement | null): void {
  event.preventDefault();
  const now = hand.painter.view();
  if (!now) return;
  const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? lineHeightPx : 1;
  const [dx, dy] = [event.deltaX * unit, event.deltaY * unit];
  const sideways = event.shiftKey || Math.abs(dx) > Math.abs(dy);
  if (sideways) {
    pan(hand, dx || dy);
    return;
  }
  const place = hand.canvas.getBoundingClientRect();
  const overflows = lanesHeight(now.model.lanes) > now.heightPx - lanesTop;
  const zooms = event.ctrlKey || event.altKey || event.metaKey;
  if (!zooms && overflows && event.clientY - place.top > lanesTop) {
    scroller?.scrollBy({ top: dy });
    return;
  }
  const { frameCount } = now.model;
  const view = zoomAt(now.view, wheelFactor(dy), event.clientX - place.left, frameCount, now.widthPx);
  const whole = view.pxPerFrame * frameCount <= now.widthPx * 1.0001;
  hand.environment.desk.getState().setView(whole ? undefined : view);
}

function hover({ canvas, painter }: Hand, event: PointerEvent): void {
  const now = painter.view();
  if (!now) return;
  const place = canvas.getBoundingClientRect();
  const [x, y] = [event.clientX - place.left, event.clientY - place.top];
  const frame = Math.min(now.model.frameCount - 1, Math.max(0, frameAtX(now.view, x)));
  painter.hover({ frame, x, y });
  canvas.style.cursor = cursorAt(now, x, y);
}

/**
 * A press seeks and a drag scrubs, but on ranges of the editor's own, where it trims and moves, and on the lane of tags, where
 * it draws a new one. The middle button drags the view; the wheel zooms or scrolls.
 */
export function usePointer(
  canvas: RefObject<HTMLCanvasElement | null>,
  painter: RefObject<Painter | undefined>,
  scroller: RefObject<HTMLElement | null>,
): void {
  const environment = useEnvironment();
  useEffect(() => {
    const element = canvas.current;
    return element ? listen(element, painter, scroller, environment) : undefined;
  }, [canvas, painter, scroller, environment]);
}

function listen(
  canvas: HTMLCanvasElement,
  painter: RefObject<Painter | undefined>,
  scroller: RefObject<HTMLElement | null>,
  environment: Environment,
): () => void {
  const aborter = new AbortController();
  const { signal } = aborter;
  const hand = (): Hand | undefined => painter.current && { canvas, painter: painter.current, environment };
  let press: Press | 'pan' | undefined;
  const down = (event: PointerEvent): void => {
    const at = hand();
    if (at && event.button === 2) Press.under(at, event);
    if (!at || event.button > 1) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    press = event.button === 0 ? new Press(at, event) : 'pan';
  };
  const move = (event: PointerEvent): void => {
    const at = hand();
    if (!at) return;
    if (press === 'pan') pan(at, -event.movementX);
    else if (press) {
      at.painter.hover(undefined);
      press.move(event);
    } else hover(at, event);
  };
  const up = (event: PointerEvent): void => {
    if (press instanceof Press) press.release(event);
    press = undefined;
  };
  const cancel = (): void => {
    if (press instanceof Press) press.cancel();
    press = undefined;
  };
  const giveUp = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !(press instanceof Press) || !press.isDrawing) return;
    event.preventDefault();
    cancel();
  };
  canvas.addEventListener('pointerdown', down, { signal });
  canvas.addEventListener('pointermove', move, { signal });
  canvas.addEventListener('pointerup', up, { signal });
  canvas.addEventListener('pointercancel', cancel, { signal });
  canvas.addEventListener('pointerleave', () => painter.current?.hover(undefined), { signal });
  canvas.addEventListener('dblclick', (event) => hand() && Press.twice(hand() as Hand, event), { signal });
  window.addEventListener('keydown', giveUp, { signal, capture: true });
  const wheel = (event: WheelEvent): void => {
    const at = hand();
    if (at) turnWheel(at, event, scroller.current);
  };
  canvas.addEventListener('wheel', wheel, { passive: false, signal });
  return () => aborter.abort();
}
