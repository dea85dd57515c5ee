import type { GarmentKind } from '../../../../shared/wardrobe.ts';
import type { PersonInstance } from '../person.ts';
import type { ClothMaps } from './cloth-net.ts';
import { clothAt } from './head.ts';
import type { Region } from './regions.ts';

/** The net was not taught these. */
const unknownToNet: ReadonlySet<GarmentKind> = new Set(['shoes', 'bag', 'tie', 'hat', 'scarf']);

/**
 * How sure a garment is: the rule that gave its kind, times how sure the net is of its pixels, times how sure it is
 * that there is a person. Without the net the pixels count as seven tenths.
 */
export function scoreOf({ kind, bits, sureness }: Region, person: PersonInstance, maps?: ClothMaps): number {
  const isSeenByNet = !unknownToNet.has(kind);
  const pixels = maps && isSeenByNet ? meanCloth(bits, maps) : isSeenByNet ? 0.7 : 1;
  return Math.min(1, Math.max(0, sureness * pixels * (0.6 + 0.4 * person.score)));
}

function meanCloth(bits: Uint8Array, maps: ClothMaps): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < bits.length; i += 1) {
    if (!bits[i]) continue;
    sum += clothAt(maps, i);
    count += 1;
  }
  return count > 0 ? sum / count : 0;
}
