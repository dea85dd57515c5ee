export {
  type AnalysisCounters,
  analyseAsset,
  cutsAskForAnalysis,
  noWork,
} from './analyse.ts';
export { collectMediaFiles } from './collect.ts';
export { readDrawnFace } from './drawn.ts';
export { FramePictures } from './frame-pictures.ts';
export { prepareGrouping } from './grouping.ts';
export { compareGrouping, groupPeople, writeGrouping } from './people.ts';
export { previewAsset } from './preview.ts';
export { groupInWorker } from './regroup.ts';
