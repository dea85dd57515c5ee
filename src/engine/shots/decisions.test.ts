import { describe, expect, it } from 'vitest';
import { type CutDecision, decideShots, statesForMove, withStates } from './decisions.ts';
import { shotsBetween } from './detect.ts';
import type { Boundary } from './types.ts';

const frameCount = 300;
const cutAt = (frame: number, confidence = 0.8): Boundary => ({
  kind: 'cut',
  confidence,
  firstFrame: frame,
  endFrame: frame,
});
const dissolve = (firstFrame: number, endFrame: number): Boundary => ({
  kind: 'dissolve',
  confidence: 0.6,
  firstFrame,
  endFrame,
});
const no = (frame: number): CutDecision => ({ frame, verdict: 'no-cut' });
const cut = (frame: number): CutDecision => ({ frame, verdict: 'cut' });

/** "c100 d200(190-210)!": kind, place, range where there is one, and a mark where a person decided. */
function shown(found: readonly Boundary[], decisions: readonly CutDecision[]): string {
  const shots = decideShots(shotsBetween(found, frameCount), decisions);
  expect(shots[0]).toMatchObject({ firstFrame: 0, transitionIn: { kind: 'start', decidedBy: 'machine' } });
  expect(shots.at(-1)?.endFrame).toBe(frameCount);
  shots.slice(1).forEach((shot, index) => {
    expect(shot.firstFrame).toBe(shots[index]?.endFrame);
  });
  return shots
    .slice(1)
    .map(({ firstFrame, transitionIn: { kind, firstFrame: from, endFrame: to, decidedBy, confidence } }) => {
      if (decidedBy === 'person') expect(confidence).toBe(1);
      const range = to > from ? `(${from}-${to})` : '';
      return `${kind[0]}${firstFrame}${range}${decidedBy === 'person' ? '!' : ''}`;
    })
    .join(' ');
}

describe('a person before the machine', () => {
  it.each<[what: string, found: Boundary[], decisions: CutDecision[], expected: string]>([
    [
      'leaves the machine alone without decisions',
      [cutAt(100), dissolve(190, 210)],
      [],
      'c100 d200(190-210)',
    ],
    ['removes a cut', [cutAt(100), cutAt(200)], [no(100)], 'c200'],
    ['removes a cut that another detector puts two frames later', [cutAt(102)], [no(100)], ''],
    ['leaves one three frames away', [cutAt(103)], [no(100)], 'c103'],
    ['removes only the nearest of two', [cutAt(98), cutAt(101)], [no(100)], 'c98'],
    ['removes a dissolve by any of its frames', [dissolve(190, 210)], [no(194)], ''],
    ['adds a cut', [cutAt(100)], [cut(150)], 'c100 c150!'],
    ['confirms a cut', [cutAt(100)], [cut(100)], 'c100!'],
    ['puts its cut in place of one found near it', [cutAt(101)], [cut(99)], 'c99!'],
    ['confirms a dissolve without making a cut of it', [dissolve(190, 210)], [cut(200)], 'd200(190-210)!'],
    [
      'keeps a confirmed dissolve where another detector sees it longer',
      [dissolve(180, 212)],
      [cut(200)],
      'd200(180-212)!',
    ],
    ['moves a cut by one frame', [cutAt(100)], [no(100), cut(101)], 'c101!'],
    ['moves a cut far', [cutAt(100), cutAt(200)], [no(100), cut(160)], 'c160! c200'],
    ['makes a cut of a dissolve that is moved', [dissolve(190, 210)], [no(200), cut(195)], 'c195!'],
    [
      'keeps a move where the detector now finds the new place itself',
      [cutAt(101)],
      [no(100), cut(101)],
      'c101!',
    ],
    ["never lets a no take away a person's own cut", [cutAt(100)], [no(101), cut(100)], 'c100!'],
    [
      'takes no heed of the first frame and of frames outside',
      [cutAt(100)],
      [cut(0), no(0), cut(300), cut(999)],
      'c100',
    ],
    ['keeps its cuts where the machine finds nothing', [], [cut(10), cut(20)], 'c10! c20!'],
  ])('%s', (_, found, decisions, expected) => {
    expect(shown(found, decisions)).toBe(expected);
    expect(shown(found, decisions.toReversed())).toBe(expected);
  });

  it('gives nothing for a clip without shots', () => {
    expect(decideShots([], [cut(5)])).toEqual([]);
  });
});

describe('moving', () => {
  it.each<[what: string, found: Boundary[], before: CutDecision[], from: number, to: number, after: string]>([
    ["a machine's cut", [cutAt(100)], [], 100, 101, 'c101!'],
    ['a cut that was moved before', [cutAt(100)], [no(100), cut(101)], 101, 102, 'c102!'],
    ['a cut that was moved far before', [cutAt(100)], [no(100), cut(120)], 120, 121, 'c121!'],
    ['a cut back to where the machine had it', [cutAt(100)], [no(100), cut(101)], 101, 100, 'c100!'],
    [
      'a dissolve back to where the machine had it',
      [dissolve(190, 210)],
      [no(200), cut(201)],
      201,
      200,
      'd200(190-210)!',
    ],
    ['an added cut', [cutAt(100)], [cut(150)], 150, 151, 'c100 c151!'],
    ['a confirmed cut that the machine now has elsewhere', [cutAt(101)], [cut(100)], 100, 110, 'c110!'],
  ])('%s', (_, found, before, from, to, after) => {
    const shots = shotsBetween(found, frameCount);
    expect(shown(found, withStates(before, statesForMove(shots, before, from, to)))).toBe(after);
  });

  it('leaves no trace at a place of its own that it left', () => {
    const shots = shotsBetween([cutAt(100)], frameCount);
    const before = [cut(150)];
    expect(withStates(before, statesForMove(shots, before, 150, 151))).toEqual([cut(151)]);
  });
});
