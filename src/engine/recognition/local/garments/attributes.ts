import type { GarmentAttributes, GarmentLength, Sleeve } from '../../../../shared/wardrobe.ts';
import type { Point } from '../geometry.ts';
import type { JointName } from '../person.ts';
import type { Bits, Size } from './bitmaps.ts';
import type { Body } from './body.ts';
import { coloursOf } from './colours.ts';
import type { LabPicture } from './lab.ts';
import { patternOf } from './pattern.ts';
import { type Region, rowAt } from './regions.ts';

/** The share of marked pixels in a small square around a point, 0 to 1. */
function shareAround(bits: Bits, { widthPx, heightPx }: Size, { x, y }: Point, radius: number): number {
  let inside = 0;
  let count = 0;
  for (let row = Math.round(y - radius); row <= y + radius; row += 1) {
    for (let column = Math.round(x - radius); column <= x + radius; column += 1) {
      if (row < 0 || column < 0 || row >= heightPx || column >= widthPx) continue;
      inside += bits[row * widthPx + column] as number;
      count += 1;
    }
  }
  return count > 0 ? inside / count : 0;
}

const between = (a: Point, b: Point, part: number): Point => ({
  x: a.x + (b.x - a.x) * part,
  y: a.y + (b.y - a.y) * part,
});

/** One arm: cloth or skin on the upper arm and on the forearm. Undefined where something hides it. */
function sleeveOn(
  side: 'left' | 'right',
  bits: Bits,
  skin: Bits,
  body: Body,
  size: Size,
): Sleeve | undefined {
  const [shoulder, elbow, wrist] = (['Shoulder', 'Elbow', 'Wrist'] as const).map((part) =>
    body.joint(`${side}${part}` as JointName),
  );
  if (!shoulder || !elbow) return undefined;
  const radius = Math.max(1, body.facePx * 0.1);
  const upperArm = between(shoulder, elbow, 0.4);
  const cloth = (point: Point) => shareAround(bits, size, point, radius);
  const bare = (point: Point) => shareAround(skin, size, point, radius);
  if (cloth(upperArm) < 0.5) return bare(upperArm) > 0.5 ? 'sleeveless' : undefined;
  if (!wrist) return undefined;
  const forearm = between(elbow, wrist, 0.5);
  if (cloth(forearm) > 0.5) return 'long';
  return bare(forearm) > 0.5 && bare(between(elbow, wrist, 0.2)) > 0.3 ? 'short' : undefined;
}

/** What both arms say, or the one that is seen; nothing where they disagree. */
function sleeveOf({ kind, bits }: Region, skin: Bits, body: Body, size: Size): Sleeve | undefined {
  if (kind !== 'upper' && kind !== 'dress' && kind !== 'outerwear') return undefined;
  const left = sleeveOn('left', bits, skin, body, size);
  const right = sleeveOn('right', bits, skin, body, size);
  return left === right || right === undefined ? left : left === undefined ? right : undefined;
}

/** Where the hem lies between hips and ankles; only where the joint below the hem is seen. */
function lengthOf({ kind, bits }: Region, body: Body, size: Size): GarmentLength | undefined {
  if (kind !== 'lower' && kind !== 'dress' && kind !== 'outerwear') return undefined;
  const { hips, knees, ankles } = body;
  if (!hips || !knees || knees.y <= hips.y) return undefined;
  const hem = rowAt(bits, size, 0.985);
  const thigh = knees.y - hips.y;
  const down = (hem - hips.y) / thigh;
  if (down < 0.45) return 'hip';
  if (down < 1.2) return 'knee';
  if (!ankles || ankles.y <= knees.y) return undefined;
  return (hem - knees.y) / (ankles.y - knees.y) < 0.78 ? 'calf' : 'ankle';
}

/** What can be seen of a garment. */
export function attributesOf(region: Region, body: Body, skin: Bits, lab: LabPicture): GarmentAttributes {
  const pattern = patternOf(lab, region.bits);
  const sleeve = sleeveOf(region, skin, body, lab);
  const length = lengthOf(region, body, lab);
  return {
    garment: region.kind,
    colours: coloursOf(lab, region.bits),
    ...(pattern ? { pattern } : {}),
    ...(sleeve ? { sleeve } : {}),
    ...(length ? { length } : {}),
  };
}
