export type { ToolName, ToolOrigin, ToolSettings } from './candidates.ts';
export { unpackedPath } from './candidates.ts';
export type { FfmpegCapabilities } from './capabilities.ts';
export { type ExtractedFrame, type ExtractOptions, extractFrames } from './extract.ts';
export { type FileFingerprint, fingerprintFile } from './fingerprint.ts';
export {
  decodeFrameList,
  encodeFrameList,
  type FrameList,
  frameAtTicks,
  ticksOfFrame,
} from './frame-list.ts';
export { FrameMatcher } from './frame-matcher.ts';
export { frameTimes, timeOutputArguments } from './frame-times.ts';
export { type FullFrameFormat, fullFrame } from './full-frame.ts';
export { allowedDemuxers, inputArguments } from './input.ts';
export { jpegOutputArguments, jpegSize, splitJpegs } from './jpeg.ts';
export { type ReadFrameListOptions, readFrameList } from './packet-scan.ts';
export { type DecodedPicture, decodePictures } from './pictures.ts';
export { namedFailure, probeMedia } from './probe.ts';
export { type RunningProgram, type RunOptions, startProgram } from './process.ts';
export { encodeStill, type RawPicture } from './still-writer.ts';
export {
  decodeStill,
  type Fit,
  fitStill,
  type Still,
  type StillHeader,
  stillHeader,
  stripJpeg,
} from './stills.ts';
export {
  type FindMediaToolsOptions,
  findMediaTools,
  type MediaTools,
  type Tool,
  type ToolCandidate,
} from './tools.ts';
export { fitPicture, type PictureSize, uprightFilters } from './upright.ts';
/** Raised whenever the same file would now be probed to other facts. */
export const probeVersion = 2;
/** Raised whenever the same file would now give another list of frames. */
export const frameListVersion = 1;
export { type PreviewFrame, previewFrames } from './preview.ts';
export { makeProxy } from './proxy.ts';
export { requireWhole, SameFiles } from './same-file.ts';
