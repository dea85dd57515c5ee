import type { GarmentAttributes, GarmentColour, GarmentKind } from '../../shared/wardrobe.ts';

/** What one person wears through one shot. */
export interface WornTrack {
  readonly track: string;
  /** Garments by sighting: what one picture shows of them. */
  readonly sightings: readonly (readonly GarmentAttributes[])[];
  /** The outfit that an editor said it is. */
  readonly said?: string | undefined;
}

/** One garment as most pictures of it show it. */
export interface TypicalGarment {
  readonly garment: GarmentKind;
  readonly colours: readonly GarmentColour[];
  readonly pattern?: GarmentAttributes['pattern'];
  readonly count: number;
}

export interface FoundOutfit {
  /** Given by an editor; the machine's are named after their first track. */
  readonly id: string;
  readonly tracks: readonly string[];
  readonly garments: readonly TypicalGarment[];
}

type Lab = readonly [number, number, number];
type Slot = 'top' | 'bottom';

/** Recognition mixes up what is worn on the same part of the body: a blazer counts as an upper, a dress as both. */
const slotOf: Partial<Record<GarmentKind, Slot>> = {
  upper: 'top',
  outerwear: 'top',
  dress: 'top',
  lower: 'bottom',
};

/** One slot of a track: the middle of its colours, and in how many pictures it was seen. */
interface SlotColour {
  readonly lab: Lab;
  readonly weight: number;
}

/**
 * Farther apart than this, in CIE L*a*b* with lightness counted by a third, clothes are others: light changes lightness most,
 * and one shirt in two rooms comes to about 20.
 */
export const otherClothes = 26;
const lightnessShare = 1 / 3;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** The mean of a garment's colours by their share; small patches are left out, they are as often skin or background. */
function meanLab(colours: readonly GarmentColour[]): Lab | undefined {
  const main = colours.filter(({ share }) => share >= 0.15);
  const total = main.reduce((sum, { share }) => sum + share, 0);
  if (total === 0) return undefined;
  const channel = (index: 0 | 1 | 2): number =>
    main.reduce((sum, { lab, share }) => sum + lab[index] * share, 0) / total;
  return [channel(0), channel(1), channel(2)];
}

function slotColours({ sightings }: WornTrack): Partial<Record<Slot, SlotColour>> {
  const found: Partial<Record<Slot, SlotColour>> = {};
  for (const slot of ['top', 'bottom'] as const) {
    const labs = sightings.flatMap((garments): Lab[] => {
      const worn = garments.filter(({ garment }) => slotOf[garment] === slot);
      const lab = meanLab(worn.flatMap(({ colours }) => colours));
      return lab ? [lab] : [];
    });
    if (labs.length === 0) continue;
    const channel = (index: 0 | 1 | 2): number => median(labs.map((lab) => lab[index]));
    found[slot] = { lab: [channel(0), channel(1), channel(2)], weight: labs.length };
  }
  return found;
}

function labDistance(a: Lab, b: Lab): number {
  return Math.hypot((a[0] - b[0]) * lightnessShare, a[1] - b[1], a[2] - b[2]);
}

/** Tops say more than bottoms, which are often cut by the frame's edge. Undefined where the two show nothing in common. */
function distanceOf(
  a: Partial<Record<Slot, SlotColour>>,
  b: Partial<Record<Slot, SlotColour>>,
): number | undefined {
  let [sum, weight] = [0, 0];
  for (const [slot, share] of [
    ['top', 2],
    ['bottom', 1],
  ] as const) {
    const [one, other] = [a[slot], b[slot]];
    if (!one || !other) continue;
    sum += share * labDistance(one.lab, other.lab);
    weight += share;
  }
  return weight === 0 ? undefined : sum / weight;
}

interface Group {
  tracks: { readonly worn: WornTrack; readonly slots: Partial<Record<Slot, SlotColour>> }[];
  said: string | undefined;
}

/** Mean distance of the tracks of two groups; infinite where two editors' outfits would meet. */
function groupDistance(a: Group, b: Group): number {
  if (a.said !== undefined && b.said !== undefined) return a.said === b.said ? 0 : Number.POSITIVE_INFINITY;
  const distances = a.tracks.flatMap((one) =>
    b.tracks.flatMap((other) => distanceOf(one.slots, other.slots) ?? []),
  );
  if (distances.length === 0) return Number.POSITIVE_INFINITY;
  return distances.reduce((sum, value) => sum + value, 0) / distances.length;
}

function joinNearest(groups: Group[]): Group[] {
  for (;;) {
    let best: { distance: number; into: number; from: number } | undefined;
    groups.forEach((a, into) => {
      for (let from = into + 1; from < groups.length; from++) {
        const distance = groupDistance(a, groups[from] as Group);
        if (distance < otherClothes && (!best || distance < best.distance)) best = { distance, into, from };
      }
    });
    if (!best) return groups;
    const [into, from] = [groups[best.into] as Group, groups[best.from] as Group];
    into.tracks.push(...from.tracks);
    into.said ??= from.said;
    groups.splice(best.from, 1);
  }
}

function mostFrequent<T>(values: readonly T[]): T | undefined {
  const counts = [...Map.groupBy(values, (value) => value)].toSorted((a, b) => b[1].length - a[1].length);
  return counts[0]?.[0];
}

/** Each kind of garment that is in a fair part of the pictures, with the colours of the most usual picture of it. */
function typicalGarments(sightings: readonly (readonly GarmentAttributes[])[]): TypicalGarment[] {
  const seen = sightings.filter((garments) => garments.length > 0).length;
  const byKind = Map.groupBy(sightings.flat(), ({ garment }) => garment);
  return [...byKind]
    .filter(([, own]) => own.length >= Math.max(1, seen / 4))
    .map(([garment, own]) => {
      const name = mostFrequent(own.map(({ colours }) => colours[0]?.name));
      const typical = own.find(({ colours }) => colours[0]?.name === name) ?? own[0];
      const pattern = mostFrequent(own.flatMap((one) => one.pattern ?? []));
      return {
        garment,
        colours: typical?.colours ?? [],
        ...(pattern ? { pattern } : {}),
        count: own.length,
      };
    })
    .toSorted((a, b) => b.count - a.count);
}

/**
 * The outfits of one person: tracks whose clothes have nearly the same colours wear one, wherever they are. Cautious: where
 * little is seen, nothing is said to have changed. `tracks` in the order of time.
 */
export function findOutfits(tracks: readonly WornTrack[]): FoundOutfit[] {
  const seen = tracks
    .map((worn) => ({ worn, slots: slotColours(worn) }))
    .filter(({ worn, slots }) => worn.said !== undefined || Object.keys(slots).length > 0);
  const groups = joinNearest(seen.map((one) => ({ tracks: [one], said: one.worn.said })));
  return groups.map(({ tracks: own, said }) => ({
    id: said ?? `o${own[0]?.worn.track.slice(1) ?? ''}`,
    tracks: own.map(({ worn }) => worn.track),
    garments: typicalGarments(own.flatMap(({ worn }) => worn.sightings)),
  }));
}
