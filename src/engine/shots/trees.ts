/**
 * Boosted decision trees of depth three: the score is the base plus the leaves that the measures lead to, and its logistic
 * the probability. Trained by test/bench/train-gradual.ts (gradient boosting: Friedman, "Greedy Function
 * Approximation", 2001).
 */
export interface TreeModel {
  readonly base: number;
  /**
   * Per tree: which measure its seven forks ask for, root first, then level by level.
   */
  readonly forks: readonly (readonly number[])[];
  /** Up to this value to the left. */
  readonly limits: readonly (readonly number[])[];
  /** The eight ends, left to right. */
  readonly leaves: readonly (readonly number[])[];
}

/** The trees’ sum for one place: the larger, the surer. `measures` in the model’s order. */
export function scoreOf(model: TreeModel, measures: readonly number[]): number {
  let score = model.base;
  for (let tree = 0; tree < model.forks.length; tree++) {
    const [forks, limits] = [model.forks[tree] as number[], model.limits[tree] as number[]];
    let node = 0;
    while (node < 7) {
      const left = (measures[forks[node] as number] as number) <= (limits[node] as number);
      node = 2 * node + (left ? 1 : 2);
    }
    score += (model.leaves[tree] as number[])[node - 7] as number;
  }
  return score;
}

/** A score as a probability, 0 to 1 (logistic function). */
export const probabilityOf = (score: number): number => 1 / (1 + Math.exp(-score));
