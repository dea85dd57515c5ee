import type { GarmentKind } from '../../../../shared/wardrobe.ts';
import type { Bitmap } from '../person.ts';
import { countOf } from './bitmaps.ts';
import type { ClothMaps } from './cloth-net.ts';
import { coloursOf } from './colours.ts';
import type { LabPicture } from './lab.ts';
import { lookOf } from './look.ts';
import { patternOf } from './pattern.ts';
import type { Garment } from './reader.ts';
import type { ShapeReader } from './shape-net.ts';
import { measuresOf } from './silhouette.ts';

/** Less likely readings are not told. */
const leastLikelihood = 0.35;
/** A thing this small, or one that fills the picture, has no outline to go by. Parts of the picture. */
const area = { least: 0.03, most: 0.85 };
/** From here on what looks like a coat is one: nine of ten such pictures that the net did not learn from. */
const surelyCoat = 0.65;
/** Outlines of garments are told from outlines of other things no better than this. */
const trust = 0.9;

/** What the net says of the thing, as the mean over its pixels. */
interface Vote {
  readonly upper: number;
  readonly lower: number;
  readonly full: number;
}

/**
 * How well a kind agrees with the net, which learnt from people: it may see nothing in a garment that nobody wears,
 * takes skirts for dresses, and never sees hats, shoes and bags.
 */
function agreementOf(kind: GarmentKind, { upper, lower, full }: Vote): number {
  const none = Math.max(0, 1 - upper - lower - full);
  if (kind === 'upper') return 0.1 + upper + 0.35 * full + 0.3 * none;
  if (kind === 'lower') return 0.1 + lower + 0.35 * full + 0.3 * none;
  if (kind === 'dress') return 0.1 + full + 0.2 * Math.min(upper, lower) + 0.3 * none;
  return 0.1 + 0.5 * none;
}

function voteOf({ bits }: Bitmap, maps: ClothMaps): Vote {
  const mean = (plane: Float32Array) => {
    let sum = 0;
    for (let i = 0; i < bits.length; i += 1) if (bits[i]) sum += plane[i] as number;
    return sum / Math.max(1, countOf(bits));
  };
  return { upper: mean(maps.upper), lower: mean(maps.lower), full: mean(maps.full) };
}

/** The likeliest kind and its share of all. */
function likeliest(kinds: ReadonlyMap<GarmentKind, number>, vote: Vote | undefined): [GarmentKind, number] {
  const weighed = [...kinds].map(
    ([kind, likelihood]) => [kind, likelihood * (vote ? agreementOf(kind, vote) : 1)] as const,
  );
  const sum = weighed.reduce((total, [, weight]) => total + weight, 0);
  const [kind, weight] = weighed.reduce((a, b) => (b[1] > a[1] ? b : a));
  return [kind, weight / sum];
}

/** A garment that nobody wears, by its outline and its look; undefined where they tell none. */
export function itemOf(
  thing: Bitmap,
  lab: LabPicture,
  reader: ShapeReader,
  maps?: ClothMaps,
): Garment | undefined {
  const share = countOf(thing.bits) / Math.max(1, thing.bits.length);
  if (share < area.least || share > area.most) return undefined;
  const measures = measuresOf(thing);
  const look = lookOf(lab.l, thing);
  if (!measures || !look) return undefined;
  const [shape, likelihood] = likeliest(reader.kindsOf(measures), maps && voteOf(thing, maps));
  if (likelihood < leastLikelihood) return undefined;
  const kind = shape === 'upper' && reader.coatOf(look) > surelyCoat ? 'outerwear' : shape;
  const pattern = patternOf(lab, thing.bits);
  return {
    kind,
    bitmap: thing,
    score: likelihood * trust,
    attributes: { garment: kind, colours: coloursOf(lab, thing.bits), ...(pattern ? { pattern } : {}) },
  };
}
