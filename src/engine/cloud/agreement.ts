import { type Box, intersectionOverUnion } from '../../shared/boxes.ts';
import type { ElementId } from '../../shared/ids.ts';
import { type Mask, unpackMask } from '../../shared/masks.ts';
import type { SetKind } from '../../shared/recognition.ts';

interface Area {
  readonly box: Box;
  readonly mask?: Mask | undefined;
}

/** Fine enough to tell a head from a face in a wide shot. */
const [columns, rows] = [256, 144];

function sample(mask: Mask): Uint8Array {
  const bits = unpackMask(mask);
  const { region, widthPx, heightPx } = mask;
  return Uint8Array.from({ length: columns * rows }, (_, index) => {
    const x = Math.floor(((((index % columns) + 0.5) / columns - region.x) / region.w) * widthPx);
    const y = Math.floor((((Math.floor(index / columns) + 0.5) / rows - region.y) / region.h) * heightPx);
    return x < 0 || y < 0 || x >= widthPx || y >= heightPx ? 0 : (bits[y * widthPx + x] ?? 0);
  });
}

/** Intersection over union: of the masks where both have one, else of the boxes. */
export function overlapOf(a: Area, b: Area): number {
  if (!a.mask || !b.mask) return intersectionOverUnion(a.box, b.box);
  const [first, second] = [sample(a.mask), sample(b.mask)];
  let [both, either] = [0, 0];
  for (let index = 0; index < first.length; index++) {
    both += (first[index] ?? 0) & (second[index] ?? 0);
    either += (first[index] ?? 0) | (second[index] ?? 0);
  }
  return either === 0 ? 0 : both / either;
}

/** The element of the same kind that a set of the cloud overlaps most; undefined where it overlaps none. */
export function matchOf(
  set: { readonly kind: SetKind } & Area,
  elements: readonly ({ readonly elementId: ElementId; readonly kind: string } & Area)[],
): { elementId: ElementId; overlap: number } | undefined {
  const [best] = elements
    .filter(({ kind }) => kind === set.kind)
    .map((element) => ({ elementId: element.elementId, overlap: overlapOf(set, element) }))
    .filter(({ overlap }) => overlap > 0)
    .sort((a, b) => b.overlap - a.overlap);
  return best;
}
