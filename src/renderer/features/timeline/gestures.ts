import type { FrameSpan } from '../../canvas/spans.ts';

/** What the hand does with a range on a lane. Frames are edges: an edge at n lies between the frames n - 1 and n. */
export type Gesture =
  | { readonly kind: 'draw'; readonly laneId: string; readonly anchor: number }
  | {
      readonly kind: 'trim';
      readonly laneId: string;
      readonly span: KeyedSpan;
      readonly end: 'start' | 'end';
    }
  | { readonly kind: 'move'; readonly laneId: string; readonly span: KeyedSpan; readonly grabbedAt: number };

export interface KeyedSpan extends FrameSpan {
  readonly key: string;
}

export interface Ground {
  readonly frameCount: number;
  /** Edges that a range snaps to. */
  readonly magnets: readonly number[];
  /** How far they pull, in frames; 0 while snapping is off. */
  readonly reach: number;
}

/** The nearest magnet within reach. */
export function magnetNear(edge: number, { magnets, reach }: Ground): number | undefined {
  if (reach <= 0) return undefined;
  let best: number | undefined;
  for (const magnet of magnets) {
    const distance = Math.abs(magnet - edge);
    if (distance <= reach && (best === undefined || distance < Math.abs(best - edge))) best = magnet;
  }
  return best;
}

const within = (edge: number, least: number, most: number): number => Math.min(most, Math.max(least, edge));

type Draft = FrameSpan & { readonly snappedTo: number | undefined };

/** The range that a gesture makes with the hand at an edge: never empty, never outside of the clip. */
export function draftOf(gesture: Gesture, edge: number, ground: Ground): Draft {
  switch (gesture.kind) {
    case 'draw': {
      const snappedTo = magnetNear(edge, ground);
      const at = within(snappedTo ?? edge, 0, ground.frameCount);
      const anchor = within(gesture.anchor, 0, ground.frameCount);
      const [startFrame, endFrame] = at < anchor ? [at, anchor] : [anchor, at];
      if (endFrame > startFrame) return { startFrame, endFrame, snappedTo };
      const start = Math.min(startFrame, ground.frameCount - 1);
      return { startFrame: start, endFrame: start + 1, snappedTo };
    }
    case 'trim': {
      const { startFrame, endFrame } = gesture.span;
      const snappedTo = magnetNear(edge, ground);
      const at = snappedTo ?? edge;
      return gesture.end === 'start'
        ? { startFrame: within(at, 0, endFrame - 1), endFrame, snappedTo }
        : { startFrame, endFrame: within(at, startFrame + 1, ground.frameCount), snappedTo };
    }
    case 'move':
      return moved(gesture.span, edge - gesture.grabbedAt, ground);
    default:
      return gesture satisfies never;
  }
}

/** A range moved as a whole; whichever end is nearer to a magnet snaps. */
export function moved(span: FrameSpan, byFrames: number, ground: Ground): Draft {
  const length = span.endFrame - span.startFrame;
  const [start, end] = [span.startFrame + byFrames, span.endFrame + byFrames];
  const [atStart, atEnd] = [magnetNear(start, ground), magnetNear(end, ground)];
  const pulls = [
    ...(atStart === undefined ? [] : [{ to: atStart, by: atStart - start }]),
    ...(atEnd === undefined ? [] : [{ to: atEnd, by: atEnd - end }]),
  ].toSorted((a, b) => Math.abs(a.by) - Math.abs(b.by));
  const startFrame = within(start + (pulls[0]?.by ?? 0), 0, ground.frameCount - length);
  return { startFrame, endFrame: startFrame + length, snappedTo: pulls[0]?.to };
}
