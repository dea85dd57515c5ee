import { describe, expect, it } from 'vitest';
import type { SequenceClip } from '../../../shared/contract/index.ts';
import type { AssetId } from '../../../shared/ids.ts';
import { placeClips, sequenceFrom } from './sequence.ts';

const clip = (id: string, frameCount: number, seconds: number): SequenceClip => ({
  assetId: id as AssetId,
  name: id,
  frameCount,
  seconds,
  cuts: [0],
  film: [],
});

describe('clips in sequence', () => {
  const clips = placeClips([clip('a', 250, 10), clip('b', 600, 10), clip('c', 1, 0.04)]);
  const { placeOf, clipAt } = sequenceFrom(clips);

  it('stand one after the other, as long as they last, whatever their rates', () => {
    expect(clips.map(({ start, length }) => [start, length])).toEqual([
      [0, 250],
      [250, 250],
      [500, 1],
    ]);
  });

  it.each([
    ['a', 0, 0],
    ['a', 249, 249],
    ['b', 0, 250],
    ['b', 300, 375],
    ['c', 0, 500],
    ['d', 0, undefined],
  ])('%s, frame %i, is at %s', (id, frame, place) => {
    expect(placeOf(id, frame)).toBe(place);
  });

  it('leads from each place to a frame of the clip there', () => {
    expect(clipAt(0)).toEqual({ assetId: 'a', frame: 0 });
    expect(clipAt(375)).toEqual({ assetId: 'b', frame: 300 });
    expect(clipAt(499)).toEqual({ assetId: 'b', frame: 597 });
    expect(clipAt(9999)).toEqual({ assetId: 'c', frame: 0 });
    for (let place = 0; place < 501; place++) {
      const at = clipAt(place);
      expect(Math.abs((placeOf(at?.assetId ?? '', at?.frame ?? 0) ?? 0) - place)).toBeLessThanOrEqual(1);
    }
  });
});
