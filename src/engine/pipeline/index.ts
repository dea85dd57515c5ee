export {
  type AnalysisCounters,
  type AnalysisTools,
  analyseAsset,
  cutsAskForAnalysis,
  noWork,
} from './analyse.ts';
export { collectMediaFiles } from './collect.ts';
export { readDrawnFace } from './drawn.ts';
export { FramePictures } from './frame-pictures.ts';
export { type PreparedGrouping, prepareGrouping } from './grouping.ts';
export { compareGrouping, groupPeople, writeGrouping } from './people.ts';
export { previewAsset } from './preview.ts';
export { groupInWorker } from './regroup.ts';
