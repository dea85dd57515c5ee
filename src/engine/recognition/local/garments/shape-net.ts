import type { GarmentKind } from '../../../../shared/wardrobe.ts';
import { type ShapeName, shapeNames, shapeWeights } from './shape-weights.ts';

/** A net of one hidden layer: numbers come in, are levelled, and leave as a likelihood for each shape. */
export interface ShapeWeights {
  readonly mean: readonly number[];
  readonly spread: readonly number[];
  /** One row a hidden unit: its bias, then a weight for each number. */
  readonly hidden: readonly (readonly number[])[];
  /** One row a shape: its bias, then a weight for each hidden unit. */
  readonly output: readonly (readonly number[])[];
}

const kinds: Readonly<Record<ShapeName, GarmentKind>> = {
  tee: 'upper',
  longsleeve: 'upper',
  trousers: 'lower',
  shorts: 'lower',
  skirt: 'lower',
  dress: 'dress',
  hat: 'hat',
  shoes: 'shoes',
};

export function hiddenOf(weights: ShapeWeights, measures: readonly number[]): number[] {
  const level = measures.map(
    (value, n) => (value - (weights.mean[n] as number)) / (weights.spread[n] as number),
  );
  return weights.hidden.map(([bias, ...row]) =>
    Math.tanh(row.reduce((sum, weight, n) => sum + weight * (level[n] as number), bias as number)),
  );
}

/** The likelihood of each shape; they add up to 1. */
export function likelihoodsOf(weights: ShapeWeights, measures: readonly number[]): number[] {
  const hidden = hiddenOf(weights, measures);
  const logits = weights.output.map(([bias, ...row]) =>
    row.reduce((sum, weight, n) => sum + weight * (hidden[n] as number), bias as number),
  );
  const most = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - most));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

export interface ShapeReading {
  readonly kind: GarmentKind;
  readonly shape: ShapeName;
  /** 0 to 1, of the kind. */
  readonly likelihood: number;
}

/** The kind of garment that an outline shows, by the measures of `measuresOf`. */
export function readShape(measures: readonly number[]): ShapeReading {
  const likelihoods = likelihoodsOf(shapeWeights, measures);
  const byKind = new Map<GarmentKind, number>();
  for (const [n, name] of shapeNames.entries()) {
    byKind.set(kinds[name], (byKind.get(kinds[name]) ?? 0) + (likelihoods[n] as number));
  }
  const [kind, likelihood] = [...byKind].reduce((a, b) => (b[1] > a[1] ? b : a));
  const own = shapeNames.map((name, n) => (kinds[name] === kind ? (likelihoods[n] as number) : -1));
  return { kind, shape: shapeNames[own.indexOf(Math.max(...own))] as ShapeName, likelihood };
}
