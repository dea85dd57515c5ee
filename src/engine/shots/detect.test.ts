import { describe, expect, it } from 'vitest';
import { drawScene, joinWith, mixFrames, shotOf, wipeFrames } from '../../../test/support/scenes.ts';
import { findBoundaries, shotStart, shotsBetween } from './detect.ts';
import { FeatureExtractor, type FrameFeatures, gridBytes } from './features.ts';
import { ShotStream } from './shot-stream.ts';

function featuresOf(frames: Uint8Array[]): FrameFeatures[] {
  const extractor = new FeatureExtractor();
  return frames.map((frame) => extractor.next(frame));
}
const boundariesOf = (frames: Uint8Array[]) => findBoundaries(featuresOf(frames));
const cutsOf = (frames: Uint8Array[]) =>
  boundariesOf(frames)
    .filter(({ kind }) => kind === 'cut')
    .map(({ firstFrame }) => firstFrame);

describe('hard cuts', () => {
  it('are found at the first new frame, in shots down to three frames', () => {
    const frames = [...shotOf(1, 30), ...shotOf(2, 3), ...shotOf(3, 25), ...shotOf(1, 20)];
    expect(cutsOf(frames)).toEqual([30, 33, 58]);
  });

  it('are found while the camera moves', () => {
    expect(cutsOf([...shotOf(4, 40, 1.5), ...shotOf(5, 40, 2)])).toEqual([40]);
  });

  it('have more confidence the more the pictures differ', () => {
    const slight = drawScene({ seed: 1 });
    const other = mixFrames(slight, drawScene({ seed: 2 }), 0.3);
    const still = (frame: Uint8Array) => Array.from({ length: 20 }, () => frame);
    const weak = boundariesOf([...still(slight), ...still(other)]);
    const strong = boundariesOf([...still(slight), ...still(drawScene({ seed: 2 }))]);
    expect(weak[0]?.confidence).toBeLessThan(strong[0]?.confidence ?? 0);
    expect(strong[0]?.confidence).toBeGreaterThan(0.95);
  });
});

/** Luma 16 and no colour. */
const black = new Uint8Array(gridBytes).map((_, i) => (i < gridBytes / 3 ? 16 : 128));

describe('what is no cut', () => {
  const light = (changed: (n: number) => { gain?: number; lift?: number }) =>
    Array.from({ length: 60 }, (_, n) => drawScene({ seed: 6, pan: n * 0.05, ...changed(n) }));

  it.each([
    ['a still shot', shotOf(6, 60)],
    ['a flash', light((n) => (n === 30 || n === 31 ? { gain: 0.35, lift: 150 } : {}))],
    ['a white frame', light((n) => (n === 30 ? { gain: 0, lift: 235 } : {}))],
    ['an exposure step', light((n) => (n >= 30 ? { gain: 0.7 } : {}))],
    ['a steady pan', shotOf(6, 60, 2)],
    [
      'a fade to black at the end',
      shotOf(6, 60).map((frame, n) => mixFrames(frame, black, Math.max(0, n - 40) / 20)),
    ],
  ])('%s', (_, frames) => {
    expect(boundariesOf(frames)).toEqual([]);
  });

  it('a caption that appears and goes', () => {
    const frames = shotOf(7, 60).map((frame, n) =>
      frame.map((value, i) => {
        const row = Math.floor((i % (64 * 36)) / 64);
        return n >= 20 && n < 40 && i < 64 * 36 && row >= 28 && row < 33 ? value * 0.2 : value;
      }),
    );
    expect(boundariesOf(frames)).toEqual([]);
  });
});

describe('gradual transitions', () => {
  it.each([6, 12, 24])('a dissolve of %i frames is found with its range', (length) => {
    const frames = joinWith(mixFrames, shotOf(1, 40), shotOf(2, 40), length);
    expect(boundariesOf(frames)).toEqual([expect.objectContaining({ kind: 'dissolve' })]);
    const [found] = boundariesOf(frames);
    expect(Math.abs((found?.firstFrame ?? 0) - 40)).toBeLessThanOrEqual(1);
    expect(Math.abs((found?.endFrame ?? 0) - 40 - length)).toBeLessThanOrEqual(1);
  });

  it('a wipe is found with its range', () => {
    const [found, ...more] = boundariesOf(joinWith(wipeFrames, shotOf(1, 40), shotOf(3, 40), 14));
    expect(more).toEqual([]);
    expect(found?.kind).toBe('wipe');
    expect(Math.abs((found?.firstFrame ?? 0) - 40)).toBeLessThanOrEqual(2);
    expect(Math.abs((found?.endFrame ?? 0) - 54)).toBeLessThanOrEqual(2);
  });

  it.each([
    ['black', 16],
    ['white', 235],
  ])('a fade through %s is one boundary', (_, level) => {
    const empty = drawScene({ seed: 1, gain: 0, lift: level });
    const chroma = empty.map((value, i) => (i < 64 * 36 ? value : 128));
    const out = joinWith(mixFrames, shotOf(1, 40), [chroma, chroma], 12);
    const frames = joinWith(mixFrames, out, shotOf(2, 40), 12);
    const [fade, ...more] = boundariesOf(frames);
    expect(more).toEqual([]);
    expect(fade?.kind).toBe('fade');
    expect(Math.abs((fade?.firstFrame ?? 0) - 40)).toBeLessThanOrEqual(2);
    expect(Math.abs((fade?.endFrame ?? 0) - 66)).toBeLessThanOrEqual(2);
  });
});

describe('shots', () => {
  it('begin in the middle of a gradual transition and leave no frame out', () => {
    const boundaries = [
      { kind: 'cut' as const, confidence: 1, firstFrame: 20, endFrame: 20 },
      { kind: 'dissolve' as const, confidence: 1, firstFrame: 40, endFrame: 52 },
    ];
    expect(boundaries.map(shotStart)).toEqual([20, 46]);
    const shots = shotsBetween(boundaries, 90);
    expect(shots.map(({ firstFrame, endFrame }) => [firstFrame, endFrame])).toEqual([
      [0, 20],
      [20, 46],
      [46, 90],
    ]);
    expect(shots.map(({ transitionIn }) => transitionIn.kind)).toEqual(['start', 'cut', 'dissolve']);
  });
});

describe('a stream of features', () => {
  it('gives what judging the whole film at once gives', () => {
    const frames: Uint8Array[] = [];
    for (let n = 0; n < 40; n++) {
      const next = shotOf(n + 1, 30 + ((n * 37) % 60), (n % 3) * 0.4);
      const gradual = n % 5 === 3;
      const joined = gradual
        ? joinWith(mixFrames, frames.splice(0), next, 10)
        : [...frames.splice(0), ...next];
      frames.push(...joined);
    }
    const features = featuresOf(frames);
    const stream = new ShotStream();
    for (const frame of features) stream.add(frame);
    expect(stream.boundaries.length).toBeGreaterThan(20);
    stream.finish();
    expect(stream.boundaries).toEqual(findBoundaries(features));
    expect(stream.settled).toBe(frames.length);
  });
});
