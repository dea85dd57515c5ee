import { type DeskState, useDesk } from '../../app/desk-store.ts';
import { ImageCache } from '../../canvas/image-cache.ts';
import { laneLayout, lanesTop, type TimelineModel } from '../../canvas/model.ts';
import { paintLive } from '../../canvas/paint-live.ts';
import { paintStill } from '../../canvas/paint-still.ts';
import { planTimeline, type TimelineSize } from '../../canvas/plan.ts';
import { beginDrawing, type CanvasTheme, readTheme } from '../../canvas/theme.ts';
import { clampViewport, fitViewport, keepInView, type Viewport } from '../../canvas/viewport.ts';
import { boundaryNear, kindText, surenessText } from '../cuts/boundaries.ts';
import type { FocusedSpan } from './timeline-canvas.tsx';

/** So near to a cut the pointer is on it. */
const nearPx = 5;

interface Shown extends TimelineSize {
  readonly model: TimelineModel;
  readonly focused: FocusedSpan | undefined;
}

/** Paints the timeline, at most once a display frame, and only the layer that needs it. */
export class Painter {
  private readonly still: HTMLCanvasElement;
  private readonly live: HTMLCanvasElement;
  private readonly theme: CanvasTheme;
  private readonly images = new ImageCache(() => this.request('still'));
  private shown: Shown | undefined;
  private hoverFrame: number | undefined;
  private stillDue = false;
  private pending = 0;

  constructor(area: HTMLElement, still: HTMLCanvasElement, live: HTMLCanvasElement) {
    this.still = still;
    this.live = live;
    this.theme = readTheme(area);
  }

  /** What is shown, and how large. */
  update(shown: Shown): void {
    this.shown = shown;
    this.request('still');
  }

  /** Takes over what the desk has changed; playback that leaves the view turns the page. */
  follow(state: DeskState, before: DeskState): void {
    if (state.view !== before.view || state.personId !== before.personId) this.request('still');
    if (state.frame === before.frame) return;
    this.request('live');
    if (!state.view || !this.shown) return;
    const { model, widthPx } = this.shown;
    const view = keepInView(state.view, state.frame, model.frameCount, widthPx);
    if (view !== state.view) state.setView(view);
  }

  hover(frame: number | undefined): void {
    if (frame === this.hoverFrame) return;
    this.hoverFrame = frame;
    this.request('live');
  }

  /** The view in use, the whole clip where none was chosen. Undefined before the first layout. */
  view(): (Shown & { readonly view: Viewport }) | undefined {
    if (!this.shown || this.shown.widthPx <= 0) return undefined;
    const { frameCount } = this.shown.model;
    const { view } = useDesk.getState();
    return {
      ...this.shown,
      view: view
        ? clampViewport(view, frameCount, this.shown.widthPx)
        : fitViewport(frameCount, this.shown.widthPx),
    };
  }

  dispose(): void {
    cancelAnimationFrame(this.pending);
    this.shown = undefined;
  }

  private request(layer: 'still' | 'live'): void {
    if (layer === 'still') this.stillDue = true;
    if (this.pending === 0) this.pending = requestAnimationFrame(() => this.paint());
  }

  private paint(): void {
    this.pending = 0;
    const now = this.view();
    if (!now) return;
    const { personId, frame } = useDesk.getState();
    if (this.stillDue) {
      this.stillDue = false;
      const context = beginDrawing(this.still, now.widthPx, now.heightPx);
      const { model, theme, images } = { model: now.model, theme: this.theme, images: this.images };
      const plan = planTimeline(model, now.view, now);
      if (context) paintStill(context, { plan, model, size: now, selected: personId, theme, images });
    }
    const context = beginDrawing(this.live, now.widthPx, now.heightPx);
    if (!context) return;
    paintLive(context, {
      model: now.model,
      view: now.view,
      size: now,
      theme: this.theme,
      frame,
      hoverFrame: this.hoverFrame,
      hoverNote: this.hoverNote(now),
      focus: this.focusPlace(now),
    });
  }

  /** Near a cut the pointer is told its kind, and how sure it is. */
  private hoverNote({ model, view }: Shown & { readonly view: Viewport }): string | undefined {
    if (this.hoverFrame === undefined) return undefined;
    const shot = boundaryNear(model.shots, this.hoverFrame, nearPx / view.pxPerFrame);
    return shot && `${kindText(shot.transition.kind)}, ${surenessText(shot.transition)}`;
  }

  private focusPlace({ focused, model, scrollPx }: Shown) {
    if (!focused) return undefined;
    const { span } = focused;
    if (focused.identityId === undefined) {
      return { span, y: laneLayout.ruler, height: lanesTop - laneLayout.ruler };
    }
    const index = model.lanes.findIndex(({ identityId }) => identityId === focused.identityId);
    return { span, y: lanesTop + index * laneLayout.lane - scrollPx, height: laneLayout.lane };
  }
}
