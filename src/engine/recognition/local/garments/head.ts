import type { PersonInstance } from '../person.ts';
import { type Bits, connectedTo, majority } from './bitmaps.ts';
import { type Body, placeAt } from './body.ts';
import type { ClothMaps } from './cloth-net.ts';
import { type Lab, type LabPicture, medianLab } from './lab.ts';

/** How likely a pixel is cloth of any kind, 0 to 1. */
export function clothAt(maps: ClothMaps, i: number): number {
  return (maps.upper[i] as number) + (maps.lower[i] as number) + (maps.full[i] as number);
}

/** Of a head, in face heights from the chin and from the middle; set by eye on faces from all sides. */
const head = { below: -0.02, above: 2.1, aside: 1.15, neckAbove: 0.35, neckAside: 0.62, neckAsideNet: 0.95 };
/** Collars reach up to here beside the chin. */
const collarAbove = 0.45;
/** Where long hair may hang. */
const hair = { below: -2.2, aside: 1.3 };

/** Where more than this part of the chest, from so far below the chin on, has the colour of hair, that is what is worn. */
const chest = { below: -0.55, most: 0.4 };

/** Differences to the hair's colour: lightness, and squared tint. Without the net the collar must not be taken for hair. */
const hairTolerance = { withNet: { l: 26, tint: 120 }, without: { l: 12, tint: 50 } };
const leastHairPx = 40;

function isHead(along: number, across: number, cloth: number | undefined): boolean {
  const aside = Math.abs(across);
  if (along < head.below || along > head.above || aside > head.aside) return false;
  if (cloth !== undefined && cloth > 0.5 && along < collarAbove) return false;
  return along > head.neckAbove || aside < (cloth === undefined ? head.neckAside : head.neckAsideNet);
}

/** A head’s pixels, and the colour of its hair where some is seen. */
export interface Head {
  /** Face, hair and what is worn on the head. */
  readonly bits: Bits;
  readonly hair?: Lab;
}

/** The head of a person: what lies around the face, and hair that hangs from it. */
export function headOf(
  person: PersonInstance,
  body: Body,
  lab: LabPicture,
  skin: Bits,
  maps?: ClothMaps,
): Head {
  const { bitmap } = person;
  const bits = new Uint8Array(bitmap.bits.length);
  const maybeHair = new Uint8Array(bits.length);
  const face = person.face?.oval.bits;
  for (let i = 0; i < bits.length; i += 1) {
    if (face?.[i]) bits[i] = 1;
    if (!bitmap.bits[i] || bits[i]) continue;
    const place = placeAt(body, i % bitmap.widthPx, (i / bitmap.widthPx) | 0);
    if (!place || !isHead(place.along, place.across, maps && clothAt(maps, i))) continue;
    bits[i] = 1;
    if (!skin[i]) maybeHair[i] = 1;
  }
  const hairColour = medianLab(lab, maybeHair, leastHairPx);
  if (!hairColour) return { bits };
  const strands = strandsOf(person, body, lab, skin, hairColour, maps);
  const all = bits.map((bit, i) => bit | (strands[i] as number));
  const joined = connectedTo(majority(all, bitmap, 1), bits, bitmap);
  return { bits: joined.map((bit, i) => bit | (bits[i] as number)), hair: hairColour };
}

/** Hair below the chin: hair-coloured, not cloth, close to the neck. */
function strandsOf(
  { bitmap }: PersonInstance,
  body: Body,
  lab: LabPicture,
  skin: Bits,
  colour: Lab,
  maps?: ClothMaps,
): Bits {
  const tolerance = maps ? hairTolerance.withNet : hairTolerance.without;
  const result = new Uint8Array(bitmap.bits.length);
  const onChest: number[] = [];
  let chestPx = 0;
  for (let i = 0; i < result.length; i += 1) {
    if (!bitmap.bits[i] || skin[i] || (maps && clothAt(maps, i) > 0.5)) continue;
    const place = placeAt(body, i % bitmap.widthPx, Math.floor(i / bitmap.widthPx));
    if (!place || place.along < hair.below || place.along > 1 || Math.abs(place.across) > hair.aside)
      continue;
    const isChest = place.along < chest.below;
    if (isChest) chestPx += 1;
    const da = (lab.a[i] as number) - colour[1];
    const db = (lab.b[i] as number) - colour[2];
    if (Math.abs((lab.l[i] as number) - colour[0]) >= tolerance.l || da * da + db * db >= tolerance.tint)
      continue;
    result[i] = 1;
    if (isChest) onChest.push(i);
  }
  if (onChest.length > chest.most * chestPx) for (const i of onChest) result[i] = 0;
  return result;
}
