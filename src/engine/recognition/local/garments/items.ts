import type { Bitmap } from '../person.ts';
import { countOf } from './bitmaps.ts';
import type { ClothMaps } from './cloth-net.ts';
import { coloursOf } from './colours.ts';
import { clothAt } from './head.ts';
import type { LabPicture } from './lab.ts';
import { patternOf } from './pattern.ts';
import type { Garment } from './reader.ts';
import { readShape } from './shape-net.ts';
import { measuresOf } from './silhouette.ts';

/** Less likely readings are not told. */
const leastLikelihood = 0.4;
/** A thing this small, or one that fills the picture, has no outline to go by. Parts of the picture. */
const area = { least: 0.03, most: 0.85 };
/** Where the net sees no cloth at all the thing may be anything; hats and shoes it never sees. */
const unseen = 0.75;

/** A garment that nobody wears, by its outline; undefined where the outline tells none. */
export function itemOf(thing: Bitmap, lab: LabPicture, maps?: ClothMaps): Garment | undefined {
  const pixels = countOf(thing.bits);
  const share = pixels / Math.max(1, thing.bits.length);
  if (share < area.least || share > area.most) return undefined;
  const measures = measuresOf(thing);
  if (!measures) return undefined;
  const { kind, likelihood } = readShape(measures);
  if (likelihood < leastLikelihood) return undefined;
  const pattern = patternOf(lab, thing.bits);
  return {
    kind,
    bitmap: thing,
    score: likelihood * (maps && clothShare(thing, maps) < 0.1 ? unseen : 0.9),
    attributes: { garment: kind, colours: coloursOf(lab, thing.bits), ...(pattern ? { pattern } : {}) },
  };
}

function clothShare({ bits }: Bitmap, maps: ClothMaps): number {
  let cloth = 0;
  for (let i = 0; i < bits.length; i += 1) if (bits[i] && clothAt(maps, i) > 0.5) cloth += 1;
  return cloth / Math.max(1, countOf(bits));
}
