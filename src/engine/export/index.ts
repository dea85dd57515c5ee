export { type ComposedExport, composeExport, previewExport } from './compose.ts';
export { withXmp } from './embed.ts';
export { type ExportJob, exportText, listFormats, stillPacket } from './export.ts';
export { differences } from './import/differences.ts';
export { readImport } from './import/read.ts';
export {
  buildManifest,
  joinManifest,
  type ManifestClip,
  type ManifestPart,
  type ManifestSource,
  manifestPart,
  manifestText,
  type TaggedRange,
} from './manifest.ts';
export { safeFileName } from './plan/paths.ts';
export { type Target, targetOf } from './target.ts';
export { unfinishedPath, writeAtomically } from './write.ts';
