import { describe, expect, it } from 'vitest';
import type { Sighting } from '../decisions/index.ts';
import { isSomebody } from './bodies.ts';

type Joints = Readonly<Record<string, { x: number; y: number }>>;

const bodyIn = (about: Partial<Sighting>, joints: Joints = {}): Sighting => ({
  elementId: 'e' as never,
  assetId: 'a' as never,
  keyframeId: 'k' as never,
  shotId: 's' as never,
  frame: 0,
  image: 'i' as never,
  imageWidthPx: 1920,
  imageHeightPx: 1080,
  kind: 'subject',
  box: { x: 0.4, y: 0.1, w: 0.2, h: 0.8 },
  bodyBox: { x: 0.4, y: 0.1, w: 0.2, h: 0.8 },
  score: 0.6,
  person: 0,
  attributes: { class: 'person', isFaceless: true, joints },
  embedding: undefined,
  isDoubtful: false,
  isDrawn: false,
  believed: undefined,
  track: 't',
  identityId: undefined,
  likeness: 0,
  decidedBy: 'machine',
  refused: new Set(),
  unlike: new Set(),
  ...about,
});

describe('a body without a face', () => {
  const hips = { leftHip: { x: 0.5, y: 0.6 }, rightHip: { x: 0.5, y: 0.62 } };
  const standing = { ...hips, leftAnkle: { x: 0.5, y: 0.9 }, rightAnkle: { x: 0.5, y: 0.4 } };
  const onItsHead = { ...hips, leftAnkle: { x: 0.5, y: 0.3 }, rightFoot: { x: 0.5, y: 0.2 } };

  it('is somebody where it is seen twice, however its legs are hidden', () => {
    expect(isSomebody([bodyIn({}, standing), bodyIn({}, hips)])).toBe(true);
    expect(isSomebody([bodyIn({})])).toBe(false);
  });

  it('is nobody where the pose stands on its head: an arm that reaches into the picture', () => {
    expect(isSomebody([bodyIn({}, hips), bodyIn({}, onItsHead), bodyIn({}, onItsHead)])).toBe(false);
  });

  it('is not made somebody by what the recogniser doubted', () => {
    expect(isSomebody([bodyIn({}), bodyIn({ isDoubtful: true }), bodyIn({ isDoubtful: true })])).toBe(false);
  });
});
