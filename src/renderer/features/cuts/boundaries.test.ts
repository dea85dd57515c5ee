import { describe, expect, it } from 'vitest';
import type { ShotView } from '../../../shared/contract/index.ts';
import { shotIdSchema } from '../../../shared/ids.ts';
import { boundaryNear, confidenceWord, currentOf, judgedPlaces, nextOf, reviewOrder } from './boundaries.ts';

type Given = readonly [frame: number, confidence: number, decidedBy?: ShotView['transition']['decidedBy']];

function shotsAt(...given: Given[]): ShotView[] {
  const all: Given[] = [[0, 1], ...given];
  return all.map(([firstFrame, confidence, decidedBy = 'machine'], index) => ({
    id: shotIdSchema.parse(`a-s${firstFrame}`),
    index,
    firstFrame,
    endFrame: all[index + 1]?.[0] ?? 500,
    transition: {
      kind: index === 0 ? 'start' : 'cut',
      confidence,
      firstFrame,
      endFrame: firstFrame,
      decidedBy,
    },
  }));
}
const frames = (shots: readonly ShotView[]): number[] => shots.map((shot) => shot.firstFrame);
const at = (shots: readonly ShotView[], frame: number): ShotView =>
  shots.find((shot) => shot.firstFrame === frame)!;

describe('the order of the review', () => {
  const shots = shotsAt(
    [50, 0.9],
    [100, 1, 'person'],
    [150, 0.6],
    [200, 0.6],
    [250, 1, 'person'],
    [300, 0.7],
  );
  const order = reviewOrder(shots);

  it('has the least sure first, then what a person has decided; the start of the clip is no boundary', () => {
    expect(frames(order)).toEqual([150, 200, 300, 50, 100, 250]);
  });

  it.each([
    [150, 200],
    [300, 50],
    [50, 150],
    [250, 150],
  ])('goes on from %i to %i, which is still open', (from, to) => {
    expect(nextOf(order, at(shots, from))?.firstFrame).toBe(to);
  });

  it('goes on in the list where all is decided, and ends with the last', () => {
    const decided = reviewOrder(shotsAt([50, 1, 'person'], [100, 1, 'person']));
    expect(nextOf(decided, at(decided, 50))?.firstFrame).toBe(100);
    expect(nextOf(decided, at(decided, 100))?.firstFrame).toBe(50);
    const only = reviewOrder(shotsAt([50, 0.5]));
    expect(nextOf(only, at(only, 50))).toBeUndefined();
  });

  it.each([
    [undefined, 150],
    [200, 200],
    [104, 100],
    [499, 300],
  ])('for frame %s shows the boundary at %i', (frame, expected) => {
    expect(currentOf(order, frame)?.firstFrame).toBe(expected);
    expect(currentOf([], frame)).toBeUndefined();
  });
});

describe('a boundary', () => {
  it.each([
    [1, 'certain'],
    [0.9, 'certain'],
    [0.89, 'sure'],
    [0.5, 'likely'],
    [0.2, 'unsure'],
  ])('of confidence %d is %s', (confidence, word) => {
    expect(confidenceWord(confidence)).toBe(word);
  });

  it('is judged by the frames beside it, a gradual one by those beside its mixed frames', () => {
    const cut = at(shotsAt([100, 0.8]), 100);
    expect(judgedPlaces(cut, 500)).toEqual({ last: 100, first: 100 });
    const range = (firstFrame: number, endFrame: number): ShotView => ({
      ...cut,
      transition: { ...cut.transition, kind: 'fade', firstFrame, endFrame },
    });
    expect(judgedPlaces(range(90, 110), 500)).toEqual({ last: 90, first: 110 });
    expect(judgedPlaces(range(0, 500), 500)).toEqual({ last: 1, first: 499 });
  });

  it('is found near the pointer only', () => {
    const shots = shotsAt([100, 0.8], [110, 0.8]);
    expect(boundaryNear(shots, 104, 5)?.firstFrame).toBe(100);
    expect(boundaryNear(shots, 116, 5)).toBeUndefined();
    expect(boundaryNear(shots, 1, 5)).toBeUndefined();
  });
});
