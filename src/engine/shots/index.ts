export {
  type CutDecision,
  type CutDecisionState,
  type DecidedShot,
  decideShots,
  statesForMove,
  withStates,
} from './decisions.ts';
export { findBoundaries, shotDetector, shotStart, shotsBetween } from './detect.ts';
export { FeatureExtractor, type FrameFeatures, gridBytes, gridHeight, gridWidth } from './features.ts';
export { type ScanOptions, type ShotScan, scanShots } from './scan.ts';
export { decoderThreads } from './scan-command.ts';
export {
  type Boundary,
  defaultKeyframes,
  type FilmstripPicture,
  type KeyframeOptions,
  type KeyframePicture,
  type ShotRange,
} from './types.ts';
