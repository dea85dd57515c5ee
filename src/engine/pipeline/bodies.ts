import { z } from 'zod';
import type { Box } from '../../shared/boxes.ts';
import type { Sighting } from '../decisions/index.ts';

/** How much of a body has to be seen for it to be somebody even without a face. */
const least = {
  /** Of the picture's height. */
  height: 0.25,
  /** Keyframes. */
  sightings: 2,
  /** The detector's score of the best one: arms that reach into the picture have 0.38 to 0.65, people mostly more. */
  score: 0.5,
  /** Height by width, in pixels: people without a face stand or walk. */
  slimness: 1.2,
} as const;

/** Cut off by the upper edge: the head is not in the picture. Who fills the picture is somebody all the same. */
const isHeadless = ({ y, h }: Box): boolean => y < 0.005 && h < 0.8;

const posed = z.object({ joints: z.record(z.string(), z.object({ y: z.number() })) });

/**
 * Feet above the hips: the pose network draws a body into everything it is shown, and what it takes for one that stands on its
 * head is an arm or a thing.
 */
function isUpsideDown({ attributes }: Sighting): boolean {
  const parsed = posed.safeParse(attributes);
  if (!parsed.success) return false;
  const { joints } = parsed.data;
  const heights = (names: readonly string[]): number[] =>
    ['left', 'right'].flatMap((side) => names.flatMap((name) => joints[`${side}${name}`]?.y ?? []));
  const feet = heights(['Ankle', 'Foot']);
  const hips = heights(['Hip']);
  return feet.length > 0 && hips.length > 0 && Math.max(...feet) < Math.min(...hips);
}

/** True for a track that shows somebody, though perhaps never a face that can be told apart. */
export function isSomebody(track: readonly Sighting[]): boolean {
  const bodies = track.filter((one) => {
    const { kind, bodyBox, isDoubtful, imageWidthPx, imageHeightPx } = one;
    if (isDoubtful || !bodyBox || bodyBox.h < least.height || isHeadless(bodyBox)) return false;
    if (kind === 'face') return true;
    const slimness = (bodyBox.h * imageHeightPx) / (bodyBox.w * imageWidthPx);
    return slimness >= least.slimness && !isUpsideDown(one);
  });
  return bodies.length >= least.sightings && bodies.some(({ score }) => score >= least.score);
}

/** A print lies under the chin of its wearer, within so many faces' heights and widths, and is the larger one. */
const print = { below: 3.5, beside: 1, larger: 1.3 } as const;

function isPrintOn(face: Sighting, wearer: Sighting): boolean {
  if (face === wearer || face.frame !== wearer.frame || face.isDrawn) return false;
  const below = (face.box.y + face.box.h / 2 - wearer.box.y - wearer.box.h) / wearer.box.h;
  if (below < 0) return false;
  if (face.person !== undefined && face.person === wearer.person) return true;
  const beside = Math.abs(face.box.x + face.box.w / 2 - wearer.box.x - wearer.box.w / 2) / wearer.box.w;
  const larger = (face.box.w + face.box.h) / (wearer.box.w + wearer.box.h);
  return below < print.below && beside < print.beside && larger > print.larger;
}

/** Leaves out faces that are printed on somebody's clothes. In the order they came. */
export function withoutPrints(sightings: readonly Sighting[]): Sighting[] {
  const faces = sightings.filter(({ kind }) => kind === 'face');
  const byFrame = Map.groupBy(faces, ({ frame }) => frame);
  return sightings.filter(
    (one) => one.kind !== 'face' || !(byFrame.get(one.frame) ?? []).some((other) => isPrintOn(one, other)),
  );
}
