/**
 * Trains the reader of outlines on drawn garments and writes its weights:
 *   node test/bench/train-shapes.ts
 * The same seed gives the same file. It prints how well it reads drawings that it did not learn from.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  hiddenOf,
  likelihoodsOf,
  type ShapeWeights,
} from '../../src/engine/recognition/local/garments/shape-net.ts';
import { measureCount, measuresOf } from '../../src/engine/recognition/local/garments/silhouette.ts';
import { type Chance, chanceFrom, drawShape, shapeDrawings } from './garment-shapes.ts';

const names = Object.keys(shapeDrawings) as (keyof typeof shapeDrawings)[];
const [perShape, units, rounds, decay] = [1200, 28, 60, 3e-4];

interface Sample {
  readonly measures: readonly number[];
  readonly shape: number;
}

function samples(count: number, chance: Chance): Sample[] {
  const all: Sample[] = [];
  for (let n = 0; n < count; n += 1) {
    for (const [shape, name] of names.entries()) {
      const measures = measuresOf(drawShape(name, chance));
      if (measures) all.push({ measures, shape });
    }
  }
  return all;
}

interface Learner extends ShapeWeights {
  readonly hidden: number[][];
  readonly output: number[][];
}

function learnerFor(rows: readonly Sample[], chance: Chance): Learner {
  const mean = Array.from(
    { length: measureCount },
    (_, n) => rows.reduce((sum, row) => sum + (row.measures[n] as number), 0) / rows.length,
  );
  const spread = mean.map(
    (middle, n) =>
      Math.sqrt(
        rows.reduce((sum, row) => sum + ((row.measures[n] as number) - middle) ** 2, 0) / rows.length,
      ) + 0.02,
  );
  const layer = (count: number, inputs: number) =>
    Array.from({ length: count }, () => [
      0,
      ...Array.from({ length: inputs }, () => (chance() - 0.5) * (2 / Math.sqrt(inputs))),
    ]);
  return { mean, spread, hidden: layer(units, measureCount), output: layer(names.length, units) };
}

/** One step of gradient descent on the cross entropy of one sample. */
function learn(model: Learner, { measures, shape }: Sample, rate: number, chance: Chance): void {
  // Measures of real outlines are never as exact as drawn ones.
  const noisy = measures.map(
    (value, n) => value + (chance() + chance() - 1) * 0.35 * (model.spread[n] as number),
  );
  const level = noisy.map((value, n) => (value - (model.mean[n] as number)) / (model.spread[n] as number));
  const hidden = hiddenOf(model, noisy);
  const errors = likelihoodsOf(model, noisy).map(
    (likelihood, n) => likelihood - (n === shape ? 0.97 : 0.03 / (names.length - 1)),
  );
  const back = hidden.map(
    (value, k) =>
      (1 - value * value) *
      errors.reduce((sum, error, n) => sum + error * ((model.output[n] as number[])[k + 1] as number), 0),
  );
  const update = (row: number[], error: number, inputs: readonly number[]) => {
    row[0] = (row[0] as number) - rate * error;
    for (let k = 0; k < inputs.length; k += 1)
      row[k + 1] = (row[k + 1] as number) * (1 - rate * decay) - rate * error * (inputs[k] as number);
  };
  for (const [n, error] of errors.entries()) update(model.output[n] as number[], error, hidden);
  for (const [k, error] of back.entries()) update(model.hidden[k] as number[], error, level);
}

const chance = chanceFrom(20261124);
const rows = samples(perShape, chance);
const model = learnerFor(rows, chance);
for (let round = 0; round < rounds; round += 1) {
  const rate = 0.03 * (1 - round / rounds) + 0.001;
  for (let n = rows.length - 1; n > 0; n -= 1) {
    const other = Math.floor(chance() * (n + 1));
    [rows[n], rows[other]] = [rows[other] as Sample, rows[n] as Sample];
  }
  for (const row of rows) learn(model, row, rate, chance);
}
const test = samples(80, chanceFrom(7));
const right = test.filter(({ measures, shape }) => {
  const likelihoods = likelihoodsOf(model, measures);
  return likelihoods.indexOf(Math.max(...likelihoods)) === shape;
});
console.log(`drawings not learnt from: ${right.length} of ${test.length} right`);

const short = (value: number) => Number(value.toPrecision(4));
const table = (matrix: number[][]) =>
  `[\n${matrix.map((row) => `    [${row.map(short).join(', ')}],`).join('\n')}\n  ]`;
const content = `// Written by test/bench/train-shapes.ts: do not edit.
import type { ShapeWeights } from './shape-net.ts';

export const shapeNames = [${names.map((name) => `'${name}'`).join(', ')}] as const;
export type ShapeName = (typeof shapeNames)[number];

// biome-ignore format: numbers, a row a unit
export const shapeWeights: ShapeWeights = {
  mean: [${(model.mean as number[]).map(short).join(', ')}],
  spread: [${(model.spread as number[]).map(short).join(', ')}],
  hidden: ${table(model.hidden)},
  output: ${table(model.output)},
};
`;
await writeFile(
  join(import.meta.dirname, '../../src/engine/recognition/local/garments/shape-weights.ts'),
  content,
);
