import type { GarmentKind } from '../../../../shared/wardrobe.ts';
import type { PersonInstance } from '../person.ts';
import { type Bits, countOf, majority, type Size, withoutCrumbs } from './bitmaps.ts';
import type { Body } from './body.ts';
import type { ClothMaps } from './cloth-net.ts';
import { clothAt } from './head.ts';
import type { LabPicture } from './lab.ts';
import { openingOf } from './opening.ts';

/** A garment's pixels before it is described. */
export interface Region {
  readonly kind: GarmentKind;
  readonly bits: Bits;
  /** How far the pixels and rules agree that it is this kind, 0 to 1, before calibration. */
  readonly sureness: number;
  /** Seen in the opening of another garment only. */
  readonly isInner?: boolean;
}

/** Less than this part of all clothing is a misread rim. */
const leastPart = 0.06;
/** What shows in an opening is a garment although little of it is seen; without the net what is worn is too rough for that. */
const leastInner = 0.015;

/** Joints of feet are guessed at in close-ups: of somebody who sits they are at least this many faces below the chin. */
const facesToAnkle = 2.8;

/** Feet, where seen: what is worn below the ankles and is no trouser leg. */
export function shoesOf(person: PersonInstance, body: Body, clothing: Bits, maps?: ClothMaps): Bits {
  const { widthPx, heightPx } = person.bitmap;
  const result = new Uint8Array(clothing.length);
  for (const side of ['left', 'right'] as const) {
    const ankle = body.joint(`${side}Ankle`);
    const knee = body.joint(`${side}Knee`);
    const foot = body.joint(`${side}Foot`);
    if (!ankle || !knee || ankle.y < knee.y || ankle.y > heightPx - 3) continue;
    if (body.chin && ankle.y - body.chin.y < body.facePx * facesToAnkle) continue;
    const reach = Math.max(
      body.facePx * 0.75,
      foot ? Math.hypot(foot.x - ankle.x, foot.y - ankle.y) * 1.4 : 0,
    );
    const top = Math.round(ankle.y - body.facePx * 0.12);
    for (let y = Math.max(0, top); y < Math.min(heightPx, ankle.y + reach); y += 1) {
      const from = Math.max(0, Math.round(ankle.x - reach));
      for (let x = from; x < Math.min(widthPx, ankle.x + reach); x += 1) {
        const i = y * widthPx + x;
        if (clothing[i] && (!maps || clothAt(maps, i) < 0.5)) result[i] = 1;
      }
    }
  }
  return result;
}

interface Split {
  readonly upper: Bits;
  readonly lower: Bits;
  readonly full: Bits;
}

/** Each pixel to the class that the net gives most; what the net does not see stays out. */
function byNet(clothing: Bits, maps: ClothMaps): Split {
  const length = clothing.length;
  const split = {
    upper: new Uint8Array(length),
    lower: new Uint8Array(length),
    full: new Uint8Array(length),
  };
  for (let i = 0; i < length; i += 1) {
    if (!clothing[i] || clothAt(maps, i) < 0.4) continue;
    const [upper, lower, full] = [maps.upper[i] as number, maps.lower[i] as number, maps.full[i] as number];
    if (upper >= lower && upper >= full) split.upper[i] = 1;
    else if (lower >= full) split.lower[i] = 1;
    else split.full[i] = 1;
  }
  return split;
}

/** The row above which `part` of the pixels lie; 0 where there are none. */
export function rowAt(bits: Bits, { widthPx, heightPx }: Size, part: number): number {
  const wanted = countOf(bits) * part;
  let seen = 0;
  for (let y = 0; y < heightPx; y += 1) {
    for (let i = y * widthPx; i < (y + 1) * widthPx; i += 1) seen += bits[i] as number;
    if (seen > wanted) return y;
  }
  return 0;
}

const union = (a: Bits, b: Bits): Bits => a.map((bit, i) => bit | (b[i] as number));
const none = (like: Bits): Bits => new Uint8Array(like.length);

/** Parts too small to be a garment go to the largest. */
function withoutSmallParts(split: Split, size: Size): Split {
  const names = ['upper', 'lower', 'full'] as const;
  const total = names.reduce((sum, name) => sum + countOf(split[name]), 0);
  const largest = names.reduce((a, b) => (countOf(split[b]) > countOf(split[a]) ? b : a));
  let result = { ...split };
  for (const name of names) {
    const part = result[name];
    if (name === largest || countOf(part) === 0 || countOf(part) >= leastPart * total) continue;
    result = { ...result, [largest]: union(result[largest], part), [name]: none(part) };
  }
  const clean = (bits: Bits) => withoutCrumbs(majority(bits, size, 1), size, 0.04);
  return { upper: clean(result.upper), lower: clean(result.lower), full: clean(result.full) };
}

/** Hips are well in the picture, or the face says that there is room for them. */
function seesHips(body: Body, size: Size): boolean {
  const { hips, chin, facePx } = body;
  if (!hips || hips.y > size.heightPx - facePx * 0.4) return false;
  return !chin || hips.y - chin.y > facePx * 1.6;
}

/**
 * What the net calls "full" is a dress, an overall or a coat; a skirt below a shirt is called so as well. The parts
 * around it decide: something upper above it makes it a skirt, something upper within it or trousers below make it a coat.
 */
function kindOfFull({ upper, lower, full }: Split, size: Size): GarmentKind {
  const area = countOf(full);
  const hasUpper = countOf(upper) > area * 0.06;
  if (hasUpper && rowAt(full, size, 0.05) > rowAt(upper, size, 0.6)) return 'lower';
  if (hasUpper && rowAt(upper, size, 0.5) > rowAt(full, size, 0.03)) return 'outerwear';
  if (countOf(lower) > area * 0.12 && rowAt(lower, size, 0.5) > rowAt(full, size, 0.6)) return 'outerwear';
  return 'dress';
}

/** Sureness of each reading; upper and lower as the net sees them are right most often. */
const sure = { net: 0.9, skirt: 0.8, coat: 0.75, dress: 0.8, opening: 0.7, closeUp: 0.7, hipLine: 0.65 };

function fromNet(clothing: Bits, body: Body, lab: LabPicture, maps: ClothMaps): Region[] {
  const split = withoutSmallParts(byNet(clothing, maps), maps);
  if (!seesHips(body, maps) && countOf(split.lower) < countOf(split.upper) * 0.4) {
    const all = union(union(split.upper, split.full), split.lower);
    return opened({ kind: 'upper', bits: all, sureness: sure.closeUp }, body, lab);
  }
  const kind = kindOfFull(split, maps);
  const regions: Region[] = [];
  const lower = kind === 'lower' ? union(split.lower, split.full) : split.lower;
  const isCovered = kind === 'outerwear' && countOf(split.full) > 0;
  const upper: Region = { kind: 'upper', bits: split.upper, sureness: sure.net };
  regions.push(...(isCovered ? [upper] : opened(upper, body, lab)));
  regions.push({ kind: 'lower', bits: lower, sureness: kind === 'lower' ? sure.skirt : sure.net });
  if (kind !== 'lower') {
    const full: Region = { kind, bits: split.full, sureness: kind === 'dress' ? sure.dress : sure.coat };
    regions.push(full);
  }
  return regions;
}

/** A jacket over a shirt is one upper part to the net: the opening tells them apart. */
function opened(region: Region, body: Body, lab: LabPicture): Region[] {
  const opening = openingOf(region.bits, body, lab);
  if (!opening) return [region];
  return [
    { kind: 'outerwear', bits: opening.outer, sureness: sure.opening },
    { kind: 'upper', bits: opening.inner, sureness: sure.opening, isInner: true },
  ];
}

/** Without the net the hips part upper from lower; a dress cannot be told. */
function fromHips(clothing: Bits, body: Body, lab: LabPicture): Region[] {
  const { widthPx } = lab;
  const hips = body.hips;
  if (!hips || !seesHips(body, lab)) {
    return opened({ kind: 'upper', bits: clothing, sureness: sure.hipLine }, body, lab);
  }
  const upper = clothing.map((bit, i) => ((bit && (i / widthPx) | 0) < hips.y ? bit : 0));
  const lower = clothing.map((bit, i) => (bit && ((i / widthPx) | 0) >= hips.y ? 1 : 0));
  return [
    ...opened({ kind: 'upper', bits: upper, sureness: sure.hipLine }, body, lab),
    { kind: 'lower', bits: lower, sureness: sure.hipLine },
  ];
}

/** Legs that the net does not see but that are covered: leggings and tights, where nothing else is worn below. */
function leggings(rest: Bits, body: Body, size: Size): Bits {
  const from = body.hips?.y ?? Number.POSITIVE_INFINITY;
  return rest.map((bit, i) => (bit && ((i / size.widthPx) | 0) > from ? 1 : 0));
}

/**
 * The garments that cover the body, and shoes. Parts under six in a hundred of all clothing are left out.
 *
 * @param clothing all that the person wears
 */
export function regionsOf(
  person: PersonInstance,
  body: Body,
  clothing: Bits,
  lab: LabPicture,
  maps?: ClothMaps,
): Region[] {
  const shoes = shoesOf(person, body, clothing, maps);
  const rest = clothing.map((bit, i) => (bit && !shoes[i] ? 1 : 0));
  const total = Math.max(1, countOf(rest));
  const regions = maps ? fromNet(rest, body, lab, maps) : fromHips(rest, body, lab);
  const large = regions.filter(
    ({ bits, isInner }) => countOf(bits) >= (maps && isInner ? leastInner : leastPart) * total,
  );
  if (maps && !large.some(({ kind }) => kind === 'lower' || kind === 'dress') && seesHips(body, lab)) {
    const seen = large.reduce((all, { bits }) => union(all, bits), none(rest));
    const legs = leggings(
      rest.map((bit, i) => (bit && !seen[i] ? 1 : 0)),
      body,
      lab,
    );
    if (countOf(legs) > 0.12 * total) large.push({ kind: 'lower', bits: legs, sureness: sure.hipLine });
  }
  if (countOf(shoes) > 0.01 * total) large.push({ kind: 'shoes', bits: shoes, sureness: sure.coat });
  return large;
}
