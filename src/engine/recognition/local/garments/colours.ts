import type { GarmentColour } from '../../../../shared/wardrobe.ts';
import { type Bits, majority, type Size } from './bitmaps.ts';
import { nameOfColour } from './colour-names.ts';
import type { Lab, LabPicture } from './lab.ts';

/** Clusters at the start, and how many rounds they are moved. */
const clusters = 6;
const rounds = 10;
/** More pixels than this tell no more. */
const mostSamples = 2500;
/** Folds and shadows change lightness more than tint, so lightness counts less when colours are told apart. */
const lightnessWeight = 0.35;
/** Clusters closer than this, squared and weighted so, are one colour. */
const sameColour = 150;
/** Less than this part of a garment is trim, buttons or an edge of something else. */
const leastShare = 0.1;
const mostColours = 4;

interface Cluster {
  readonly centre: Lab;
  readonly share: number;
}

function distance(p: Lab, q: Lab): number {
  return lightnessWeight * (p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2 + (p[2] - q[2]) ** 2;
}

/** Pixels in even steps, so that the same garment always gives the same colours. */
function samplesOf(lab: LabPicture, bits: Bits): Lab[] {
  const at: number[] = [];
  for (let i = 0; i < bits.length; i += 1) if (bits[i]) at.push(i);
  const step = Math.max(1, at.length / mostSamples);
  const count = Math.floor(at.length / step);
  return Array.from({ length: count }, (_, n) => {
    const i = at[Math.floor(n * step)] as number;
    return [lab.l[i] as number, lab.a[i] as number, lab.b[i] as number];
  });
}

/** The first centre is the middle of all, each next one the sample farthest from those before. */
function seeds(samples: readonly Lab[]): Lab[] {
  const middle = (channel: 0 | 1 | 2) =>
    samples.reduce((sum, sample) => sum + sample[channel], 0) / samples.length;
  const centres: Lab[] = [[middle(0), middle(1), middle(2)]];
  const nearest = new Float64Array(samples.length).fill(Number.POSITIVE_INFINITY);
  while (centres.length < Math.min(clusters, samples.length)) {
    const last = centres[centres.length - 1] as Lab;
    let farthest = 0;
    for (const [n, sample] of samples.entries()) {
      nearest[n] = Math.min(nearest[n] as number, distance(sample, last));
      if ((nearest[n] as number) > (nearest[farthest] as number)) farthest = n;
    }
    centres.push(samples[farthest] as Lab);
  }
  return centres;
}

/** Lloyd's k-means. */
function clustersOf(samples: readonly Lab[]): Cluster[] {
  let centres = seeds(samples);
  let counts: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const sums = centres.map(() => [0, 0, 0] as [number, number, number]);
    counts = centres.map(() => 0);
    for (const sample of samples) {
      let best = 0;
      let least = Number.POSITIVE_INFINITY;
      for (let k = 0; k < centres.length; k += 1) {
        const away = distance(sample, centres[k] as Lab);
        if (away < least) [least, best] = [away, k];
      }
      const sum = sums[best] as [number, number, number];
      for (let channel = 0; channel < 3; channel += 1)
        sum[channel] = (sum[channel] as number) + (sample[channel] as number);
      counts[best] = (counts[best] as number) + 1;
    }
    centres = centres.map((centre, k) => {
      const count = counts[k] as number;
      const sum = sums[k] as [number, number, number];
      return count > 0 ? [sum[0] / count, sum[1] / count, sum[2] / count] : centre;
    });
  }
  return centres.map((centre, k) => ({ centre, share: (counts[k] as number) / samples.length }));
}

/** Joins the two closest as long as they are one colour. */
function merged(all: readonly Cluster[]): Cluster[] {
  const left = all.filter(({ share }) => share > 0);
  for (;;) {
    let best: { i: number; j: number; away: number } | undefined;
    for (let i = 0; i < left.length; i += 1) {
      for (let j = i + 1; j < left.length; j += 1) {
        const away = distance((left[i] as Cluster).centre, (left[j] as Cluster).centre);
        if (away < (best?.away ?? sameColour)) best = { i, j, away };
      }
    }
    if (!best) return left.sort((a, b) => b.share - a.share);
    const [a, b] = [left[best.i] as Cluster, left[best.j] as Cluster];
    const share = a.share + b.share;
    const mix = (channel: 0 | 1 | 2) => (a.centre[channel] * a.share + b.centre[channel] * b.share) / share;
    left.splice(best.j, 1);
    left[best.i] = { centre: [mix(0), mix(1), mix(2)], share };
  }
}

/** Edges of masks carry the colour of what is behind: the rim is left out where enough remains. */
function core(bits: Bits, size: Size): Bits {
  const inner = majority(bits, size, 2, 0.99);
  return inner.some((bit) => bit === 1) ? inner : bits;
}

/** Folds and shade of white cloth are light grey: with so much white, grey from this lightness on is part of it. */
const white = { leastShare: 0.25, shadeFrom: 60 };

function shadeOfWhite(named: ReadonlyMap<string, GarmentColour>): ReadonlyMap<string, GarmentColour> {
  const [bright, shade] = [named.get('white'), named.get('grey')];
  if (!bright || !shade || bright.share < white.leastShare || shade.lab[0] < white.shadeFrom) return named;
  const joined = new Map(named);
  joined.delete('grey');
  return joined.set('white', { ...bright, share: bright.share + shade.share });
}

/**
 * The colours of a garment, the most of it first, at most four; those of one name are added up.
 *
 * @param bits the garment's pixels
 */
export function coloursOf(lab: LabPicture, bits: Bits): GarmentColour[] {
  const samples = samplesOf(lab, core(bits, lab));
  if (samples.length === 0) return [];
  const named = new Map<string, GarmentColour>();
  for (const { centre, share } of merged(clustersOf(samples))) {
    const name = nameOfColour(centre);
    const known = named.get(name);
    // The larger cluster's colour stands for the name: a mean of two would be a colour that is not there.
    if (known) named.set(name, { ...known, share: known.share + share });
    else named.set(name, { name, lab: [centre[0], centre[1], centre[2]], share });
  }
  return [...shadeOfWhite(named).values()]
    .filter(({ share }) => share >= leastShare)
    .sort((a, b) => b.share - a.share)
    .slice(0, mostColours)
    .map((colour) => ({ ...colour, share: Math.min(1, colour.share) }));
}
