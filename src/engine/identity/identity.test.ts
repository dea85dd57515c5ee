import { describe, expect, it } from 'vitest';
import { appearancesInShot, keyframeReach } from './appearances.ts';
import { type GroupingRules, groupFaces } from './group.ts';
import { faceQuality } from './quality.ts';
import type { GroupableFace } from './tracks.ts';

const rules: GroupingRules = {
  linkAt: 0.35,
  overlapWeight: 0.2,
  joinAt: 0.4,
  joinAtBest: 0.6,
  joinQualities: [0.5, 0.7],
  attachAt: 0.42,
  attachPoor: 0.1,
  seedQuality: 0.12,
};

/** A unit vector that leans from person `who` (an axis) towards axis 7 by `lean`. */
function vectorOf(who: number, lean = 0): Float32Array {
  const vector = new Float32Array(8);
  vector[who] = Math.cos(lean);
  vector[7] = Math.sin(lean);
  return vector;
}

let counter = 0;
function face(who: number, place: Partial<GroupableFace> & { lean?: number } = {}): GroupableFace {
  counter += 1;
  const { lean, ...rest } = place;
  return {
    elementId: `e${counter}`,
    assetId: 'a1',
    shotId: `s${counter}`,
    frame: counter * 10,
    box: { x: 0.1, y: 0.1, w: 0.2, h: 0.2 },
    vector: vectorOf(who, lean),
    quality: 0.8,
    ...rest,
  };
}

function partition(
  faces: readonly GroupableFace[],
  known: Parameters<typeof groupFaces>[1] = [],
): Map<string, string> {
  return new Map(groupFaces(faces, known, rules).map((grouped) => [grouped.elementId, grouped.identityId]));
}

describe('grouping', () => {
  it('finds one person over shots and keeps two apart', () => {
    const anna = [face(0), face(0, { lean: 0.3 }), face(0, { lean: -0.3 })];
    const berta = [face(1), face(1, { lean: 0.2 })];
    const found = partition([...anna, ...berta]);
    expect(new Set(anna.map((one) => found.get(one.elementId))).size).toBe(1);
    expect(new Set(berta.map((one) => found.get(one.elementId))).size).toBe(1);
    expect(found.get(anna[0]!.elementId)).not.toBe(found.get(berta[0]!.elementId));
  });

  it('never takes two faces in one picture for one person, however alike (twins)', () => {
    const left = face(2, { shotId: 'twins', frame: 5 });
    const right = face(2, { shotId: 'twins', frame: 5, lean: 0.05, box: { x: 0.6, y: 0.1, w: 0.2, h: 0.2 } });
    const found = partition([left, right]);
    expect(found.get(left.elementId)).not.toBe(found.get(right.elementId));
  });

  it('asks more likeness of good faces than of poor ones', () => {
    const far = { lean: Math.acos(0.5) };
    expect(new Set(partition([face(0), face(0, far)]).values()).size).toBe(2);
    expect(new Set(partition([face(0), face(0, { ...far, quality: 0.4 })]).values()).size).toBe(1);
  });

  it('attaches a weak face to whom it resembles, makes nobody of one that resembles no one', () => {
    const strong = face(3);
    const weak = face(3, { quality: 0.02, lean: 0.5 });
    const stranger = face(5, { quality: 0.02 });
    const found = partition([strong, weak, stranger]);
    expect(found.get(weak.elementId)).toBe(found.get(strong.elementId));
    expect(found.has(stranger.elementId)).toBe(false);
  });

  it('keeps known people: new faces join them, two that an editor named are never joined', () => {
    const anna = face(0);
    const berta = face(0, { lean: 0.1 });
    const newcomer = face(0, { lean: 0.02 });
    const known = [
      { identityId: 'pAnna', isAnchored: true, elementIds: new Set([anna.elementId]) },
      { identityId: 'pBerta', isAnchored: true, elementIds: new Set([berta.elementId]) },
    ];
    const found = partition([anna, berta, newcomer], known);
    expect(found.get(anna.elementId)).toBe('pAnna');
    expect(found.get(berta.elementId)).toBe('pBerta');
    expect(found.get(newcomer.elementId)).toBe('pAnna');
  });

  it('joins a machine-made person to a named one under the named one’s id', () => {
    const named = face(4);
    const other = face(4, { lean: 0.1 });
    const known = [
      { identityId: 'pOther', isAnchored: false, elementIds: new Set([other.elementId]) },
      { identityId: 'pNamed', isAnchored: true, elementIds: new Set([named.elementId]) },
    ];
    expect([...partition([other, named], known).values()]).toEqual(['pNamed', 'pNamed']);
  });

  it('gives the same ids for the same faces in any order', () => {
    const faces = [face(0), face(1), face(0, { lean: 0.2 }), face(2), face(1, { lean: 0.1, quality: 0.9 })];
    const backwards = partition([...faces].reverse());
    for (const [element, identity] of partition(faces)) expect(backwards.get(element)).toBe(identity);
  });
});

describe('appearances', () => {
  const shot = { firstFrame: 100, endFrame: 200 };
  const seen = (frame: number, ...ids: string[]) => ({
    frame,
    people: ids.map((identityId) => ({ identityId, score: 0.5 })),
  });

  it('gives each keyframe the frames nearest to it, from the first frame of the shot to the last', () => {
    expect(keyframeReach(shot, [{ frame: 110 }, { frame: 150 }, { frame: 181 }])).toEqual([
      { firstFrame: 100, endFrame: 130 },
      { firstFrame: 130, endFrame: 166 },
      { firstFrame: 166, endFrame: 200 },
    ]);
  });

  it('joins neighbours, splits where someone is missing, never leaves the shot', () => {
    const found = appearancesInShot(shot, [
      seen(110, 'a'),
      seen(150, 'a', 'b'),
      seen(170, 'b'),
      seen(190, 'a'),
    ]);
    expect(found.map(({ identityId, startFrame, endFrame }) => [identityId, startFrame, endFrame])).toEqual([
      ['a', 100, 160],
      ['b', 130, 180],
      ['a', 180, 200],
    ]);
  });

  it('is empty where nobody is seen', () => {
    expect(appearancesInShot(shot, [seen(150)])).toEqual([]);
    expect(appearancesInShot(shot, [])).toEqual([]);
  });
});

describe('the quality of a face', () => {
  const quality = (sizePx: number, frontality: number, sharpness = 1, score = 1): number =>
    faceQuality({ score, attributes: { qualities: { sizePx, frontality, sharpness } } });

  it('grows with size, sharpness, certainty and looking into the camera, and is 0 for what it cannot read', () => {
    expect(quality(200, 1)).toBe(1);
    expect(quality(10, 1)).toBe(0);
    expect(quality(60, 1)).toBeGreaterThan(quality(40, 1));
    expect(quality(60, 1)).toBeGreaterThan(quality(60, 0.2));
    expect(quality(60, 1)).toBeGreaterThan(quality(60, 1, 0.1));
    expect(quality(60, 1)).toBeGreaterThan(quality(60, 1, 1, 0.75));
    expect(quality(60, 1, 1, 0.6)).toBe(0);
    expect(faceQuality({ score: 1, attributes: {} })).toBe(0);
    expect(faceQuality({ score: 1, attributes: null })).toBe(0);
  });
});
