import { describe, expect, it } from 'vitest';
import type { AssetId } from '../../shared/ids.ts';
import { groupingRules } from '../identity/index.ts';
import type { StoredTrack } from '../library/index.ts';
import { doubtfulTracks, framesBetween } from './closer.ts';

describe('frames to look at', () => {
  it('lie in the widest gaps of a shot until it has enough pictures', () => {
    const added = framesBetween({ first: 0, end: 100 }, [50], 6);
    expect(added).toHaveLength(4);
    const all = [50, ...added].sort((a, b) => a - b);
    for (const [index, frame] of all.slice(1).entries()) expect(frame - all[index]!).toBeGreaterThan(12);
    expect(all[0]).toBeLessThan(25);
    expect(all.at(-1)).toBeGreaterThan(75);
  });

  it('are none in shots that have enough, or are so short that all would show the same', () => {
    expect(framesBetween({ first: 0, end: 500 }, [50, 150, 250, 350, 450], 6)).toEqual([]);
    expect(framesBetween({ first: 10, end: 16 }, [13], 6)).toEqual([]);
  });

  it('stay within the shot', () => {
    for (const end of [12, 20, 40]) {
      const added = framesBetween({ first: 5, end }, [8], 2);
      expect(added.every((frame) => frame >= 5 && frame < end)).toBe(true);
      expect(new Set([8, ...added]).size).toBe(added.length + 1);
    }
  });
});

describe('people who deserve a closer look', () => {
  /** A good face, `degrees` away from the first axis of the plane. */
  const track = (id: string, degrees: number, frames: number[], quality = 0.6): StoredTrack => ({
    id,
    assetId: 'a' as AssetId,
    quality,
    isBody: true,
    frames,
    vector: Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)),
  });
  const doubtful = (...tracks: StoredTrack[]) => {
    const { alone, near } = doubtfulTracks(tracks, groupingRules(undefined, 0));
    return { alone: alone.map(({ id }) => id), near: near.map(({ id }) => id) };
  };
  const twice = [track('here', 0, [1]), track('there', 10, [21, 22, 23])];
  /** Cosine to the mean of the two at 66 degrees 0.48: too little for a face of this quality, too much for a stranger's. */
  const other = (degrees: number, ...frames: number[]): StoredTrack => track('other', degrees, frames);

  it('are those whom one shot alone shows, in few pictures', () => {
    const found = doubtful(track('few', 0, [1, 2]), track('many', 90, [11, 12, 13]));
    expect(found).toEqual({ alone: ['few'], near: [] });
  });

  it('are not those whom another shot shows too, unless somebody else of the clip may be they', () => {
    expect(doubtful(...twice, other(90, 41, 42, 43))).toEqual({ alone: [], near: [] });
    expect(doubtful(...twice, other(66, 41, 42, 43))).toEqual({ alone: [], near: ['here'] });
  });

  it('are nobody else where one picture shows both', () => {
    expect(doubtful(...twice, other(66, 23, 24, 25))).toEqual({ alone: [], near: [] });
  });
});
