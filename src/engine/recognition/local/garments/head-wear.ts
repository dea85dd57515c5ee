import type { PersonInstance } from '../person.ts';
import { type Bits, connectedTo, countOf, majority } from './bitmaps.ts';
import { type Body, placeAt } from './body.ts';
import type { ClothMaps } from './cloth-net.ts';
import { clothAt } from './head.ts';
import { type Lab, type LabPicture, medianLab } from './lab.ts';
import type { Region } from './regions.ts';
import { isAnySkin } from './skin.ts';

/**
 * Scarves and hats, which the clothing net does not know: they are told by what they cover. Lengths in faces' heights from the
 * chin, along the head and across it. Both rules found nothing in forty frames of films without scarves and hats.
 */

/** Under the chin there is skin or a collar, unless something lies on it. */
const throat = { from: -0.75, to: -0.2, aside: 0.45 };
/** This much of the throat is neither skin nor what the net takes for clothes: it is a scarf. */
const leastCovered = 0.85;
/** How far a scarf may hang and spread. */
const scarfReach = { from: -2.2, to: 0.05, aside: 1.5 };
/** With less of the chest taken for clothes the net is blind for this person, and nothing follows from what it does not see. */
const chest = { from: -2.2, to: -1.2, aside: 1 };
const leastChest = 0.3;

/** Above the forehead, and where hair hangs beside the face. */
const crown = { from: 1.08, to: 1.6, aside: 0.5 };
const temples = { from: -0.1, to: 0.55, inner: 0.5, aside: 0.95 };
/** Part of the head that a hat may cover. */
const hatReach = { from: 0.75, to: 2.2, aside: 1.2 };
/** A hat is so much more colourful than the hair beside the face. A black hat on black hair is not told. */
const leastTint = 22;
const leastPx = 25;
const sureness = { scarf: 0.6, hat: 0.6 };

interface Zone {
  readonly from: number;
  readonly to: number;
  readonly inner?: number;
  readonly aside: number;
}

function zoneOf(body: Body, { widthPx, heightPx }: LabPicture, { from, to, inner = -1, aside }: Zone): Bits {
  const bits = new Uint8Array(widthPx * heightPx);
  const { chin, facePx } = body;
  if (!chin) return bits;
  const reach = Math.ceil(facePx * (Math.max(Math.abs(from), Math.abs(to)) + aside));
  const top = Math.max(0, Math.floor(chin.y) - reach);
  const left = Math.max(0, Math.floor(chin.x) - reach);
  for (let y = top; y < Math.min(heightPx, chin.y + reach); y += 1) {
    for (let x = left; x < Math.min(widthPx, chin.x + reach); x += 1) {
      const place = placeAt(body, x, y);
      if (!place || place.along < from || place.along > to) continue;
      const across = Math.abs(place.across);
      if (across >= inner && across <= aside) bits[y * widthPx + x] = 1;
    }
  }
  return bits;
}

/** What lies around the neck and is neither skin nor hair that was told nor clothes that the net sees. */
function scarfOf(
  person: PersonInstance,
  body: Body,
  head: Bits,
  skin: Bits,
  lab: LabPicture,
  maps: ClothMaps,
): Region[] {
  const own = person.bitmap.bits;
  const isCloth = (i: number): boolean => clothAt(maps, i) > 0.4;
  const isSkin = (i: number): boolean =>
    skin[i] === 1 || isAnySkin(lab.l[i] as number, lab.a[i] as number, lab.b[i] as number);
  const front = zoneOf(body, lab, chest);
  const worn = front.map((bit, i) => (bit && own[i] && isCloth(i) ? 1 : 0));
  if (countOf(worn) <= leastChest * countOf(front)) return [];
  const neck = zoneOf(body, lab, throat);
  const covered = neck.map((bit, i) => (bit && own[i] && !isCloth(i) && !isSkin(i) ? 1 : 0));
  if (countOf(covered) <= leastCovered * countOf(neck)) return [];
  const around = zoneOf(body, lab, scarfReach).map((bit, i) =>
    bit && own[i] && !isCloth(i) && !isSkin(i) && (!head[i] || neck[i]) ? 1 : 0,
  );
  const bits = connectedTo(majority(around, lab, 1), covered, lab);
  return [{ kind: 'scarf', bits, sureness: sureness.scarf }];
}

const chromaOf = ([, a, b]: Lab): number => Math.hypot(a, b);

/** What covers the crown in a colour that the hair beside the face has not. */
function hatOf(person: PersonInstance, body: Body, skin: Bits, lab: LabPicture): Region[] {
  const oval = person.face?.oval.bits;
  if (!oval) return [];
  const own = person.bitmap.bits.map((bit, i) => (bit && !oval[i] ? 1 : 0));
  const within = (zone: Zone): Bits => zoneOf(body, lab, zone).map((bit, i) => bit & (own[i] as number));
  const top = medianLab(lab, within(crown), leastPx);
  const hair = medianLab(
    lab,
    within(temples).map((bit, i) => (bit && !skin[i] ? 1 : 0)),
    leastPx,
  );
  if (!top || !hair || chromaOf(top) - chromaOf(hair) < leastTint) return [];
  const middle: Lab = [0, (top[1] + hair[1]) / 2, (top[2] + hair[2]) / 2];
  const towards = [top[1] - hair[1], top[2] - hair[2]] as const;
  const bits = within(hatReach).map((bit, i) => {
    const side =
      ((lab.a[i] as number) - middle[1]) * towards[0] + ((lab.b[i] as number) - middle[2]) * towards[1];
    return bit && side > 0 ? 1 : 0;
  });
  const joined = connectedTo(majority(bits, lab, 2), within(crown), lab);
  return countOf(joined) > 0 ? [{ kind: 'hat', bits: joined, sureness: sureness.hat }] : [];
}

/** The scarf and the hat of a person who is seen from the front; the net must have looked for a scarf to be told. */
export function headWearOf(
  person: PersonInstance,
  body: Body,
  head: Bits,
  skin: Bits,
  lab: LabPicture,
  maps?: ClothMaps,
): Region[] {
  if (!person.face || !body.chin) return [];
  return [...(maps ? scarfOf(person, body, head, skin, lab, maps) : []), ...hatOf(person, body, skin, lab)];
}
