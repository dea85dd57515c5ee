import { describe, expect, it } from 'vitest';
import type { KeyframeView } from '../../../shared/contract/index.ts';
import { boxStrength, facesAt, keyframeFor } from './faces-at.ts';

const face = (person: string | undefined, x: number, id = `${person}-${x}`) => ({
  elementId: id,
  identityId: person,
  box: { x, y: 0.2, w: 0.1, h: 0.1 },
  score: 0.9,
});

const keyframe = (
  frame: number,
  [firstFrame, endFrame]: [number, number],
  shotId: string,
  faces: ReturnType<typeof face>[],
): KeyframeView =>
  ({ id: `k${frame}`, shotId, frame, image: 'i', firstFrame, endFrame, faces }) as unknown as KeyframeView;

const keyframes = [
  keyframe(10, [0, 20], 's1', [face('anna', 0.1), face(undefined, 0.7)]),
  keyframe(30, [20, 40], 's1', [face('anna', 0.5)]),
  keyframe(50, [40, 60], 's2', [face('anna', 0.9), face('bob', 0.3)]),
];

const boxesAt = (frame: number) =>
  facesAt(keyframes, frame).map(({ identityId, box, framesAway }) => [
    identityId,
    Math.round(box.x * 1000) / 1000,
    framesAway,
  ]);

describe('faces over a frame', () => {
  it.each([
    [
      'on the keyframe',
      10,
      [
        ['anna', 0.1, 0],
        [undefined, 0.7, 0],
      ],
    ],
    [
      'before the first keyframe: held',
      0,
      [
        ['anna', 0.1, 10],
        [undefined, 0.7, 10],
      ],
    ],
    [
      'on the way to the next: moved',
      15,
      [
        ['anna', 0.2, 5],
        [undefined, 0.7, 5],
      ],
    ],
    ['past the middle: by the next one, the other face gone', 25, [['anna', 0.4, 5]]],
    ['after the last of the shot: held', 39, [['anna', 0.5, 9]]],
    [
      'after the cut: not mixed with the shot before',
      40,
      [
        ['anna', 0.9, 10],
        ['bob', 0.3, 10],
      ],
    ],
    ['outside all ranges', 60, []],
  ])('%s', (_, frame, expected) => {
    expect(boxesAt(frame)).toEqual(expected);
  });

  it('finds the keyframe that stands for a frame', () => {
    expect(keyframeFor(keyframes, 19)?.frame).toBe(10);
    expect(keyframeFor(keyframes, 20)?.frame).toBe(30);
    expect(keyframeFor(keyframes, 99)).toBeUndefined();
    expect(keyframeFor([], 0)).toBeUndefined();
  });
});

describe('strength of a box', () => {
  it.each([
    [0, 1],
    [12, 1],
    [50, 0.5],
    [500, 0.5],
  ])('%i frames away at 25 a second: %f', (frames, strength) => {
    expect(boxStrength({ framesAway: frames, isHeld: false }, 25)).toBeCloseTo(strength, 1);
  });

  it('is gone half a second from its keyframe where nothing says where the face went', () => {
    const held = [0, 6, 9, 13, 50].map((framesAway) => boxStrength({ framesAway, isHeld: true }, 25));
    expect(held.map((strength) => Math.round(strength * 10) / 10)).toEqual([1, 1, 0.6, 0, 0]);
  });
});
