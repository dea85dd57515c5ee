export { buildManifest, type ManifestClip, type ManifestSource, manifestText } from './manifest.ts';
export { writeAtomically } from './write.ts';
