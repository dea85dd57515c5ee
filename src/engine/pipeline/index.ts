export { type AnalysisCounters, type AnalysisTools, analyseAsset } from './analyse.ts';
export { collectMediaFiles } from './collect.ts';
