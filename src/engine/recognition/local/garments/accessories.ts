import { type Rect, sharedArea } from '../geometry.ts';
import type { PersonInstance } from '../person.ts';
import type { Bits } from './bitmaps.ts';
import type { ClothMaps } from './cloth-net.ts';
import { clothAt } from './head.ts';
import type { SeenObject } from './reader.ts';
import type { Region } from './regions.ts';

const kindOf = { handbag: 'bag', backpack: 'bag', suitcase: 'bag', tie: 'tie' } as const;

/** Boxes with a lower score are seldom what they are called. */
const leastScore = 0.4;
/** A thing belongs to a person when this much of its box lies in the person's, grown by a fifth for bags held away. */
const ownShare = 0.5;
const reach = 0.2;

export interface Accessory {
  readonly kind: 'bag' | 'tie';
  readonly box: Rect;
  /** Its pixels; none where the box is empty. */
  readonly region: (worn: Bits, maps?: ClothMaps) => Region[];
}

/** The bags and ties that a detector saw on a person. */
export function accessoriesOf(person: PersonInstance, objects: readonly SeenObject[]): Accessory[] {
  const { box } = person;
  const around = {
    x: box.x - box.w * reach,
    y: box.y,
    w: box.w * (1 + 2 * reach),
    h: box.h * (1 + reach),
  };
  return objects.flatMap((object) => {
    if (!(object.class in kindOf) || object.score < leastScore) return [];
    if (sharedArea(object.box, around) < ownShare * object.box.w * object.box.h) return [];
    const kind = kindOf[object.class as keyof typeof kindOf];
    const region = (worn: Bits, maps?: ClothMaps) => regionIn(person, object, kind, worn, maps);
    return [{ kind, box: object.box, region }];
  });
}

/** A tie is cloth within its box; a bag what fills the ellipse in its box and is not worn by anyone. */
function regionIn(
  { bitmap, others }: PersonInstance,
  { box, score }: SeenObject,
  kind: 'bag' | 'tie',
  worn: Bits,
  maps?: ClothMaps,
): Region[] {
  const bits = new Uint8Array(bitmap.bits.length);
  let count = 0;
  const bottom = Math.min(bitmap.heightPx, box.y + box.h);
  const right = Math.min(bitmap.widthPx, box.x + box.w);
  for (let y = Math.max(0, Math.floor(box.y)); y < bottom; y += 1) {
    for (let x = Math.max(0, Math.floor(box.x)); x < right; x += 1) {
      const i = y * bitmap.widthPx + x;
      const u = (x + 0.5 - box.x) / box.w - 0.5;
      const v = (y + 0.5 - box.y) / box.h - 0.5;
      const isIn = kind === 'tie' ? worn[i] === 1 : u * u + v * v < 0.25 && !(maps && clothAt(maps, i) > 0.5);
      if (!isIn || others.bits[i]) continue;
      bits[i] = 1;
      count += 1;
    }
  }
  return count > 0 ? [{ kind, bits, sureness: score }] : [];
}
