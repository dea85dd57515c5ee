import type { GroupingRules } from './group.ts';

/** What grouping needs to know of an embedder: its cosines, and how far one step of strictness moves them. */
interface EmbedderRules {
  readonly rules: GroupingRules;
  /** Added to the least cosines at strictness 1, taken off at -1. */
  readonly step: number;
  /** Pairs of people that are less alike by at most this much than would join are worth a question. */
  readonly doubt: number;
}

/**
 * fr_feature: of good faces of different people the most alike pair on the labelled set reaches 0.47, of the same person the
 * least alike 0.47 and, averaged over a cluster, 0.55; poor ones of one person fall to 0.45. In films two men reach 0.51 in
 * single shots: what good faces have to reach lies above that.
 */
const frFeature: EmbedderRules = {
  rules: {
    linkAt: 0.35,
    overlapWeight: 0.2,
    joinAt: 0.46,
    joinAtBest: 0.54,
    joinQualities: [0.5, 0.7],
    attachAt: 0.42,
    attachPoor: 0.12,
    seedQuality: 0.12,
  },
  step: 0.12,
  doubt: 0.12,
};

/** dlib's cosines are crowded near 1: the pair with equal errors lies at 0.91 on the labelled set. */
const dlib: EmbedderRules = {
  rules: {
    linkAt: 0.86,
    overlapWeight: 0.05,
    joinAt: 0.91,
    joinAtBest: 0.93,
    joinQualities: [0.6, 0.75],
    attachAt: 0.92,
    attachPoor: 0.02,
    seedQuality: 0.12,
  },
  step: 0.025,
  doubt: 0.025,
};

const rulesOfModel = (model: string | undefined): EmbedderRules => (model === 'dlib' ? dlib : frFeature);

/** The rules for embeddings of a model at a strictness of -1 (joins more) to 1 (joins less). */
export function groupingRules(model: string | undefined, strictness: number): GroupingRules {
  const { rules, step } = rulesOfModel(model);
  const shift = step * Math.max(-1, Math.min(1, strictness));
  return {
    ...rules,
    joinAt: rules.joinAt + shift,
    joinAtBest: rules.joinAtBest + shift,
    attachAt: rules.attachAt + shift,
  };
}

/** How far below joining a pair of people is still worth a question, in cosine. */
export const doubtOf = (model: string | undefined): number => rulesOfModel(model).doubt;
