export { appearancesInShot, keyframeReach, type SeenKeyframe, type SeenRange } from './appearances.ts';
export type { Watch } from './cluster.ts';
export {
  type GroupableTrack,
  type GroupedFace,
  type GroupedTrack,
  type Grouper,
  type GroupingRules,
  groupFaces,
  groupTracks,
  type KnownPerson,
  summaryOf,
} from './group.ts';
export {
  type FoundOutfit,
  findOutfits,
  groupOutfits,
  summariseWorn,
  type WornTrack,
} from './outfits.ts';
export { faceQuality } from './quality.ts';
export { bridgeGaps, type SaidRange, speak, withPresence } from './ranges.ts';
export { doubtOf, groupingRules } from './rules.ts';
export { buildTracks, type FaceTrack, type GroupableFace } from './tracks.ts';
export { addTo, dot, unit } from './vectors.ts';
export type { GroupingReply, GroupingWork } from './worker.ts';
