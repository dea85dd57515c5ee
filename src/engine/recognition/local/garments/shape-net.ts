import type { GarmentKind } from '../../../../shared/wardrobe.ts';
import {
  type CoatName,
  coatNames,
  coatWeights,
  type ShapeName,
  shapeNames,
  shapeWeights,
} from './shape-weights.ts';

/** A layer, row by row: the bias, then a weight for each input. Little-endian 32-bit floats in base64. */
export interface PackedLayer {
  readonly rows: number;
  readonly data: string;
}

/** Nets of one hidden layer, whose likelihoods are averaged. */
export type PackedNets = readonly { readonly hidden: PackedLayer; readonly output: PackedLayer }[];

/** A row a unit: its bias, then a weight for each input. */
export type Layer = readonly Float32Array[];
/** A net of one hidden layer. */
export interface Net {
  readonly hidden: Layer;
  readonly output: Layer;
}

/** A layer as base64 of 32-bit floats, row by row. */
export function packed(layer: Layer): PackedLayer {
  const width = layer[0]?.length ?? 0;
  const all = new Float32Array(layer.length * width);
  for (const [index, row] of layer.entries()) all.set(row, index * width);
  return { rows: layer.length, data: Buffer.from(all.buffer).toString('base64') };
}

function unpacked({ rows, data }: PackedLayer): Layer {
  const bytes = Uint8Array.from(Buffer.from(data, 'base64'));
  const all = new Float32Array(bytes.buffer);
  const width = all.length / rows;
  return Array.from({ length: rows }, (_, row) => all.subarray(row * width, (row + 1) * width));
}

function sumsOf(layer: Layer, inputs: ArrayLike<number>): Float64Array {
  return Float64Array.from(layer, (row) => {
    let sum = row[0] as number;
    for (let n = 0; n < inputs.length; n += 1) sum += (row[n + 1] as number) * (inputs[n] as number);
    return sum;
  });
}

/** What the hidden layer says of the inputs. */
export const hiddenOf = (net: Net, inputs: ArrayLike<number>): Float64Array =>
  sumsOf(net.hidden, inputs).map(Math.tanh);

/** The likelihood of each class from the hidden units; they add up to 1. */
export function outputOf(net: Net, hidden: Float64Array): Float64Array {
  const logits = sumsOf(net.output, hidden);
  const most = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - most));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

/** The mean of what the nets say. */
export function likelihoodsOf(nets: readonly Net[], inputs: ArrayLike<number>): number[] {
  const all = nets.map((net) => outputOf(net, hiddenOf(net, inputs)));
  return Array.from(
    all[0] ?? [],
    (_, n) => all.reduce((sum, each) => sum + (each[n] as number), 0) / all.length,
  );
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
  bag: 'bag',
};

/** Reads outlines; unpacks its weights once. */
export class ShapeReader {
  private readonly shapes = unpackedNets(shapeWeights);
  private readonly coats = unpackedNets(coatWeights);

  /** The likelihood of each kind by an outline's measures (`measuresOf`); they add up to 1. */
  kindsOf(measures: readonly number[]): Map<GarmentKind, number> {
    const byKind = new Map<GarmentKind, number>();
    for (const [n, likelihood] of likelihoodsOf(this.shapes, measures).entries()) {
      const kind = kinds[shapeNames[n] as ShapeName];
      byKind.set(kind, (byKind.get(kind) ?? 0) + likelihood);
    }
    return byKind;
  }

  /** How likely something worn on the torso is a coat or a jacket, 0 to 1, by its look (`lookOf`). */
  coatOf(look: readonly number[]): number {
    const coat: CoatName = 'coat';
    return likelihoodsOf(this.coats, look)[coatNames.indexOf(coat)] ?? 0;
  }
}

const unpackedNets = (nets: PackedNets): Net[] =>
  nets.map(({ hidden, output }) => ({ hidden: unpacked(hidden), output: unpacked(output) }));
