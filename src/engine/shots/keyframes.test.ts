import { describe, expect, it } from 'vitest';
import { drawScene } from '../../../test/support/scenes.ts';
import { FeatureExtractor } from './features.ts';
import { areNearDuplicates, type Candidate, KeyframeChooser } from './keyframes.ts';
import type { Boundary } from './types.ts';

const extractor = new FeatureExtractor();
function candidate(frame: number, seed: number, detail = 1000, pan = 0): Candidate {
  const features = extractor.next(drawScene({ seed, pan }));
  return { frame, jpeg: Buffer.alloc(detail), features: { ...features, distance: 0 } };
}
const cut = (frame: number): Boundary => ({ kind: 'cut', confidence: 1, firstFrame: frame, endFrame: frame });

function choose(candidates: Candidate[], boundaries: Boundary[], frames: number) {
  const chooser = new KeyframeChooser(25, 40);
  for (const one of candidates) chooser.add(one);
  chooser.advance(boundaries, frames);
  chooser.finish(frames);
  const chosen = chooser.take().map((one) => [one.shotIndex, one.candidate.frame]);
  return { chosen, missing: chooser.missing };
}

describe('keyframes', () => {
  it('are the sharpest of their part of the shot', () => {
    const candidates = [candidate(0, 1, 900), candidate(12, 1, 1500), candidate(24, 1, 1200)];
    expect(choose(candidates, [], 30).chosen).toEqual([[0, 12]]);
  });

  it('are not more than the bound allows, and not fewer than one a shot', () => {
    const moving = Array.from({ length: 100 }, (_, n) => candidate(n * 6, 1, 1000, n * 3));
    const { chosen } = choose(moving, [cut(300), cut(310)], 600);
    expect(chosen.length).toBeLessThanOrEqual(18);
    expect(new Set(chosen.map(([shot]) => shot))).toEqual(new Set([0, 1, 2]));
  });

  it('do not show the same thing twice, but return when something has changed', () => {
    const still = [0, 40, 80].map((frame) => candidate(frame, 1));
    expect(choose(still, [], 120).chosen).toEqual([[0, 0]]);
    const changed = [candidate(0, 1), candidate(40, 1, 1000, 6), candidate(80, 1, 1000, 12)];
    expect(choose(changed, [], 120).chosen.map(([, frame]) => frame)).toEqual([0, 40, 80]);
  });

  it('are one for a shot that comes again', () => {
    const there = [0, 40, 80].map((frame) => candidate(frame, 1, 1000, frame / 8));
    const away = candidate(130, 2);
    const back = [200, 240, 280].map((frame) => candidate(frame, 1, 1000, (frame - 200) / 8));
    const { chosen } = choose([...there, away, ...back], [cut(120), cut(190)], 320);
    expect(chosen).toEqual([
      [0, 0],
      [0, 40],
      [0, 80],
      [1, 130],
      [2, 200],
    ]);
  });

  it('never come from inside a transition', () => {
    const dissolve: Boundary = { kind: 'dissolve', confidence: 1, firstFrame: 20, endFrame: 40 };
    const candidates = [
      candidate(6, 1, 100),
      candidate(25, 2, 9000),
      candidate(38, 2, 9000),
      candidate(50, 3, 100),
    ];
    expect(choose(candidates, [dissolve], 60).chosen).toEqual([
      [0, 6],
      [1, 50],
    ]);
  });

  it('are asked for where a shot is too short to hold a candidate', () => {
    const { chosen, missing } = choose([candidate(0, 1), candidate(12, 1)], [cut(13), cut(16)], 20);
    expect(chosen).toEqual([[0, 0]]);
    expect(missing.map(({ shotIndex }) => shotIndex)).toEqual([1, 2]);
    expect(missing[0]?.frame).toBeGreaterThanOrEqual(13);
    expect(missing[0]?.frame).toBeLessThan(16);
  });
});

describe('near-duplicates', () => {
  const thumb = (scene: Parameters<typeof drawScene>[0]) =>
    new FeatureExtractor().next(drawScene(scene)).thumb;

  it('are pictures of the same in slightly other light', () => {
    expect(areNearDuplicates(thumb({ seed: 1 }), thumb({ seed: 1, lift: 4 }))).toBe(true);
    expect(areNearDuplicates(thumb({ seed: 1 }), thumb({ seed: 1, pan: 5 }))).toBe(false);
    expect(areNearDuplicates(thumb({ seed: 1 }), thumb({ seed: 2 }))).toBe(false);
  });
});
