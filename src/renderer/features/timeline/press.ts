import { attempt } from '../../app/actions.ts';
import type { Environment } from '../../app/environment.ts';
import type { Lane } from '../../canvas/model.ts';
import { hitTest, spanUnder } from '../../canvas/plan.ts';
import { frameAtX } from '../../canvas/viewport.ts';
import { texts } from '../../texts/index.ts';
import { playheadOn, showPlace } from './current.ts';
import { addPresence, addRangeTag, canMove, canTrim, setSpan } from './edits.ts';
import { draftOf, type Gesture, type Ground } from './gestures.ts';
import { useLaneArrangement } from './lane-store.ts';
import type { Painter, ShownView } from './painter.ts';
import { useSelection } from './selection-store.ts';
import { useTagging } from './tagging-store.ts';

export interface Hand {
  readonly canvas: HTMLCanvasElement;
  readonly painter: Painter;
  readonly environment: Environment;
}

/** A hand shakes by so much without meaning to drag. */
const shakePx = 3;
const magnetPx = 8;

function under(now: ShownView, x: number, y: number) {
  const hit = hitTest(now.model, y, now.scrollPx);
  if (hit.area !== 'lane') return { lane: undefined, found: undefined };
  return { lane: hit.lane, found: hit.lane.isCollapsed ? undefined : spanUnder(hit.row, now.view, x) };
}

/** The pointer's form says what a press would do. */
export function cursorAt(now: ShownView, x: number, y: number): string {
  const { lane, found } = under(now, x, y);
  if (!lane) return 'default';
  if (now.model.sequence) return 'default';
  if (!found) return lane.kind === 'tags' ? 'crosshair' : 'default';
  if (found.part !== 'middle' && canTrim(found.span)) return 'ew-resize';
  return canMove(found.span) ? 'grab' : 'default';
}

/** Edges that ranges snap to: cuts, the playhead, and both ends of the clip. */
export function groundOf(now: ShownView, environment: Environment): Ground {
  const { snaps } = useLaneArrangement.getState();
  const cuts = now.model.shots.map(({ firstFrame }) => firstFrame);
  return {
    frameCount: now.model.frameCount,
    magnets: [...cuts, now.model.frameCount, environment.desk.getState().frame],
    reach: snaps ? magnetPx / now.view.pxPerFrame : 0,
  };
}

/** One press of the left button, from down to up. */
export class Press {
  private readonly hand: Hand;
  private readonly downX: number;
  private readonly lane: Lane | undefined;
  private readonly gesture: Gesture | undefined;
  private readonly keepsChoice: boolean;
  /** Magnets as they were at the start: the playhead follows a trim. */
  private readonly ground: Ground | undefined;
  isDrawing = false;

  constructor(hand: Hand, event: PointerEvent) {
    this.hand = hand;
    this.downX = event.clientX;
    const now = hand.painter.view();
    const [x, y] = this.place(event);
    const at = now ? under(now, x, y) : { lane: undefined, found: undefined };
    this.lane = at.lane;
    this.ground = now && groundOf(now, hand.environment);
    this.keepsChoice = event.shiftKey || event.ctrlKey || event.metaKey;
    this.gesture = now && this.gestureAt(at, this.edgeAt(now, event), event.altKey);
    this.choose(at.found?.span.key);
    if (!this.gesture) this.seek(event);
  }

  /** The right button chooses what is under it, so that the menu is about that. */
  static under(hand: Hand, event: MouseEvent): void {
    const now = hand.painter.view();
    if (!now || now.model.sequence) return;
    const box = hand.canvas.getBoundingClientRect();
    const { found } = under(now, event.clientX - box.left, event.clientY - box.top);
    const { chosen, choose } = useSelection.getState();
    if (found && !chosen.includes(found.span.key)) choose([found.span.key]);
  }

  /** A second press on a tag, or on somebody, lets the name be typed. */
  static twice(hand: Hand, event: MouseEvent): void {
    const now = hand.painter.view();
    if (!now || now.model.sequence) return;
    const box = hand.canvas.getBoundingClientRect();
    const { found } = under(now, event.clientX - box.left, event.clientY - box.top);
    if (found?.span.target.on === 'tag') useSelection.getState().rename(found.span.key);
    if (found?.span.target.on === 'appearance') {
      hand.environment.desk.getState().startNaming(found.span.target.identityId);
    }
  }

  private place(event: MouseEvent): [number, number] {
    const box = this.hand.canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  /** The edge between two frames that is nearest to the pointer. */
  private edgeAt(now: ShownView, event: MouseEvent): number {
    return Math.round(now.view.startFrame + this.place(event)[0] / now.view.pxPerFrame);
  }

  private gestureAt(
    { lane, found }: ReturnType<typeof under>,
    edge: number,
    alt: boolean,
  ): Gesture | undefined {
    // On the timeline of all clips ranges are looked at, not changed.
    if (!lane || lane.isCollapsed || this.hand.painter.view()?.model.sequence) return undefined;
    const laneId = lane.id;
    if (found) {
      const { span, part } = found;
      if (part !== 'middle' && canTrim(span)) return { kind: 'trim', laneId, span, end: part };
      return canMove(span) ? { kind: 'move', laneId, span, grabbedAt: edge } : undefined;
    }
    const draws = lane.kind === 'tags' || (lane.kind === 'people' && alt);
    return draws ? { kind: 'draw', laneId, anchor: edge } : undefined;
  }

  private choose(key: string | undefined): void {
    const { choose, toggle, chosen } = useSelection.getState();
    if (key === undefined) {
      if (!this.keepsChoice) choose([]);
      return;
    }
    if (this.keepsChoice) toggle(key);
    else if (!chosen.includes(key)) choose([key]);
    if (this.lane?.identityId) this.hand.environment.desk.getState().selectPerson(this.lane.identityId);
  }

  private seek(event: MouseEvent): void {
    const now = this.hand.painter.view();
    if (!now) return;
    const asked = frameAtX(now.view, this.place(event)[0]);
    this.show(Math.min(now.model.frameCount - 1, Math.max(0, asked)));
  }

  private show(frame: number): void {
    const model = this.hand.painter.view()?.model;
    const desk = this.hand.environment.desk.getState();
    if (model && frame !== playheadOn(model, desk)) showPlace(model, desk, frame);
  }

  move(event: PointerEvent): void {
    if (!this.gesture) {
      this.seek(event);
      return;
    }
    if (!this.isDrawing && Math.abs(event.clientX - this.downX) < shakePx) return;
    const now = this.hand.painter.view();
    if (!now || !this.ground) return;
    this.isDrawing = true;
    const { gesture } = this;
    const draft = draftOf(gesture, this.edgeAt(now, event), this.ground);
    const key = gesture.kind === 'draw' ? undefined : gesture.span.key;
    useSelection.getState().setDraft({ ...draft, laneId: gesture.laneId, key });
    // What is cut off, and what stays, is judged by the picture.
    if (gesture.kind === 'trim') this.show(gesture.end === 'start' ? draft.startFrame : draft.endFrame - 1);
  }

  release(event: PointerEvent): void {
    const { draft, setDraft } = useSelection.getState();
    setDraft(undefined);
    const { gesture, lane } = this;
    if (!gesture) return;
    if (!this.isDrawing || !draft) {
      this.seek(event);
      return;
    }
    const { environment } = this.hand;
    if (gesture.kind === 'draw' && lane?.identityId) {
      attempt(addPresence(environment, lane.identityId, draft));
    } else if (gesture.kind === 'draw') {
      attempt(
        addRangeTag(environment, useTagging.getState().tagName || texts().timeline.firstTag, draft, {
          rename: true,
        }),
      );
    } else {
      const span = lane?.spans.find(({ key }) => key === gesture.span.key);
      if (span) attempt(setSpan(environment, span, draft));
    }
  }

  cancel(): void {
    useSelection.getState().setDraft(undefined);
    this.isDrawing = false;
  }
}
