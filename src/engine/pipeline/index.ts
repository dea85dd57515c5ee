export { type AnalysisCounters, type AnalysisTools, analyseAsset, noWork } from './analyse.ts';
export { collectMediaFiles } from './collect.ts';
export { previewAsset } from './preview.ts';
