import { describe, expect, it } from 'vitest';
import type { Bitmap, Joint, PersonInstance } from '../person.ts';
import type { ClothMaps } from './cloth-net.ts';
import { readClothes, type SeenObject } from './index.ts';
import { labOf } from './lab.ts';

const [widthPx, heightPx] = [200, 400];
type Rgb = readonly [number, number, number];
/** Left, top, right, bottom. */
type Place = readonly [number, number, number, number];

const skinTone: Rgb = [205, 160, 130];
const [red, blue, green, camel, orange]: readonly Rgb[] = [
  [190, 30, 40],
  [30, 60, 170],
  [20, 110, 50],
  [150, 120, 90],
  [220, 120, 20],
] as const;
const bitmapOf = (bits: Uint8Array): Bitmap => ({ widthPx, heightPx, bits });
const joint = (x: number, y: number): Joint => ({ x, y, visibility: 0.95 });

function forPlace([left, top, right, bottom]: Place, visit: (i: number) => void): void {
  for (let y = top; y < bottom; y += 1) for (let x = left; x < right; x += 1) visit(y * widthPx + x);
}

/** A person with bare neck in a top and trousers, whom the clothing net sees right. */
class Model {
  readonly rgb = new Uint8Array(widthPx * heightPx * 3).fill(225);
  readonly person = new Uint8Array(widthPx * heightPx);
  readonly maps: ClothMaps = {
    widthPx,
    heightPx,
    upper: new Float32Array(widthPx * heightPx),
    lower: new Float32Array(widthPx * heightPx),
    full: new Float32Array(widthPx * heightPx),
  };

  constructor(legs: Rgb = blue as Rgb) {
    this.paint([82, 18, 118, 32], [60, 40, 30])
      .paint([76, 32, 124, 70], [60, 40, 30])
      .paint([82, 32, 118, 70], skinTone)
      .paint([88, 70, 112, 108], skinTone)
      .paint([60, 108, 140, 195], red as Rgb, 'upper')
      .paint([70, 78, 88, 108], red as Rgb, 'upper')
      .paint([112, 78, 130, 108], red as Rgb, 'upper')
      .paint([76, 195, 124, 360], legs, 'lower');
  }

  /** Paints a part of the person; what is no cloth to the net is given no `map`. */
  paint(place: Place, rgb: Rgb, map?: 'upper' | 'lower'): this {
    forPlace(place, (i) => {
      this.rgb.set(rgb, i * 3);
      this.person[i] = 1;
      for (const name of ['upper', 'lower'] as const) this.maps[name][i] = name === map ? 0.95 : 0;
    });
    return this;
  }

  read(withNet: boolean, objects: readonly SeenObject[] = []) {
    const oval = new Uint8Array(widthPx * heightPx);
    forPlace([84, 34, 116, 68], (i) => {
      oval[i] = 1;
    });
    const person: PersonInstance = {
      box: { x: 50, y: 20, w: 100, h: 365 },
      score: 0.9,
      bitmap: bitmapOf(this.person),
      others: bitmapOf(new Uint8Array(widthPx * heightPx)),
      face: { box: { x: 82, y: 32, w: 36, h: 38 }, oval: bitmapOf(oval), yawDegrees: 0 },
      joints: {
        leftShoulder: joint(125, 85),
        rightShoulder: joint(75, 85),
        leftHip: joint(112, 195),
        rightHip: joint(88, 195),
        leftKnee: joint(112, 280),
        rightKnee: joint(88, 280),
      },
    };
    const lab = labOf({ widthPx, heightPx, rgb: this.rgb });
    const worn = readClothes(person, lab, withNet ? this.maps : undefined, objects);
    const named = worn.garments.map(
      ({ kind, attributes }) => [kind, attributes.colours[0]?.name ?? ''] as const,
    );
    return { garments: Object.fromEntries(named), clothing: worn.clothing.bits };
  }
}

const bagAt = (score: number): SeenObject => ({
  class: 'handbag',
  score,
  box: { x: 130, y: 200, w: 44, h: 60 },
});

describe('a bag', () => {
  const withBag = () => new Model().paint([130, 200, 174, 260], green as Rgb);

  it('that the detector doubts is believed where the net sees no clothes but the person goes on', () => {
    const { garments, clothing } = withBag().read(true, [bagAt(0.24)]);
    expect(garments).toEqual({ upper: 'red', lower: 'blue', bag: 'green' });
    expect(clothing[230 * widthPx + 152]).toBe(0);
  });

  it('that the detector doubts is not believed without the net, nor on clothes, nor on the wall', () => {
    expect(withBag().read(false, [bagAt(0.24)]).garments).not.toHaveProperty('bag');
    const coat = new Model().paint([130, 200, 174, 260], green as Rgb, 'upper');
    expect(coat.read(true, [bagAt(0.24)]).garments).not.toHaveProperty('bag');
    expect(new Model().read(true, [bagAt(0.24)]).garments).not.toHaveProperty('bag');
  });

  it('of which two boxes tell is one', () => {
    const smaller = { class: 'backpack', score: 0.5, box: { x: 136, y: 206, w: 30, h: 44 } };
    const model = withBag();
    const bags = model.read(true, [bagAt(0.6), smaller]).garments;
    expect(Object.keys(bags)).toEqual(['upper', 'lower', 'bag']);
  });
});

describe('a scarf', () => {
  it('is what covers the throat and is neither skin nor what the net knows', () => {
    const model = new Model().paint([78, 70, 122, 125], green as Rgb);
    expect(model.read(true).garments).toMatchObject({ scarf: 'green', upper: 'red' });
  });

  it('is told neither of a bare throat nor of a collar nor without the net', () => {
    expect(new Model().read(true).garments).not.toHaveProperty('scarf');
    const collar = new Model().paint([78, 70, 122, 108], green as Rgb, 'upper');
    expect(collar.read(true).garments).not.toHaveProperty('scarf');
    const scarf = new Model().paint([78, 70, 122, 125], green as Rgb);
    expect(scarf.read(false).garments).not.toHaveProperty('scarf');
  });
});

describe('a hat', () => {
  it('is what covers the head in a colour that the hair beside the face has not', () => {
    const model = new Model().paint([76, 6, 124, 34], orange as Rgb);
    expect(model.read(true).garments).toMatchObject({ hat: 'orange' });
    expect(model.read(false).garments).toMatchObject({ hat: 'orange' });
  });

  it('is not told of hair', () => {
    expect(new Model().read(true).garments).not.toHaveProperty('hat');
  });
});

describe('shorts that look like skin', () => {
  it('are clothes without the net too, and the legs below them are not', () => {
    const model = new Model(skinTone).paint([76, 195, 124, 245], camel as Rgb);
    const { clothing } = model.read(false);
    expect(clothing[215 * widthPx + 100]).toBe(1);
    expect(clothing[238 * widthPx + 100]).toBe(1);
    expect(clothing[320 * widthPx + 100]).toBe(0);
  });
});
