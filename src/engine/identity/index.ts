export { appearancesInShot, keyframeReach, type SeenKeyframe, type SeenRange } from './appearances.ts';
export { type GroupedFace, type GroupingRules, groupFaces, type KnownPerson } from './group.ts';
export { faceQuality } from './quality.ts';
export type { GroupableFace } from './tracks.ts';
