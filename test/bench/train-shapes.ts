/**
 * Trains the readers of garments that nobody wears and writes their weights:
 *
 *   node test/bench/train-shapes.ts <folder>
 *
 * The folder holds train-images-idx3-ubyte and train-labels-idx1-ubyte of Fashion-MNIST (Zalando SE, MIT licence; in
 * Debian's package dataset-fashion-mnist). Kinds are learnt from drawn outlines and from its outlines, coats from its
 * pictures. The same seed gives the same file. Prints how well what was not learnt from is read.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lookOf } from '../../src/engine/recognition/local/garments/look.ts';
import {
  likelihoodsOf,
  type Net,
  type PackedLayer,
  packed,
} from '../../src/engine/recognition/local/garments/shape-net.ts';
import { measuresOf } from '../../src/engine/recognition/local/garments/silhouette.ts';
import { type CatalogueClass, readCatalogue } from './garment-catalogue.ts';
import { type Chance, chanceFrom, drawShape, shapeDrawings } from './garment-shapes.ts';
import { levelled, type Sample, train } from './perceptron.ts';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('Where is Fashion-MNIST? node test/bench/train-shapes.ts <folder>');
const catalogue = readCatalogue(folder);

const drawn = Object.keys(shapeDrawings) as (keyof typeof shapeDrawings)[];
const shapes = [...drawn, 'bag'] as const;
const coats = ['tee', 'pullover', 'coat', 'shirt'] as const;
/** Pictures of each shape: drawn, and out of the catalogue. */
const counts = { drawn: 900, outlines: 900 };
const seeds = [1, 2, 3];

/** Shirts in the catalogue have sleeves of any length, so they tell no shape. */
const shapeOf: Readonly<Partial<Record<CatalogueClass, (typeof shapes)[number]>>> = {
  tee: 'tee',
  trousers: 'trousers',
  pullover: 'longsleeve',
  dress: 'dress',
  coat: 'longsleeve',
  sandal: 'shoes',
  sneaker: 'shoes',
  bag: 'bag',
  boot: 'shoes',
};

function drawnSamples(count: number, chance: Chance): Sample[] {
  const all: Sample[] = [];
  for (let n = 0; n < count; n += 1) {
    for (const name of drawn) {
      const inputs = measuresOf(drawShape(name, chance));
      if (inputs) all.push({ inputs, answer: shapes.indexOf(name) });
    }
  }
  return all;
}

/** As many of each shape, which several classes of the catalogue may share. */
function outlineSamples(from: number, to: number, count: number, chance: Chance): Sample[] {
  const classes = Object.values(shapeOf);
  const taken = new Map<CatalogueClass, number>();
  const all: Sample[] = [];
  for (let n = from; n < to; n += 1) {
    const name = catalogue.classOf(n);
    const shape = shapeOf[name];
    if (!shape) continue;
    const sharing = classes.filter((each) => each === shape).length;
    if ((taken.get(name) ?? 0) >= count / sharing) continue;
    taken.set(name, (taken.get(name) ?? 0) + 1);
    const inputs = measuresOf(catalogue.outline(n, chance));
    if (inputs) all.push({ inputs, answer: shapes.indexOf(shape) });
  }
  return all;
}

function lookSamples(from: number, to: number): Sample[] {
  const all: Sample[] = [];
  for (let n = from; n < to; n += 1) {
    const answer = coats.indexOf(catalogue.classOf(n) as (typeof coats)[number]);
    if (answer < 0) continue;
    const { bitmap, lightness } = catalogue.picture(n);
    const inputs = lookOf(lightness, bitmap);
    if (inputs) all.push({ inputs, answer });
  }
  return all;
}

function report(what: string, nets: readonly Net[], samples: readonly Sample[]): void {
  const right = samples.filter(({ inputs, answer }) => {
    const likelihoods = likelihoodsOf(nets, inputs);
    return likelihoods.indexOf(Math.max(...likelihoods)) === answer;
  });
  console.log(`${what}, not learnt from: ${right.length} of ${samples.length} right`);
}

const chance = chanceFrom(20261124);
const outlines = levelled([
  ...drawnSamples(counts.drawn, chance),
  ...outlineSamples(0, 50_000, counts.outlines, chance),
]);
const shapeNets = seeds.map((seed) =>
  outlines.fold(
    train(outlines.samples, shapes.length, chanceFrom(seed), {
      units: 24,
      rounds: 30,
      rate: 0.03,
      noise: 0.4,
      decay: 3e-3,
    }),
  ),
);
const lookNets = [
  train(lookSamples(0, 26_000), coats.length, chanceFrom(1), {
    units: 24,
    rounds: 14,
    rate: 0.01,
    noise: 0.5,
    decay: 1e-3,
  }),
];
report('drawings', shapeNets, drawnSamples(80, chanceFrom(7)));
report('outlines of the catalogue', shapeNets, outlineSamples(50_000, 60_000, 200, chanceFrom(8)));
const unseen = lookSamples(50_000, 60_000);
report('torsos of the catalogue', lookNets, unseen);
const sure = unseen.filter(({ inputs }) => (likelihoodsOf(lookNets, inputs)[2] ?? 0) > 0.65);
console.log(`sure of a coat: ${sure.length}, right ${sure.filter(({ answer }) => answer === 2).length}`);

const layer = (name: string, { rows, data }: PackedLayer) =>
  `    ${name}: {\n      rows: ${rows},\n      data: '${data}',\n    },\n`;
const list = (nets: readonly Net[]) =>
  nets
    .map(
      ({ hidden, output }) =>
        `  {\n${layer('hidden', packed(hidden))}${layer('output', packed(output))}  },\n`,
    )
    .join('');
const names = (all: readonly string[]) => all.map((name) => `  '${name}',\n`).join('');
const content = `// Written by test/bench/train-shapes.ts: do not edit.
import type { PackedNets } from './shape-net.ts';

export const shapeNames = [\n${names(shapes)}] as const;
export type ShapeName = (typeof shapeNames)[number];

/** Input: the numbers of \`measuresOf\`. Learnt from drawings and from Fashion-MNIST (Zalando SE, MIT licence). */
export const shapeWeights: PackedNets = [
${list(shapeNets)}];

export const coatNames = [${coats.map((name) => `'${name}'`).join(', ')}] as const;
export type CoatName = (typeof coatNames)[number];

/** Input: the numbers of \`lookOf\`. Learnt from Fashion-MNIST. */
export const coatWeights: PackedNets = [
${list(lookNets)}];
`;
await writeFile(
  join(import.meta.dirname, '../../src/engine/recognition/local/garments/shape-weights.ts'),
  content,
);
