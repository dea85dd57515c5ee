export { type ExportJob, exportPreview, exportText, listFormats } from './export.ts';
export { differences } from './import/differences.ts';
export { readImport } from './import/read.ts';
export { buildManifest, type ManifestClip, type ManifestSource, manifestText } from './manifest.ts';
export { safeFileName } from './plan/paths.ts';
export { type Target, targetOf } from './target.ts';
export { unfinishedPath, writeAtomically } from './write.ts';
