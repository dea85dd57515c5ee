export { composeExport, ExportThread, manyElements, previewExport } from './compose.ts';
export { withXmp } from './embed.ts';
export { type ExportJob, exportText, listFormats, stillPacket } from './export.ts';
export { differences } from './import/differences.ts';
export { readImport } from './import/read.ts';
export {
  joinManifest,
  type ManifestPart,
  manifestText,
  partsAbout,
} from './manifest.ts';
export { thingTag } from './manifest-elements.ts';
export type { LabelledRange, ManifestClip, TaggedRange } from './manifest-source.ts';
export { safeFileName } from './plan/paths.ts';
export { type Target, targetOf } from './target.ts';
export { unfinishedPath, writeAtomically } from './write.ts';
