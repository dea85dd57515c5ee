export { extractFrames } from './extract.ts';
export { fingerprintFile } from './fingerprint.ts';
export {
  decodeFrameList,
  encodeFrameList,
  type FrameList,
  frameAtTicks,
  ticksOfFrame,
} from './frame-list.ts';
export { FrameMatcher } from './frame-matcher.ts';
export { frameTimes, timeOutputArguments } from './frame-times.ts';
export { fullFrame } from './full-frame.ts';
export { inputArguments } from './input.ts';
export { jpegOutputArguments, jpegSize, splitJpegs } from './jpeg.ts';
export { readFrameList } from './packet-scan.ts';
export { decodePictures } from './pictures.ts';
export { namedFailure, probeMedia } from './probe.ts';
export { startProgram } from './process.ts';
export { encodeStill } from './still-writer.ts';
export {
  decodeStill,
  type Fit,
  fitStill,
  stillHeader,
  stripJpeg,
} from './stills.ts';
export {
  findMediaTools,
  type MediaTools,
} from './tools.ts';
export { fitPicture, type PictureSize, uprightFilters } from './upright.ts';
/** Raised whenever the same file would now be probed to other facts. */
export const probeVersion = 2;
/** Raised whenever the same file would now give another list of frames. */
export const frameListVersion = 1;
export { previewFrames } from './preview.ts';
export { makeProxy } from './proxy.ts';
export { requireWhole, SameFiles } from './same-file.ts';
