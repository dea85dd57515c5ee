import { describe, expect, it } from 'vitest';
import { draftOf, type Gesture, type Ground, moved } from './gestures.ts';

const ground: Ground = { frameCount: 1000, magnets: [0, 400, 555, 1000], reach: 5 };
const free: Ground = { ...ground, reach: 0 };
const span = { key: 'tag a', startFrame: 100, endFrame: 150 };
const draw = (anchor: number): Gesture => ({ kind: 'draw', laneId: 'tags', anchor });
const trim = (end: 'start' | 'end'): Gesture => ({ kind: 'trim', laneId: 'tags', span, end });
const move: Gesture = { kind: 'move', laneId: 'tags', span, grabbedAt: 120 };

describe('a range drawn by hand', () => {
  it.each<[string, Gesture, number, Ground, [number, number, number | undefined]]>([
    ['to the right', draw(10), 60, free, [10, 60, undefined]],
    ['to the left', draw(60), 10, free, [10, 60, undefined]],
    ['to a cut near by', draw(390), 403, ground, [390, 400, 400]],
    ['to a cut near by, snapping off', draw(390), 403, free, [390, 403, undefined]],
    ['without moving: one frame', draw(10), 10, free, [10, 11, undefined]],
    ['at the end of the clip', draw(1000), 1000, free, [999, 1000, undefined]],
    ['past the end of the clip', draw(990), 1200, free, [990, 1000, undefined]],
    ['start trimmed', trim('start'), 130, free, [130, 150, undefined]],
    ['start trimmed past its end', trim('start'), 400, free, [149, 150, undefined]],
    ['end trimmed to a cut', trim('end'), 397, ground, [100, 400, 400]],
    ['end trimmed before its start', trim('end'), 3, free, [100, 101, undefined]],
    ['moved', move, 220, free, [200, 250, undefined]],
    ['moved so that its end snaps', move, 372, ground, [350, 400, 400]],
    ['moved so that its start snaps', move, 418, ground, [400, 450, 400]],
    ['moved out of the clip', move, -300, free, [0, 50, undefined]],
  ])('%s', (_, gesture, edge, on, [startFrame, endFrame, snappedTo]) => {
    expect(draftOf(gesture, edge, on)).toEqual({ startFrame, endFrame, snappedTo });
  });

  it('keeps its length at either end of the clip', () => {
    for (const by of [-5000, -101, 0, 7, 5000]) {
      const { startFrame, endFrame } = moved(span, by, ground);
      expect(endFrame - startFrame).toBe(50);
      expect(startFrame).toBeGreaterThanOrEqual(0);
      expect(endFrame).toBeLessThanOrEqual(1000);
    }
  });
});
