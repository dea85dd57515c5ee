import { scoreOf, type TreeModel } from '../../src/engine/shots/trees.ts';

/** Gradient boosting of depth-three trees for two classes, small and deterministic. */

export interface Row {
  measures: number[];
  positive: boolean;
  weight: number;
}

const trees = 80;
const rate = 0.15;
const shrinkage = 8;
const minLeaf = 25;
const candidates = 40;

interface Gradients {
  gradient: Float64Array;
  curvature: Float64Array;
}

interface Split {
  gain: number;
  measure: number;
  limit: number;
}

function quantiles(rows: readonly Row[], measure: number): number[] {
  const values = rows.map((row) => row.measures[measure] as number).sort((a, b) => a - b);
  const picks = Array.from(
    { length: candidates },
    (_, i) => values[Math.floor(((i + 0.5) / candidates) * values.length)],
  );
  return [...new Set(picks as number[])].map((value) => Number(value.toPrecision(4)));
}

function bestSplit(
  rows: readonly Row[],
  members: Uint32Array,
  { gradient, curvature }: Gradients,
  limits: readonly number[][],
): Split | undefined {
  let best: Split | undefined;
  for (const [measure, cuts] of limits.entries()) {
    const sums = new Float64Array(cuts.length + 1);
    const curves = new Float64Array(cuts.length + 1);
    const counts = new Uint32Array(cuts.length + 1);
    for (const member of members) {
      const value = (rows[member] as Row).measures[measure] as number;
      let bin = 0;
      while (bin < cuts.length && value > (cuts[bin] as number)) bin++;
      sums[bin] = (sums[bin] as number) + (gradient[member] as number);
      curves[bin] = (curves[bin] as number) + (curvature[member] as number);
      counts[bin] = (counts[bin] as number) + 1;
    }
    const [allSum, allCurve] = [sums.reduce((a, b) => a + b, 0), curves.reduce((a, b) => a + b, 0)];
    let [sum, curve, count] = [0, 0, 0];
    for (let bin = 0; bin < cuts.length; bin++) {
      sum += sums[bin] as number;
      curve += curves[bin] as number;
      count += counts[bin] as number;
      if (count < minLeaf || members.length - count < minLeaf) continue;
      const gain =
        sum ** 2 / (curve + shrinkage) +
        (allSum - sum) ** 2 / (allCurve - curve + shrinkage) -
        allSum ** 2 / (allCurve + shrinkage);
      if (gain > (best?.gain ?? 0.5)) best = { gain, measure, limit: cuts[bin] as number };
    }
  }
  return best;
}

interface GrownTree {
  forks: number[];
  limits: number[];
  leaves: number[];
}

function growTree(rows: readonly Row[], gradients: Gradients, limits: readonly number[][]): GrownTree {
  const tree: GrownTree = {
    forks: new Array(7).fill(0),
    limits: new Array(7).fill(0),
    leaves: new Array(8).fill(0),
  };
  const members: Uint32Array[] = [Uint32Array.from(rows.keys())];
  for (let node = 0; node < 15; node++) {
    const here = members[node] ?? new Uint32Array();
    if (node >= 7) {
      let [sum, curve] = [0, 0];
      for (const member of here) {
        sum += gradients.gradient[member] as number;
        curve += gradients.curvature[member] as number;
      }
      tree.leaves[node - 7] = Number(((rate * sum) / (curve + shrinkage)).toPrecision(4));
      continue;
    }
    const split = here.length >= 2 * minLeaf ? bestSplit(rows, here, gradients, limits) : undefined;
    // A fork without a split sends everything to the left.
    tree.forks[node] = split?.measure ?? 0;
    tree.limits[node] = split?.limit ?? 1e9;
    const isLeft = (member: number): boolean =>
      ((rows[member] as Row).measures[tree.forks[node] as number] as number) <= (tree.limits[node] as number);
    members[2 * node + 1] = here.filter(isLeft);
    members[2 * node + 2] = here.filter((member) => !isLeft(member));
  }
  return tree;
}

export function trainTrees(rows: readonly Row[]): TreeModel {
  const limits = (rows[0]?.measures ?? []).map((_, measure) => quantiles(rows, measure));
  const total = rows.reduce((sum, row) => sum + row.weight, 0);
  const positive = rows.reduce((sum, row) => sum + (row.positive ? row.weight : 0), 0);
  const model = {
    base: Number(Math.log(positive / (total - positive)).toPrecision(4)),
    forks: [] as number[][],
    limits: [] as number[][],
    leaves: [] as number[][],
  };
  const scores = new Float64Array(rows.length).fill(model.base);
  for (let round = 0; round < trees; round++) {
    const gradient = new Float64Array(rows.length);
    const curvature = new Float64Array(rows.length);
    for (const [index, row] of rows.entries()) {
      const probability = 1 / (1 + Math.exp(-(scores[index] as number)));
      gradient[index] = row.weight * ((row.positive ? 1 : 0) - probability);
      curvature[index] = row.weight * probability * (1 - probability);
    }
    const tree = growTree(rows, { gradient, curvature }, limits);
    model.forks.push(tree.forks);
    model.limits.push(tree.limits);
    model.leaves.push(tree.leaves);
    const single = { base: 0, forks: [tree.forks], limits: [tree.limits], leaves: [tree.leaves] };
    for (const [index, row] of rows.entries()) {
      scores[index] = (scores[index] as number) + scoreOf(single, row.measures);
    }
  }
  return model;
}
