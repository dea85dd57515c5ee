import { describe, expect, it } from 'vitest';
import type { OutfitView, PersonView, SeenRange, TagView } from '../../../shared/contract/index.ts';
import { movedTo } from './lane-order.ts';
import { type LaneArrangement, parseArrangement } from './lane-store.ts';
import { type LaneSources, lanesOf } from './lanes.ts';

const usual = parseArrangement(null);
const person = (id: string, name: string | null): PersonView =>
  ({ id, name, number: 4, colour: 1, isHidden: false }) as unknown as PersonView;
const seen = (identityId: string, startFrame: number, endFrame: number, confidence = 0.9) =>
  ({ assetId: 'clip', identityId, startFrame, endFrame, confidence }) as never;
const thing = (label: string, startFrame: number, endFrame: number, confidence: number): SeenRange =>
  ({
    id: `object ${startFrame} ${label}`,
    kind: 'object',
    label,
    startFrame,
    endFrame,
    confidence,
    crop: { image: 'i', widthPx: 100, heightPx: 100, box: { x: 0, y: 0, w: 0.1, h: 0.1 } },
  }) as unknown as SeenRange;

const sources: LaneSources = {
  detail: {
    summary: { id: 'clip' as never },
    appearances: [seen('anna', 50, 90), seen('anna', 0, 40, 1), seen('no4', 10, 20)],
  },
  people: [person('anna', 'Anna'), person('no4', null)],
  outfits: [
    {
      id: 'o1',
      name: null,
      number: 1,
      identityId: 'anna',
      garments: [{ garment: 'upper', colours: [{ name: 'red', lab: [50, 60, 40], share: 1 }], count: 2 }],
      spans: [{ assetId: 'clip', startFrame: 0, endFrame: 40 }],
    } as unknown as OutfitView,
  ],
  seen: [thing('chair', 0, 30, 0.3), thing('mug', 10, 60, 0.8), thing('lamp', 40, 60, 0.9)],
  tags: [
    { id: 't1', name: 'VFX', assetId: 'clip', startFrame: 5, endFrame: 9 },
    { id: 't2', name: 'Elsewhere', assetId: 'other', startFrame: 5, endFrame: 9 },
    { id: 't3', name: 'Hero', identityId: 'anna' },
  ] as unknown as TagView[],
};
const lanes = (arrangement: Partial<LaneArrangement> = {}) => lanesOf(sources, { ...usual, ...arrangement });

describe('lanes', () => {
  it('are people, then clothes, things and tags; what is not there has none', () => {
    expect(lanes().map(({ label, spans }) => [label, spans.map((span) => span.label)])).toEqual([
      ['Anna', ['Anna', 'Anna']],
      ['Unnamed 4', ['Unnamed 4']],
      ['Wardrobe', ['red top · Anna']],
      ['Objects', ['chair', 'mug', 'lamp']],
      ['Tags', ['VFX']],
    ]);
  });

  it('hatch what is only proposed, and say how sure it is where no person has said so', () => {
    const [anna, unnamed, , objects] = lanes();
    expect(anna?.spans.map(({ proposed, confidence }) => [proposed, confidence])).toEqual([
      [false, undefined],
      [false, 0.9],
    ]);
    expect(unnamed?.spans[0]?.proposed).toBe(true);
    expect(objects?.spans.map(({ proposed }) => proposed)).toEqual([true, false, false]);
  });

  it('lay out in rows what overlaps, below each other without gaps', () => {
    const all = lanes();
    expect(all.find(({ id }) => id === 'objects')?.rows.map((row) => row.map(({ label }) => label))).toEqual([
      ['chair', 'lamp'],
      ['mug'],
    ]);
    all.forEach((lane, index) => {
      const before = all[index - 1];
      expect(lane.top).toBe(before ? before.top + before.height : 0);
    });
  });

  it('are ordered, folded, coloured and left out as the editor has it', () => {
    const arranged = lanes({
      order: ['tags', 'person no4'],
      collapsed: ['tags'],
      hidden: ['objects'],
      colours: { tags: 2 },
      onlyNamed: true,
    });
    expect(arranged.map(({ id }) => id)).toEqual(['tags', 'person anna', 'outfits']);
    expect(arranged[0]).toMatchObject({ isCollapsed: true, height: 12, colour: '#7bc47f' });
  });
});

it.each([
  ['a', 'c', ['b', 'c', 'a']],
  ['c', 'a', ['c', 'a', 'b']],
  ['b', 'b', ['a', 'b', 'c']],
  ['x', 'a', ['a', 'b', 'c']],
])('lane %s put where %s is', (id, target, expected) => {
  expect(movedTo([{ id: 'a' }, { id: 'b' }, { id: 'c' }], id, target)).toEqual(expected);
});

it.each(['', '{', '[]', '{"order":7,"collapsed":[1],"hidden":["stars"],"colours":{"a":-1,"b":"c"}}'])(
  'an arrangement that is broken is as usual: %s',
  (text) => expect(parseArrangement(text)).toEqual(usual),
);
