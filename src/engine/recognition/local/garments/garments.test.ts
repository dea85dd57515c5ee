import { describe, expect, it } from 'vitest';
import type { Picture } from '../../port.ts';
import type { Bitmap, Joint, JointName, PersonInstance } from '../person.ts';
import { Pyramid } from '../pyramid.ts';
import { nameOfColour } from './colour-names.ts';
import { ClothesReader, readClothes, type WornClothes } from './index.ts';
import { labOf } from './lab.ts';
import { patternOf } from './pattern.ts';

type Rgb = readonly [number, number, number];
type Paint = (x: number, y: number) => Rgb;

const [widthPx, heightPx] = [200, 400];
const skinTone: Rgb = [205, 160, 130];
const flat =
  (rgb: Rgb): Paint =>
  () =>
    rgb;

/** A person drawn from boxes: head, torso with arms, legs, feet, before a wall. */
class Drawing {
  readonly rgb = new Uint8Array(widthPx * heightPx * 3).fill(225);
  readonly person = new Uint8Array(widthPx * heightPx);

  fill(left: number, top: number, right: number, bottom: number, paint: Paint): this {
    for (let y = top; y < bottom; y += 1) {
      for (let x = left; x < right; x += 1) {
        this.rgb.set(paint(x, y), (y * widthPx + x) * 3);
        this.person[y * widthPx + x] = 1;
      }
    }
    return this;
  }

  get picture(): Picture {
    return { widthPx, heightPx, rgb: this.rgb };
  }
}

const bitmapOf = (bits: Uint8Array): Bitmap => ({ widthPx, heightPx, bits });

function boxBits(left: number, top: number, right: number, bottom: number): Uint8Array {
  const bits = new Uint8Array(widthPx * heightPx);
  for (let y = top; y < bottom; y += 1) bits.fill(1, y * widthPx + left, y * widthPx + right);
  return bits;
}

const joint = (x: number, y: number): Joint => ({ x, y, visibility: 0.95 });
const joints: Record<JointName, Joint> = {
  nose: joint(100, 45),
  leftShoulder: joint(125, 85),
  rightShoulder: joint(75, 85),
  leftElbow: joint(140, 130),
  rightElbow: joint(60, 130),
  leftWrist: joint(140, 180),
  rightWrist: joint(60, 180),
  leftHip: joint(112, 190),
  rightHip: joint(88, 190),
  leftKnee: joint(112, 280),
  rightKnee: joint(88, 280),
  leftAnkle: joint(112, 362),
  rightAnkle: joint(88, 362),
  leftFoot: joint(118, 378),
  rightFoot: joint(82, 378),
};

interface Outfit {
  readonly top: Paint;
  readonly legs: Paint;
  readonly forearms?: Paint;
  readonly shirt?: Paint;
}

function dressed({ top, legs, forearms, shirt }: Outfit): { drawing: Drawing; person: PersonInstance } {
  const drawing = new Drawing()
    .fill(82, 20, 118, 32, flat([60, 40, 30]))
    .fill(82, 32, 118, 70, flat(skinTone))
    .fill(90, 70, 110, 78, flat(skinTone))
    .fill(70, 78, 130, 195, top)
    .fill(50, 82, 70, 140, top)
    .fill(130, 82, 150, 140, top)
    .fill(50, 140, 70, 175, forearms ?? top)
    .fill(130, 140, 150, 175, forearms ?? top)
    .fill(52, 175, 68, 192, flat(skinTone))
    .fill(132, 175, 148, 192, flat(skinTone))
    .fill(76, 195, 124, 360, legs)
    .fill(70, 360, 98, 385, flat([20, 20, 22]))
    .fill(102, 360, 130, 385, flat([20, 20, 22]));
  if (shirt) drawing.fill(88, 78, 112, 190, shirt);
  const person: PersonInstance = {
    box: { x: 50, y: 20, w: 100, h: 365 },
    score: 0.9,
    bitmap: bitmapOf(drawing.person),
    others: bitmapOf(new Uint8Array(widthPx * heightPx)),
    face: { box: { x: 82, y: 32, w: 36, h: 38 }, oval: bitmapOf(boxBits(84, 34, 116, 68)), yawDegrees: 0 },
    joints,
  };
  return { drawing, person };
}

function wear(outfit: Outfit): WornClothes {
  const { drawing, person } = dressed(outfit);
  return readClothes(person, labOf(drawing.picture), undefined);
}

const red = flat([190, 30, 40]);
const blue = flat([30, 60, 170]);
const kinds = (worn: WornClothes) => worn.garments.map(({ kind }) => kind);
const find = (worn: WornClothes, kind: string) => worn.garments.find((garment) => garment.kind === kind);

describe('clothes of a drawn person', () => {
  it('names a red top, blue trousers and black shoes', () => {
    const worn = wear({ top: red, legs: blue });
    expect(kinds(worn)).toEqual(['upper', 'lower', 'shoes']);
    expect(find(worn, 'upper')?.attributes.colours[0]?.name).toBe('red');
    expect(find(worn, 'lower')?.attributes.colours[0]?.name).toBe('blue');
    expect(find(worn, 'shoes')?.attributes.colours[0]?.name).toBe('black');
    for (const { score } of worn.garments)
      expect(score).toSatisfy((value: number) => value > 0 && value <= 1);
  });

  it('takes neither face nor hands for cloth', () => {
    const { clothing } = wear({ top: red, legs: blue });
    expect(clothing.bits[50 * widthPx + 100]).toBe(0);
    expect(clothing.bits[184 * widthPx + 60]).toBe(0);
    expect(clothing.bits[120 * widthPx + 100]).toBe(1);
    expect(clothing.bits[300 * widthPx + 100]).toBe(1);
  });

  it('tells long sleeves from short ones, and how far trousers go', () => {
    const long = wear({ top: red, legs: blue });
    expect(find(long, 'upper')?.attributes.sleeve).toBe('long');
    expect(find(long, 'lower')?.attributes.length).toBe('ankle');
    const short = wear({ top: red, legs: blue, forearms: flat(skinTone) });
    expect(find(short, 'upper')?.attributes.sleeve).toBe('short');
  });

  it('does not say what is out of the picture', () => {
    const { drawing, person } = dressed({ top: red, legs: blue });
    const near = {
      ...person,
      joints: { leftShoulder: joints.leftShoulder, rightShoulder: joints.rightShoulder },
    };
    const worn = readClothes(near, labOf(drawing.picture), undefined);
    expect(kinds(worn)).toEqual(['upper']);
    expect(worn.garments[0]?.attributes.sleeve).toBeUndefined();
    expect(worn.garments[0]?.attributes.length).toBeUndefined();
  });

  it('parts an open jacket from the shirt in it', () => {
    const worn = wear({ top: flat([25, 25, 28]), legs: blue, shirt: flat([240, 240, 240]) });
    expect(kinds(worn)).toEqual(['outerwear', 'upper', 'lower', 'shoes']);
    expect(find(worn, 'outerwear')?.attributes.colours[0]?.name).toBe('black');
    expect(find(worn, 'upper')?.attributes.colours[0]?.name).toBe('white');
  });

  it('parts a jacket from what shows in it below a bare neck, but not from a print on it', () => {
    const [black, white] = [flat([25, 25, 28]), flat([240, 240, 240])];
    const upTo =
      (row: number, above: Paint): Paint =>
      (x, y) =>
        (y < row ? above : white)(x, y);
    const open = wear({ top: black, legs: blue, shirt: upTo(125, flat(skinTone)) });
    expect(kinds(open)).toEqual(['outerwear', 'upper', 'lower', 'shoes']);
    expect(find(open, 'upper')?.attributes.colours[0]?.name).toBe('white');
    const printed = wear({ top: black, legs: blue, shirt: upTo(125, black) });
    expect(kinds(printed)).toEqual(['upper', 'lower', 'shoes']);
  });

  it('takes bags and ties from the detector only where they belong to the person', () => {
    const { drawing, person } = dressed({ top: red, legs: blue });
    const lab = labOf(drawing.picture);
    const bag = { class: 'handbag', score: 0.8, box: { x: 140, y: 180, w: 30, h: 50 } };
    const far = { class: 'handbag', score: 0.8, box: { x: 2, y: 2, w: 20, h: 20 } };
    const tie = { class: 'tie', score: 0.7, box: { x: 95, y: 80, w: 10, h: 60 } };
    const worn = readClothes(person, lab, undefined, [bag, far, tie, { ...bag, class: 'cup' }]);
    expect(kinds(worn).filter((kind) => kind === 'bag' || kind === 'tie')).toEqual(['bag', 'tie']);
  });

  it('gives the same answer for the same picture', () => {
    const outfit = { top: (x: number, y: number): Rgb => [(x * 7) % 256, (y * 5) % 256, 90], legs: blue };
    expect(wear(outfit)).toEqual(wear(outfit));
  });

  it('answers for an empty person', async () => {
    const { drawing, person } = dressed({ top: red, legs: blue });
    const nobody = { ...person, bitmap: bitmapOf(new Uint8Array(widthPx * heightPx)) };
    const reader = ClothesReader.over();
    const { signal } = new AbortController();
    const worn = await reader.read(nobody, new Pyramid(drawing.picture), drawing.picture, signal);
    expect(worn.garments).toEqual([]);
  });

  it('stops when it is told to', async () => {
    const { drawing, person } = dressed({ top: red, legs: blue });
    const reading = ClothesReader.over().read(
      person,
      new Pyramid(drawing.picture),
      drawing.picture,
      AbortSignal.abort(),
    );
    await expect(reading).rejects.toThrow();
  });
});

describe('patterns', () => {
  const patternOn = (paint: Paint) => {
    const drawing = new Drawing().fill(40, 60, 160, 240, paint);
    return patternOf(labOf(drawing.picture), boxBits(40, 60, 160, 240));
  };
  const light: Rgb = [235, 235, 235];
  const dark: Rgb = [40, 50, 90];

  it('tells plain cloth, also in shaded light', () => {
    expect(patternOn(blue)).toBe('plain');
    expect(patternOn((x) => [60 + x / 2, 60 + x / 2, 70 + x / 2])).toBe('plain');
  });

  it('tells stripes along and across', () => {
    expect(patternOn((_, y) => (y % 14 < 7 ? light : dark))).toBe('striped');
    expect(patternOn((x) => (x % 14 < 7 ? light : dark))).toBe('striped');
  });

  it('tells checks', () => {
    expect(patternOn((x, y) => (x % 16 < 8 === y % 16 < 8 ? light : dark))).toBe('checked');
  });

  it('tells cloth printed all over by chance', () => {
    const spot = (x: number, y: number) => Math.sin((x >> 3) * 12.9898 + (y >> 3) * 78.233) * 43758.5453;
    expect(patternOn((x, y) => (spot(x, y) - Math.floor(spot(x, y)) > 0.6 ? light : dark))).toBe('patterned');
  });

  it('says nothing of a scrap', () => {
    const drawing = new Drawing().fill(40, 60, 60, 75, red);
    expect(patternOf(labOf(drawing.picture), boxBits(40, 60, 60, 75))).toBeUndefined();
  });
});

describe('names of colours', () => {
  const nameOf = (rgb: Rgb): string => {
    const lab = labOf({ widthPx: 1, heightPx: 1, rgb: Uint8Array.from(rgb) });
    return nameOfColour([lab.l[0] as number, lab.a[0] as number, lab.b[0] as number]);
  };

  it.each<[string, Rgb]>([
    ['black', [18, 18, 20]],
    ['white', [242, 242, 240]],
    ['grey', [128, 128, 128]],
    ['red', [200, 20, 30]],
    ['orange', [245, 130, 20]],
    ['yellow', [245, 215, 40]],
    ['green', [40, 130, 60]],
    ['green', [95, 100, 50]],
    ['blue', [30, 90, 200]],
    ['blue', [140, 185, 230]],
    ['navy', [20, 28, 70]],
    ['purple', [110, 50, 140]],
    ['pink', [245, 150, 180]],
    // A mustard hoodie under a lamp, and in the shade of its folds; leather and wood beside it.
    ['yellow', [173, 116, 15]],
    ['yellow', [157, 107, 14]],
    ['brown', [100, 62, 35]],
    ['brown', [139, 69, 19]],
    ['brown', [205, 133, 63]],
    ['beige', [215, 190, 155]],
    ['red', [110, 20, 35]],
  ])('calls it %s: %j', (name, rgb) => {
    expect(nameOf(rgb)).toBe(name);
  });
});
