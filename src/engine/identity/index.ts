export { appearancesInShot, keyframeReach, type SeenKeyframe, type SeenRange } from './appearances.ts';
export { type GroupedFace, type GroupingRules, groupFaces, type KnownPerson } from './group.ts';
export { faceQuality } from './quality.ts';
export { bridgeGaps, type SaidRange, speak, withPresence } from './ranges.ts';
export { doubtOf, groupingRules } from './rules.ts';
export type { GroupableFace } from './tracks.ts';
export { addTo, dot, unit } from './vectors.ts';
