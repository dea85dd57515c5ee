import type {
  GarmentAttributes,
  GarmentColour,
  GarmentKind,
  SeenGarment,
  SlotColour,
  WornSlot,
  WornSummary,
} from '../../shared/wardrobe.ts';

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

/** Tracks of one person that show the same clothes. */
export interface FoundOutfit {
  /** Given by an editor; the machine's are named after their first track. */
  readonly id: string;
  readonly tracks: readonly string[];
  readonly garments: readonly TypicalGarment[];
}

type Lab = SlotColour['lab'];

/** Recognition mixes up what is worn on the same part of the body: a blazer counts as an upper, a dress as both. */
const slotOf: Partial<Record<GarmentKind, WornSlot>> = {
  upper: 'top',
  outerwear: 'top',
  dress: 'top',
  lower: 'bottom',
};

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

function slotColours(sightings: WornTrack['sightings']): WornSummary['slots'] {
  const found: Partial<Record<WornSlot, SlotColour>> = {};
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

/** Tops say more than bottoms, which are often cut by the frame's edge. NaN where the two show nothing in common. */
function distanceOf(a: WornSummary['slots'], b: WornSummary['slots']): number {
  const top = a.top && b.top ? 2 : 0;
  const bottom = a.bottom && b.bottom ? 1 : 0;
  let sum = 0;
  if (a.top && b.top) sum += top * labDistance(a.top.lab, b.top.lab);
  if (a.bottom && b.bottom) sum += bottom * labDistance(a.bottom.lab, b.bottom.lab);
  return sum / (top + bottom);
}

interface Group {
  readonly members: number[];
  said: string | undefined;
}

/**
 * Joins the nearest two groups as long as they are near enough, by the mean distance of their members. The sums of distances
 * between groups are kept and added where two are joined, so that n tracks take n² distances and not n⁴.
 */
class Joining {
  private readonly groups: (Group | undefined)[];
  private readonly sums: Float64Array;
  private readonly counts: Uint32Array;
  /** For each group the nearest of those after it; -1: none is near enough. */
  private readonly nearest: Int32Array;

  constructor(
    tracks: readonly { readonly slots: WornSummary['slots']; readonly said: string | undefined }[],
  ) {
    const size = tracks.length;
    this.groups = tracks.map(({ said }, index) => ({ members: [index], said }));
    // Of each pair one: a leading part may be in some thousand shots.
    this.sums = new Float64Array((size * (size - 1)) / 2);
    this.counts = new Uint32Array((size * (size - 1)) / 2);
    this.nearest = new Int32Array(size);
    tracks.forEach((one, a) => {
      for (let b = a + 1; b < size; b++) {
        const distance = distanceOf(one.slots, tracks[b]?.slots ?? {});
        if (!Number.isNaN(distance)) this.add(a, b, distance, 1);
      }
    });
    for (let a = 0; a < size; a++) this.findNearest(a);
  }

  private add(a: number, b: number, sum: number, count: number): void {
    const at = this.at(a, b);
    this.sums[at] = (this.sums[at] ?? 0) + sum;
    this.counts[at] = (this.counts[at] ?? 0) + count;
  }

  private at(a: number, b: number): number {
    const [first, second] = a < b ? [a, b] : [b, a];
    return (first * (2 * this.groups.length - first - 1)) / 2 + second - first - 1;
  }

  /** Mean distance of the members of two groups; infinite where two editors' outfits would meet, or nothing compares. */
  private distance(a: number, b: number): number {
    const [one, other] = [this.groups[a], this.groups[b]];
    if (!one || !other) return Number.POSITIVE_INFINITY;
    if (one.said !== undefined && other.said !== undefined) {
      return one.said === other.said ? 0 : Number.POSITIVE_INFINITY;
    }
    const count = this.counts[this.at(a, b)] ?? 0;
    return count === 0 ? Number.POSITIVE_INFINITY : (this.sums[this.at(a, b)] ?? 0) / count;
  }

  private findNearest(a: number): void {
    let [best, nearest] = [otherClothes, -1];
    for (let b = a + 1; b < this.groups.length; b++) {
      const distance = this.distance(a, b);
      if (distance < best) [best, nearest] = [distance, b];
    }
    this.nearest[a] = nearest;
  }

  private join(into: number, from: number): void {
    const [kept, gone] = [this.groups[into], this.groups[from]];
    if (!kept || !gone) return;
    kept.members.push(...gone.members);
    kept.said ??= gone.said;
    this.groups[from] = undefined;
    for (let other = 0; other < this.groups.length; other++) {
      if (other === into || other === from || !this.groups[other]) continue;
      this.add(into, other, this.sums[this.at(from, other)] ?? 0, this.counts[this.at(from, other)] ?? 0);
    }
    for (let a = 0; a < from; a++) {
      if (!this.groups[a]) continue;
      const nearest = this.nearest[a];
      // What lay before `into` may have it as its nearest now; what pointed at either has to look anew.
      if (a === into || nearest === into || nearest === from) this.findNearest(a);
      else if (a < into && this.distance(a, into) < this.reach(a)) this.nearest[a] = into;
    }
  }

  /** How far the nearest of a group is. */
  private reach(a: number): number {
    const nearest = this.nearest[a] ?? -1;
    return nearest < 0 ? otherClothes : this.distance(a, nearest);
  }

  /** The groups at the end, in the order of their first tracks. */
  run(): Group[] {
    for (;;) {
      let [best, into] = [otherClothes, -1];
      for (let a = 0; a < this.groups.length; a++) {
        const reach = this.groups[a] ? this.reach(a) : best;
        if (reach < best) [best, into] = [reach, a];
      }
      if (into < 0) return this.groups.filter((group) => group !== undefined);
      this.join(into, this.nearest[into] ?? -1);
    }
  }
}

/** Values with how often they are there, in the order in which they were seen first. */
const counted = <T>(values: readonly T[]): (readonly [value: T, own: readonly T[]])[] => [
  ...Map.groupBy(values, (value) => value),
];

function seenGarments(sightings: WornTrack['sightings']): SeenGarment[] {
  const byKind = Map.groupBy(sightings.flat(), ({ garment }) => garment);
  return [...byKind].map(([garment, own]) => ({
    garment,
    count: own.length,
    looks: [...Map.groupBy(own, ({ colours }) => colours[0]?.name)].map(([name, alike]) => ({
      name,
      count: alike.length,
      colours: alike[0]?.colours ?? [],
    })),
    patterns: counted(own.flatMap(({ pattern }) => pattern ?? [])).map(([pattern, alike]) => ({
      pattern,
      count: alike.length,
    })),
  }));
}

/** What is to be kept of a track. */
export const summariseWorn = (sightings: WornTrack['sightings']): WornSummary => ({
  slots: slotColours(sightings),
  garments: seenGarments(sightings),
  pictures: sightings.filter((garments) => garments.length > 0).length,
});

const total = (counts: readonly { readonly count: number }[]): number =>
  counts.reduce((sum, { count }) => sum + count, 0);

/** The group with the highest count; of equals the one that came first. */
function mostOf<K, T extends { readonly count: number }>(values: readonly T[], by: (value: T) => K) {
  const groups = [...Map.groupBy(values, by).values()];
  const [most] = groups.toSorted((a, b) => total(b) - total(a));
  return most?.[0];
}

/** Each kind of garment that is in a fair part of the pictures, with the colours of the most usual picture of it. */
function typicalGarments(tracks: readonly WornSummary[]): TypicalGarment[] {
  const seen = tracks.reduce((sum, { pictures }) => sum + pictures, 0);
  const byKind = Map.groupBy(
    tracks.flatMap(({ garments }) => garments),
    ({ garment }) => garment,
  );
  return [...byKind]
    .filter(([, own]) => total(own) >= Math.max(1, seen / 4))
    .map(([garment, own]) => {
      const typical = mostOf(
        own.flatMap(({ looks }) => looks),
        ({ name }) => name,
      );
      const usual = mostOf(
        own.flatMap(({ patterns }) => patterns),
        ({ pattern }) => pattern,
      );
      return {
        garment,
        colours: typical?.colours ?? [],
        ...(usual ? { pattern: usual.pattern } : {}),
        count: total(own),
      };
    })
    .toSorted((a, b) => b.count - a.count);
}

/** A track as it was kept, with the outfit that an editor said it is. */
export interface KeptTrack extends WornSummary {
  readonly track: string;
  readonly said?: string | undefined;
}

/**
 * The outfits of one person: tracks whose clothes have nearly the same colours wear one, wherever they are. Cautious: where
 * little is seen, nothing is said to have changed. `tracks` in the order of time.
 */
export function groupOutfits(tracks: readonly KeptTrack[]): FoundOutfit[] {
  const seen = tracks.filter(({ said, slots }) => said !== undefined || slots.top || slots.bottom);
  const groups = new Joining(seen.map(({ slots, said }) => ({ slots, said }))).run();
  return groups.map(({ members, said }) => {
    const own = members.flatMap((index) => seen[index] ?? []);
    return {
      id: said ?? `o${own[0]?.track.slice(1) ?? ''}`,
      tracks: own.map(({ track }) => track),
      garments: typicalGarments(own),
    };
  });
}

/** The outfits of one person, from the garments of each picture. */
export const findOutfits = (tracks: readonly WornTrack[]): FoundOutfit[] =>
  groupOutfits(tracks.map(({ track, said, sightings }) => ({ track, said, ...summariseWorn(sightings) })));
