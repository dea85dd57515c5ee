import { type Rect, sharedArea } from '../geometry.ts';
import type { PersonInstance } from '../person.ts';
import type { Bits, Size } from './bitmaps.ts';
import type { Body } from './body.ts';
import type { ClothMaps } from './cloth-net.ts';
import { clothAt } from './head.ts';
import type { SeenObject } from './reader.ts';
import type { Region } from './regions.ts';

const kindOf = { handbag: 'bag', backpack: 'bag', suitcase: 'bag', tie: 'tie' } as const;

/** Ties with a lower score are seldom ties. */
const leastTie = 0.4;
/** A bag is believed from here on alone, and where it lies on clothes only from there on. */
const sureBag = 0.35;
const mostCloth = 0.6;
/**
 * A doubtful bag is believed where the clothing net sees no clothes though a person's mask goes on, in this part of it at least.
 * Tan bags and the hand that holds them look like skin, which counts half. On photographs of the street five of six were bags, and
 * none was found in films without any.
 */
const leastFree = 0.55;
const confirmed = 0.6;
/** In faces' heights: doubtful ones that are smaller are hands and creases, larger ones skirts and coats. Root of the area. */
const bagSize = { least: 0.7, most: 3.2 };
/** A thing belongs to a person when this much of its box lies in the person's, grown by a fifth for bags held away. */
const ownShare = 0.5;
const reach = 0.2;

/** A bag or a tie. */
export interface Accessory {
  readonly kind: 'bag' | 'tie';
  readonly box: Rect;
  /** Its pixels; none where the box is empty. */
  readonly region: (worn: Bits) => Region[];
}

/** What else is known of the person's pixels. */
interface Known {
  readonly body: Body;
  readonly head: Bits;
  readonly skin: Bits;
  readonly maps: ClothMaps | undefined;
}

/** Parts of the ellipse in a box: on clothes, and on what is neither clothes nor head although it is the person. */
function sharesOf({ bitmap }: PersonInstance, box: Rect, { head, skin, maps }: Known) {
  let [area, cloth, free] = [0, 0, 0];
  forPixels(bitmap, box, true, (i) => {
    area += 1;
    if (maps && clothAt(maps, i) > 0.3) cloth += 1;
    else if (bitmap.bits[i] && !head[i]) free += skin[i] ? 0.5 : 1;
  });
  const all = Math.max(1, area);
  return { area, cloth: cloth / all, free: free / all };
}

/** How sure it is that a box shows a bag, undefined where it is not to be believed. */
function surenessOfBag(person: PersonInstance, { box, score }: SeenObject, known: Known): number | undefined {
  const { area, cloth, free } = sharesOf(person, box, known);
  const size = Math.sqrt(area) / known.body.facePx;
  const isFree = known.maps !== undefined && free >= leastFree;
  if (size > bagSize.most) return undefined;
  if (score >= sureBag && cloth <= mostCloth) return isFree ? Math.max(score, confirmed) : score;
  return isFree && size >= bagSize.least ? confirmed : undefined;
}

/** The bags and ties that a detector saw on a person. */
export function accessoriesOf(
  person: PersonInstance,
  objects: readonly SeenObject[],
  known: Known,
): Accessory[] {
  const { box } = person;
  const around = {
    x: box.x - box.w * reach,
    y: box.y,
    w: box.w * (1 + 2 * reach),
    h: box.h * (1 + reach),
  };
  const found = objects.flatMap((object) => {
    if (!(object.class in kindOf)) return [];
    if (sharedArea(object.box, around) < ownShare * object.box.w * object.box.h) return [];
    const kind = kindOf[object.class as keyof typeof kindOf];
    const score = kind === 'bag' ? surenessOfBag(person, object, known) : object.score;
    if (score === undefined || (kind === 'tie' && score < leastTie)) return [];
    const region = (worn: Bits) => regionIn(person, { ...object, score }, kind, worn, known);
    return [{ kind, box: object.box, score, region }];
  });
  return withoutRepeats(found);
}

/** Of two boxes that share more than this part of the smaller one, one is of a part of the same bag: the surer stays. */
const sameBag = 0.5;

function withoutRepeats(all: readonly (Accessory & { readonly score: number })[]): Accessory[] {
  const kept: Accessory[] = [];
  for (const one of all.toSorted((a, b) => b.score - a.score)) {
    const isRepeated = kept.some(({ kind, box }) => {
      const least = Math.min(box.w * box.h, one.box.w * one.box.h);
      return kind === one.kind && sharedArea(box, one.box) > sameBag * least;
    });
    if (!isRepeated) kept.push(one);
  }
  return kept;
}

/** Visits the pixels of a box, or of the ellipse in it. */
function forPixels(
  { widthPx, heightPx }: Size,
  box: Rect,
  isRound: boolean,
  visit: (i: number) => void,
): void {
  const bottom = Math.min(heightPx, box.y + box.h);
  const right = Math.min(widthPx, box.x + box.w);
  for (let y = Math.max(0, Math.floor(box.y)); y < bottom; y += 1) {
    const v = (y + 0.5 - box.y) / box.h - 0.5;
    for (let x = Math.max(0, Math.floor(box.x)); x < right; x += 1) {
      const u = (x + 0.5 - box.x) / box.w - 0.5;
      if (!isRound || u * u + v * v < 0.25) visit(y * widthPx + x);
    }
  }
}

/** A bag with more of it in the mask of its person is looked at there alone; masks lose bags that hang away. */
const inMask = 0.5;

/** A bag is what fills the ellipse in its box and is not worn by anyone; a tie what is worn there. */
function regionIn(
  person: PersonInstance,
  { box, score }: SeenObject,
  kind: 'bag' | 'tie',
  worn: Bits,
  { head, maps }: Known,
): Region[] {
  const { bitmap, others } = person;
  const bits = new Uint8Array(bitmap.bits.length);
  let [count, own] = [0, 0];
  forPixels(bitmap, box, kind === 'bag', (i) => {
    const isIn = kind === 'tie' ? worn[i] === 1 : !head[i] && !(maps && clothAt(maps, i) > 0.5);
    if (!isIn || others.bits[i]) return;
    bits[i] = 1;
    count += 1;
    own += bitmap.bits[i] as number;
  });
  const inside = own > inMask * count ? bits.map((bit, i) => bit & (bitmap.bits[i] as number)) : bits;
  return count > 0 ? [{ kind, bits: inside, sureness: score }] : [];
}
