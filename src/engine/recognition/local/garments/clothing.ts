import type { Rect } from '../geometry.ts';
import type { PersonInstance } from '../person.ts';
import {
  type Bits,
  componentsOf,
  countOf,
  density,
  majority,
  sharedCount,
  withoutCrumbs,
} from './bitmaps.ts';
import type { Body } from './body.ts';
import type { ClothMaps } from './cloth-net.ts';
import { clothAt, type Head } from './head.ts';
import { type Lab, type LabPicture, medianLab } from './lab.ts';
import { isAnySkin } from './skin.ts';

/** From here on the net is believed against the mask of the person and against the colour of skin. */
const surelyCloth = 0.5;
/** Below it the net sees no cloth: then skin of any light counts as skin, and bags as bags. */
const hardlyCloth = 0.15;

/** A part that the net sees is this person's when at least this much of it lies in the person's mask. */
const ownShare = 0.4;

/** What the net is sure of and what hangs together with the person; masks of persons end early at wide skirts. */
function ownCloth({ bitmap, others, face }: PersonInstance, maps: ClothMaps): Bits {
  const cloth = new Uint8Array(bitmap.bits.length);
  for (let i = 0; i < cloth.length; i += 1) {
    if (!others.bits[i] && !face?.oval.bits[i] && clothAt(maps, i) > surelyCloth) cloth[i] = 1;
  }
  const { labels, areas } = componentsOf(cloth, bitmap);
  const inside = new Int32Array(areas.length);
  for (let i = 0; i < cloth.length; i += 1) {
    if (cloth[i] && bitmap.bits[i]) inside[labels[i] as number] = (inside[labels[i] as number] as number) + 1;
  }
  for (let i = 0; i < cloth.length; i += 1) {
    const label = labels[i] as number;
    if (cloth[i] && (inside[label] as number) < ownShare * (areas[label] as number)) cloth[i] = 0;
  }
  return cloth;
}

/** Feet, where tan shoes are no skin: below the ankles, as far as they are seen. */
const feetFrom = (body: Body): number =>
  body.ankles ? body.ankles.y - body.facePx * 0.25 : Number.POSITIVE_INFINITY;

/** A torso with more of it in the colour of skin wears something of that colour. */
const skinOnTorso = 0.55;

/** Takes the torso out of what looks like skin where that would leave it bare: camel and beige are near to skin. */
function withoutSkinnyClothes({ bitmap }: PersonInstance, body: Body, skin: Bits): Bits {
  const result = Uint8Array.from(skin);
  const { shoulders, hips, chin, facePx } = body;
  const top = shoulders?.y ?? (chin && chin.y + facePx * 0.7);
  const bottom = hips ? hips.y + facePx * 0.6 : bitmap.heightPx;
  if (top === undefined || bottom - top < facePx * 0.8) return result;
  const middle = ((shoulders ?? chin)?.x ?? 0) / 2 + ((hips ?? shoulders ?? chin)?.x ?? 0) / 2;
  const torso = new Uint8Array(skin.length);
  for (let y = Math.max(0, Math.ceil(top)); y < Math.min(bitmap.heightPx, bottom); y += 1) {
    const start = Math.max(0, Math.round(middle - facePx * 1.3));
    const end = Math.min(bitmap.widthPx, Math.round(middle + facePx * 1.3));
    for (let i = y * bitmap.widthPx + start; i < y * bitmap.widthPx + end; i += 1)
      torso[i] = bitmap.bits[i] as number;
  }
  if (sharedCount(torso, skin) <= skinOnTorso * countOf(torso)) return result;
  for (let i = 0; i < result.length; i += 1) if (torso[i]) result[i] = 0;
  return result;
}

/** Around the hips nobody is bare: what lies there is worn. In faces' heights from the line of the hips. */
const pelvis = { above: 0.35, below: 0.75, aside: 1.1 };
/** With more of it in the colour of skin, shorts or skirt are of that colour. */
const skinOnPelvis = 0.5;
/** Colours nearer than this are not told apart: then only the pelvis itself is taken for clothes. */
const leastApart = 7;

/**
 * Camel shorts above bare legs: the colour around the hips and that of the lower legs, both like skin, tell which of the two each
 * pixel between hips and knees is.
 */
function withoutSkinnyShorts({ bitmap }: PersonInstance, body: Body, skin: Bits, lab: LabPicture): Bits {
  const { hips, knees, facePx } = body;
  if (!hips || !knees || knees.y < hips.y + facePx * 0.5) return skin;
  const { widthPx, heightPx } = bitmap;
  const part = (top: number, bottom: number, aside: number): Bits => {
    const bits = new Uint8Array(skin.length);
    const left = Math.max(0, Math.round(hips.x - facePx * aside));
    const right = Math.min(widthPx, Math.round(hips.x + facePx * aside));
    for (let y = Math.max(0, Math.round(top)); y < Math.min(heightPx, bottom); y += 1)
      for (let i = y * widthPx + left; i < y * widthPx + right; i += 1) bits[i] = bitmap.bits[i] as number;
    return bits;
  };
  const top = hips.y - facePx * pelvis.above;
  const middle = part(top, hips.y + facePx * pelvis.below, pelvis.aside);
  const bare = middle.map((bit, i) => bit & (skin[i] as number));
  if (countOf(bare) <= skinOnPelvis * countOf(middle)) return skin;
  const legs = part(knees.y, heightPx, 2).map((bit, i) => bit & (skin[i] as number));
  const [worn, leg] = [medianLab(lab, bare, leastPx), medianLab(lab, legs, leastPx)];
  if (!worn || !leg || distance(worn, leg) < leastApart) {
    return skin.map((bit, i) => (middle[i] ? 0 : bit));
  }
  const thighs = part(top, knees.y, 2);
  return skin.map((bit, i) => {
    if (!bit || !thighs[i]) return bit;
    const own: Lab = [lab.l[i] as number, lab.a[i] as number, lab.b[i] as number];
    return distance(own, worn) < distance(own, leg) ? 0 : 1;
  });
}

/** Fewer pixels tell no colour. */
const leastPx = 40;

/** Light and shade lie on legs and shorts alike: lightness counts half. */
const distance = (a: Lab, b: Lab): number => Math.hypot((a[0] - b[0]) / 2, a[1] - b[1], a[2] - b[2]);

/** The parts of a person's mask that are neither head nor skin nor bag. */
function bareMask(
  person: PersonInstance,
  body: Body,
  head: Head,
  skin: Bits,
  lab: LabPicture,
  maps: ClothMaps | undefined,
  bags: readonly Rect[],
): Bits {
  const { bitmap } = person;
  const { widthPx } = bitmap;
  const radius = Math.max(1, Math.round(body.facePx * 0.05));
  const torso = withoutSkinnyClothes(person, body, skin);
  // With the net the net says what is worn there.
  const bare = maps ? torso : Uint8Array.from(withoutSkinnyShorts(person, body, torso, lab));
  const feet = feetFrom(body);
  for (let i = 0; maps && i < bare.length; i += 1) {
    if (!bitmap.bits[i] || clothAt(maps, i) > hardlyCloth) continue;
    const y = (i / widthPx) | 0;
    if (
      isInAny(bags, i % widthPx, y) ||
      (y < feet && isAnySkin(lab.l[i] as number, lab.a[i] as number, lab.b[i] as number))
    )
      bare[i] = 1;
  }
  const share = density(bare, bitmap, radius);
  return bitmap.bits.map((bit, i) => (bit && !head.bits[i] && (share[i] as number) < 0.5 ? 1 : 0));
}

const isInAny = (rects: readonly Rect[], x: number, y: number): boolean =>
  rects.some((rect) => x >= rect.x && y >= rect.y && x < rect.x + rect.w && y < rect.y + rect.h);

/**
 * What a person wears, from head to foot.
 *
 * The net misses stockings, shoes and scarves and now and then a whole garment; the mask of the person misses little
 * but knows no skin. So all of the person counts that is neither head nor has the colour of skin, and beside it what
 * the net is sure of.
 *
 * @param bags what is carried, as boxes; without the net they are left as they are
 */
export function clothingOf(
  person: PersonInstance,
  body: Body,
  head: Head,
  skin: Bits,
  lab: LabPicture,
  maps?: ClothMaps,
  bags: readonly Rect[] = [],
): Bits {
  const { bitmap } = person;
  const bare = bareMask(person, body, head, skin, lab, maps, bags);
  const own = maps ? ownCloth(person, maps) : undefined;
  const all = own ? bare.map((bit, i) => bit | (own[i] as number)) : bare;
  const radius = Math.max(1, Math.round(body.facePx * 0.04));
  return withoutCrumbs(majority(all, bitmap, radius), bitmap, 0.01);
}
