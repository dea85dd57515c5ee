import { type DeskState, useDesk } from '../../app/desk-store.ts';
import { ImageCache } from '../../canvas/image-cache.ts';
import { laneLayout, lanesTop, type TimelineModel } from '../../canvas/model.ts';
import { type LiveDraft, paintLive } from '../../canvas/paint-live.ts';
import { paintStill } from '../../canvas/paint-still.ts';
import {
  hitTest,
  nearestFilm,
  placeOfSpan,
  planTimeline,
  spanUnder,
  type TimelineSize,
} from '../../canvas/plan.ts';
import { beginDrawing, type CanvasTheme, readTheme } from '../../canvas/theme.ts';
import { clampViewport, fitViewport, keepInView, type Viewport } from '../../canvas/viewport.ts';
import { boundaryNear, kindText, surenessText } from '../cuts/boundaries.ts';
import { shotAt } from '../viewer/stepping.ts';
import { playheadOn } from './current.ts';
import { useSelection } from './selection-store.ts';
import { useTagging } from './tagging-store.ts';
import type { FocusedSpan } from './timeline-canvas.tsx';

/** So near to a cut the pointer is on it. */
const nearPx = 5;
/** A view that has not moved for so long rests. */
const restMs = 120;

interface Shown extends TimelineSize {
  readonly model: TimelineModel;
  readonly focused: FocusedSpan | undefined;
}

export type ShownView = Shown & { readonly view: Viewport };

interface Pointer {
  readonly frame: number;
  readonly x: number;
  readonly y: number;
}

/** Paints the timeline, at most once a display frame, and only the layer that needs it. */
export class Painter {
  private readonly still: HTMLCanvasElement;
  private readonly live: HTMLCanvasElement;
  private readonly theme: CanvasTheme;
  private readonly images = new ImageCache(() => this.request('still'));
  private shown: Shown | undefined;
  private pointer: Pointer | undefined;
  private stillDue = false;
  private isMoving = false;
  private resting: ReturnType<typeof setTimeout> | undefined;
  private pending = 0;
  private readonly stops: (() => void)[] = [];

  constructor(area: HTMLElement, still: HTMLCanvasElement, live: HTMLCanvasElement) {
    this.still = still;
    this.live = live;
    this.theme = readTheme(area);
    this.stops.push(
      useDesk.subscribe((state, before) => this.follow(state, before)),
      useSelection.subscribe((state, before) => {
        this.request(state.chosen === before.chosen ? 'live' : 'still');
      }),
      useTagging.subscribe(() => this.request('live')),
    );
  }

  /** What is shown, and how large. */
  update(shown: Shown): void {
    this.shown = shown;
    this.request('still');
  }

  /** Takes over what the desk has changed; playback that leaves the view turns the page. */
  private follow(state: DeskState, before: DeskState): void {
    if (state.view !== before.view) this.noteMove();
    if (state.view !== before.view || state.personId !== before.personId) this.request('still');
    if (state.frame === before.frame && state.assetId === before.assetId) return;
    this.request('live');
    if (!state.view || !this.shown) return;
    const { model, widthPx } = this.shown;
    const view = keepInView(state.view, playheadOn(model, state), model.frameCount, widthPx);
    if (view !== state.view) state.setView(view);
  }

  /** While the view moves small things are left out; they come back as soon as it rests. */
  private noteMove(): void {
    this.isMoving = true;
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      this.isMoving = false;
      this.request('still');
    }, restMs);
  }

  hover(pointer: Pointer | undefined): void {
    const before = this.pointer;
    if (pointer?.x === before?.x && pointer?.y === before?.y) return;
    this.pointer = pointer;
    this.request('live');
  }

  /** The view in use, the whole clip where none was chosen. Undefined before the first layout. */
  view(): ShownView | undefined {
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
    clearTimeout(this.resting);
    for (const stop of this.stops) stop();
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
    if (this.stillDue) {
      this.stillDue = false;
      this.paintStill(now);
    }
    const context = beginDrawing(this.live, now.widthPx, now.heightPx);
    if (!context) return;
    paintLive(context, {
      model: now.model,
      view: now.view,
      size: now,
      theme: this.theme,
      frame: playheadOn(now.model, useDesk.getState()),
      hoverFrame: this.pointer?.frame,
      hoverNote: this.hoverNote(now),
      hoverPicture: this.hoverPicture(now),
      focus: this.focusPlace(now),
      drafts: draftsOf(now),
    });
  }

  private paintStill(now: ShownView): void {
    const context = beginDrawing(this.still, now.widthPx, now.heightPx);
    if (!context) return;
    const { personId } = useDesk.getState();
    paintStill(context, {
      plan: planTimeline(now.model, now.view, now),
      model: now.model,
      size: now,
      selectedLane: personId && `person ${personId}`,
      selected: new Set(useSelection.getState().chosen),
      theme: this.theme,
      images: this.images,
      view: now.view,
      isMoving: this.isMoving,
    });
  }

  /** Near a cut the pointer is told its kind, and how sure it is; on a lane, what is there. */
  private hoverNote({ model, view, scrollPx }: ShownView): string | undefined {
    if (!this.pointer) return undefined;
    const { frame, x, y } = this.pointer;
    const hit = hitTest(model, y, scrollPx);
    if (hit.area === 'lane') {
      const under = spanUnder(hit.row, view, x)?.span;
      if (!under) return undefined;
      const sure = under.confidence === undefined ? '' : `, ${Math.round(100 * under.confidence)} %`;
      return `${under.label}${sure}`;
    }
    const shot = boundaryNear(model.shots, frame, nearPx / view.pxPerFrame);
    return shot && `${kindText(shot.transition.kind)}, ${surenessText(shot.transition)}`;
  }

  /** Over the filmstrip the picture under the pointer is shown large. */
  private hoverPicture({ model, scrollPx }: ShownView): HTMLImageElement | undefined {
    if (!this.pointer || hitTest(model, this.pointer.y, scrollPx).area !== 'picture') return undefined;
    const { frame } = this.pointer;
    const shot = shotAt(model.shots, frame);
    const within = shot
      ? { startFrame: shot.firstFrame, endFrame: shot.endFrame }
      : { startFrame: 0, endFrame: model.frameCount };
    const image = nearestFilm(model.film, frame, within);
    return image && this.images.get(image);
  }

  private focusPlace({ focused, model, scrollPx }: Shown) {
    if (!focused) return undefined;
    if (focused.key !== undefined) return placeOfSpan(model, focused.key, scrollPx);
    return { span: focused.span, y: laneLayout.ruler, height: lanesTop - laneLayout.ruler };
  }
}

/** What is in the making: under the hand, or running along while a clip plays. */
function draftsOf({ model, scrollPx }: Shown): LiveDraft[] {
  const { draft } = useSelection.getState();
  const laneById = (id: string) => model.lanes.find((lane) => lane.id === id);
  const drafts: LiveDraft[] = [];
  const lane = draft && laneById(draft.laneId);
  if (draft && lane) {
    const place = draft.key === undefined ? undefined : placeOfSpan(model, draft.key, scrollPx);
    drafts.push({
      ...draft,
      y: place?.y ?? lanesTop + lane.top - scrollPx,
      height: place?.height ?? Math.min(lane.height, laneLayout.lane),
      colour: lane.colour,
      label: place?.span.label ?? '',
      isRunning: false,
    });
  }
  const frame = playheadOn(model, useDesk.getState());
  for (const run of useTagging.getState().runs) {
    const on = laneById(run.laneId);
    if (!on) continue;
    const begun = model.sequence?.placeOf(run.assetId, run.startFrame) ?? run.startFrame;
    drafts.push({
      startFrame: Math.min(begun, frame),
      endFrame: Math.max(begun, frame) + 1,
      y: lanesTop + on.top - scrollPx,
      height: Math.min(on.height, laneLayout.lane),
      colour: on.colour,
      label: run.label,
      snappedTo: undefined,
      isRunning: true,
    });
  }
  return drafts;
}
