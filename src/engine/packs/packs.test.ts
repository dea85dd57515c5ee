import { describe, expect, it } from 'vitest';
import { bodyFaults } from '../../../test/support/kling-bodies.ts';
import type { AssetId, ElementId, ImageHash } from '../../shared/ids.ts';
import { packMask } from '../../shared/masks.ts';
import { type PackFacts, packRequests, promptSnippets, tagIdOf } from './bodies.ts';
import { type ChoosableView, chooseViews } from './choose.ts';
import { cutView, planFit } from './fit.ts';
import { packPicture } from './limits.ts';
import { cutText, describeBy, garmentPhrase, packName } from './words.ts';

const view = (id: string, more: Partial<ChoosableView> = {}): ChoosableView => ({
  elementId: id as ElementId,
  assetId: 'a' as AssetId,
  clip: 'a.mov',
  frame: Number(/\d+/.exec(id)?.[0] ?? 0),
  timecode: '00:00:00:00',
  crop: { image: '' as ImageHash, widthPx: 640, heightPx: 360, box: { x: 0, y: 0, w: 1, h: 1 } },
  isCutOut: true,
  yawDegrees: 0,
  pitchDegrees: 0,
  isFrontal: true,
  quality: 0.7,
  longSidePx: 600,
  isGarment: true,
  heightShare: 0.3,
  outfit: 'o',
  garmentQuality: 0.5,
  ...more,
});

describe('choosing views', () => {
  it('takes as frontal what looks into the camera, though a profile is sharper', () => {
    const choice = chooseViews([
      view('e1', { yawDegrees: 70, quality: 0.95 }),
      view('e2', { yawDegrees: 4 }),
    ]);
    expect(choice).toMatchObject({ frontal: 'e2', refers: ['e1'] });
  });

  it('spreads the others over poses, and takes no view twice', () => {
    const views = [
      view('e1'),
      view('e2', { yawDegrees: 1 }),
      view('e3', { yawDegrees: 40 }),
      view('e4', { yawDegrees: 41 }),
      view('e5', { yawDegrees: -45, quality: 0.5 }),
    ];
    const choice = chooseViews(views);
    expect(choice?.refers).toHaveLength(2);
    expect(new Set([choice?.frontal, ...(choice?.refers ?? [])]).size).toBe(3);
    expect(choice?.refers).toContain('e5');
  });

  it('stays with one outfit while it has two views of it', () => {
    const other = { outfit: 'p', yawDegrees: -50, quality: 0.99 };
    const choice = chooseViews([
      view('e1', { quality: 0.9 }),
      view('e2', { yawDegrees: 20 }),
      view('e3', other),
    ]);
    expect(choice?.refers).toEqual(['e2']);
    expect(chooseViews([view('e1', { quality: 0.99 }), view('e3', other)])?.refers).toEqual(['e3']);
  });

  it('has an answer for things, for one view and for none', () => {
    const thing = { yawDegrees: undefined, isFrontal: false, isGarment: false } as const;
    const things = [view('e1', { ...thing, quality: 0.2 }), view('e2', { ...thing, quality: 0.8 })];
    expect(chooseViews(things)?.frontal).toBe('e2');
    expect(chooseViews([view('e9')])?.refers).toEqual([]);
    expect(chooseViews([])).toBeUndefined();
  });
});

describe('fitting pictures', () => {
  it.each([
    [1920, 1080, { x: 0, y: 0, w: 1, h: 1 }],
    [1920, 1080, { x: 0.4, y: 0, w: 0.05, h: 1 }],
    [4096, 2160, { x: 0, y: 0.5, w: 1, h: 0.05 }],
    [640, 360, { x: 0.4, y: 0.1, w: 0.1, h: 0.5 }],
    [8000, 8000, { x: 0, y: 0, w: 1, h: 1 }],
    [1000, 1000, { x: 0.1, y: 0.1, w: 0.299, h: 0.7 }],
  ])('%d x %d, %o: lies in the limits and is not stretched', (widthPx, heightPx, box) => {
    for (const enlarge of [false, true]) {
      const plan = planFit(box, { widthPx, heightPx }, packPicture, enlarge);
      if (!plan) throw new Error('no plan');
      const { result, frame, crop } = plan;
      const ratio = result.widthPx / result.heightPx;
      expect(Math.min(result.widthPx, result.heightPx)).toBeGreaterThanOrEqual(packPicture.leastShortSidePx);
      expect(Math.max(result.widthPx, result.heightPx)).toBeLessThanOrEqual(packPicture.mostLongSidePx);
      expect(ratio).toBeGreaterThanOrEqual(packPicture.leastRatio);
      expect(ratio).toBeLessThanOrEqual(packPicture.mostRatio);
      expect(Math.abs(ratio / (frame.widthPx / frame.heightPx) - 1)).toBeLessThan(0.01);
      expect(frame.x + crop.widthPx).toBeLessThanOrEqual(frame.widthPx);
      expect(frame.y + crop.heightPx).toBeLessThanOrEqual(frame.heightPx);
      if (!enlarge) expect(result.widthPx).toBeLessThanOrEqual(frame.widthPx + 1);
    }
  });

  it('refuses what is too small, and enlarges up to four times when that is said', () => {
    const size = { widthPx: 1000, heightPx: 1000 };
    const small = { x: 0.5, y: 0.5, w: 0.1, h: 0.1 };
    expect(planFit(small, size, packPicture, false)).toBeUndefined();
    expect(planFit(small, size, packPicture, true)).toMatchObject({ isEnlarged: true });
    expect(planFit({ ...small, w: 0.03, h: 0.03 }, size, packPicture, true)).toBeUndefined();
  });

  it('puts what the mask leaves out on white, and keeps its colour under the transparent part', () => {
    const source = { widthPx: 400, heightPx: 400, rgb: new Uint8Array(400 * 400 * 3).fill(40) };
    const box = { x: 0, y: 0, w: 1, h: 1 };
    const bits = Uint8Array.from({ length: 16 }, (_, at) => (at % 4 < 2 ? 1 : 0));
    const plan = planFit(box, source, packPicture, false);
    if (!plan) throw new Error('no plan');
    const { opaque, cutOut, mask } = cutView(source, plan, packMask(box, 4, 4, bits));
    const at = (x: number, y: number): number => y * 400 + x;
    expect([mask[at(20, 200)], opaque[at(20, 200) * 3], cutOut[at(20, 200) * 4]]).toEqual([255, 40, 40]);
    expect([mask[at(380, 200)], opaque[at(380, 200) * 3], cutOut[at(380, 200) * 4]]).toEqual([0, 255, 40]);
    // Soft between two bits of the mask.
    expect(mask[at(200, 200)]).toBeGreaterThan(90);
    expect(mask[at(200, 200)]).toBeLessThan(165);
  });
});

describe('words', () => {
  it('cuts names between letters as people see them', () => {
    expect(packName('Zoë 👩‍🎤👩‍🎤👩‍🎤👩‍🎤👩‍🎤').length).toBeLessThanOrEqual(20);
    expect(packName('Zoë 👩‍🎤👩‍🎤👩‍🎤👩‍🎤👩‍🎤').endsWith('👩‍🎤')).toBe(true);
    expect(packName(' \n ')).toBe('Reference');
    expect(cutText('a\nb\tc', 9)).toBe('a b c');
  });

  it('describes by as many clothes as there is room for', () => {
    const top = garmentPhrase({ garment: 'upper', colours: [{ name: 'navy' }], pattern: 'striped' });
    expect(top).toBe('navy striped top');
    expect(describeBy([top, 'grey bottoms'], 'Person wearing', 'Person')).toBe(
      'Person wearing navy striped top and grey bottoms',
    );
    expect(describeBy(Array(20).fill(top), 'Person wearing', 'Person').length).toBeLessThanOrEqual(100);
    expect(describeBy([], 'Person wearing', 'Person')).toBe('Person');
  });
});

describe('request bodies', () => {
  /** The smallest header that says PNG of a size; `n` makes it differ. */
  const png = (n: number, widthPx = 300, heightPx = 400): string => {
    const bytes = Buffer.alloc(40, n);
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]).copy(bytes);
    bytes.writeUInt32BE(widthPx, 16);
    bytes.writeUInt32BE(heightPx, 20);
    bytes[25] = 2;
    return bytes.toString('base64');
  };
  const facts = (more: Partial<PackFacts> = {}): PackFacts => ({
    kind: 'person',
    name: 'Zoë O’Neill',
    description: 'Person wearing a coat',
    tagId: tagIdOf('person', ''),
    pictures: [
      { role: 'frontal', base64: png(1) },
      { role: 'refer', base64: png(2) },
      { role: 'garment', base64: png(3) },
    ],
    ...more,
  });

  it.each([
    ['a person', facts(), 5],
    ['one view', facts({ pictures: [{ role: 'frontal', base64: png(1) }] }), 4],
    ['an outfit', facts({ kind: 'outfit', tagId: 'o_105', wearer: png(9), name: '2. look: 👗' }), 5],
    [
      'a prop',
      facts({
        kind: 'prop',
        tagId: tagIdOf('prop', 'Dog'),
        name: 'Dog',
        pictures: facts().pictures.slice(0, 2),
      }),
      4,
    ],
  ])('of %s are such as the documents describe', (_, given, count) => {
    const all = packRequests(given, true);
    for (const { target, body } of all) expect(bodyFaults(target.id, body), target.id).toEqual([]);
    expect(all.length).toBeGreaterThanOrEqual(count);
    expect(packRequests(given, false).some(({ target }) => target.isRetired)).toBe(false);
  });

  it('name the pictures in both ways', () => {
    expect(promptSnippets(facts())).toMatchObject({
      imageList: 'the person of <<<image_1>>> and <<<image_2>>> in the clothes of <<<image_3>>>',
      ids: 'the person of @zoe_o_neill_1 and @zoe_o_neill_2 in the clothes of @zoe_o_neill_clothes',
    });
    expect(tagIdOf('prop', 'Dog')).toBe('o_103');
  });

  it('are refused by the reader when they are wrong', () => {
    const same = facts({ pictures: [0, 0].map(() => ({ role: 'refer' as const, base64: png(1) })) });
    const [elements] = packRequests(same, false);
    expect(bodyFaults('kling-elements', elements?.body)).not.toEqual([]);
    for (const bad of [png(1, 299), png(1, 1000, 300), `data:image/png;base64,${png(1)}`, 'AAAA']) {
      expect(bodyFaults('kling-more-views', { element_frontal_image: bad }), bad.slice(0, 30)).not.toEqual(
        [],
      );
    }
    expect(bodyFaults('kling-more-views', { element_frontal_image: png(1), more: 1 })).not.toEqual([]);
  });
});
