export type { ToolName, ToolOrigin, ToolSettings } from './candidates.ts';
export { unpackedPath } from './candidates.ts';
export type { FfmpegCapabilities } from './capabilities.ts';
export { type FileFingerprint, fingerprintFile } from './fingerprint.ts';
export {
  decodeFrameList,
  encodeFrameList,
  type FrameList,
  frameAtTicks,
  ticksOfFrame,
} from './frame-list.ts';
export { allowedDemuxers } from './input.ts';
export { type ReadFrameListOptions, readFrameList } from './packet-scan.ts';
export { probeMedia } from './probe.ts';
export {
  type FindMediaToolsOptions,
  findMediaTools,
  type MediaTools,
  type Tool,
  type ToolCandidate,
} from './tools.ts';
