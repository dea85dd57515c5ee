export {
  type AnalysisCounters,
  type AnalysisTools,
  analyseAsset,
  cutsAskForAnalysis,
  noWork,
} from './analyse.ts';
export { collectMediaFiles } from './collect.ts';
export { FramePictures } from './frame-pictures.ts';
export { previewAsset } from './preview.ts';
