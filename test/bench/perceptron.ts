import { hiddenOf, type Net, outputOf } from '../../src/engine/recognition/local/garments/shape-net.ts';
import type { Chance } from './garment-shapes.ts';

export interface Sample {
  readonly inputs: readonly number[];
  /** Index of the class. */
  readonly answer: number;
}

export interface TrainingRules {
  /** Hidden units. */
  readonly units: number;
  readonly rounds: number;
  /** Step of the descent at the start; it falls to a little more than nothing. */
  readonly rate: number;
  /** Inputs are moved by chance, at most this far: what real pictures give is never exact. */
  readonly noise: number;
  /** Weights shrink by this part of the rate at each step. */
  readonly decay: number;
}

/** The samples with each input's mean at 0 and its spread at 1, and the way to make their net take inputs as they were. */
export function levelled(samples: readonly Sample[]): { samples: Sample[]; fold: (net: Net) => Net } {
  const count = samples[0]?.inputs.length ?? 0;
  const mean = Array.from(
    { length: count },
    (_, n) => samples.reduce((sum, { inputs }) => sum + inputs[n]!, 0) / samples.length,
  );
  const spread = mean.map(
    (middle, n) =>
      Math.sqrt(samples.reduce((sum, { inputs }) => sum + (inputs[n]! - middle) ** 2, 0) / samples.length) +
      0.02,
  );
  const fold = ({ hidden, output }: Net): Net => ({
    output,
    hidden: hidden.map((row) => {
      const weights = row.subarray(1).map((weight, n) => weight / spread[n]!);
      const bias = weights.reduce((sum, weight, n) => sum - weight * mean[n]!, row[0]!);
      return Float32Array.from([bias, ...weights]);
    }),
  });
  return {
    fold,
    samples: samples.map(({ inputs, answer }) => ({
      answer,
      inputs: inputs.map((value, n) => (value - mean[n]!) / spread[n]!),
    })),
  };
}

function update(
  row: Float32Array,
  error: number,
  inputs: ArrayLike<number>,
  rate: number,
  decay: number,
): void {
  const kept = 1 - rate * decay;
  row[0]! -= rate * error;
  for (let n = 0; n < inputs.length; n += 1) row[n + 1] = row[n + 1]! * kept - rate * error * inputs[n]!;
}

/** One step of gradient descent on the cross entropy of one sample. */
function learn(net: Net, inputs: Float64Array, answer: number, rate: number, decay: number): void {
  const hidden = hiddenOf(net, inputs);
  const likelihoods = outputOf(net, hidden);
  const others = 0.03 / (likelihoods.length - 1);
  const errors = likelihoods.map((likelihood, n) => likelihood - (n === answer ? 0.97 : others));
  const back = hidden.map(
    (value, k) =>
      (1 - value * value) * errors.reduce((sum, error, n) => sum + error * net.output[n]![k + 1]!, 0),
  );
  for (const [n, error] of errors.entries()) update(net.output[n]!, error, hidden, rate, decay);
  for (const [k, error] of back.entries()) update(net.hidden[k]!, error, inputs, rate, decay);
}

/** Trains a net of one hidden layer; the same chance gives the same net. */
export function train(
  samples: readonly Sample[],
  classes: number,
  chance: Chance,
  rules: TrainingRules,
): Net {
  const count = samples[0]?.inputs.length ?? 0;
  const layer = (rows: number, width: number) =>
    Array.from({ length: rows }, () =>
      Float32Array.from({ length: width + 1 }, (_, n) =>
        n === 0 ? 0 : ((chance() - 0.5) * 2) / Math.sqrt(width),
      ),
    );
  const net: Net = { hidden: layer(rules.units, count), output: layer(classes, rules.units) };
  const order = [...samples.keys()];
  const noisy = new Float64Array(count);
  for (let round = 0; round < rules.rounds; round += 1) {
    const rate = rules.rate * (1 - round / rules.rounds + 0.03);
    for (let n = order.length - 1; n > 0; n -= 1) {
      const other = Math.floor(chance() * (n + 1));
      [order[n], order[other]] = [order[other]!, order[n]!];
    }
    for (const index of order) {
      const { inputs, answer } = samples[index]!;
      for (let n = 0; n < count; n += 1) noisy[n] = inputs[n]! + (chance() + chance() - 1) * rules.noise;
      learn(net, noisy, answer, rate, rules.decay);
    }
  }
  return net;
}
