import { extname } from 'node:path';
import { CastlineError } from '../shared/errors.ts';
import type { AssetId } from '../shared/ids.ts';
import type { Manifest } from '../shared/manifest.ts';
import { ticksToSeconds } from '../shared/time.ts';
import { stillPacket, withXmp, writeAtomically } from './export/index.ts';
import type { Library } from './library/index.ts';
import { decodeFrameList, fullFrame, type MediaTools } from './media/index.ts';

/** A frame of a clip, and where its picture goes. */
export interface StillWish {
  readonly assetId: AssetId;
  readonly frame: number;
  /** Ends with .jpg or .jpeg for a JPEG; anything else is a PNG. */
  readonly path: string;
  /** What is known of the clip: who is seen goes into the picture as XMP. */
  readonly manifest: Manifest;
}

/**
 * Writes one exact frame as a picture file of full size, with the regions of those who are seen in it (MWG and IPTC).
 *
 * @throws CastlineError not-found, invalid-request (a frame outside of the clip), disk-full, no-permission, write-failed, and
 *   as decoding does
 */
export async function exportStill(
  library: Library,
  media: MediaTools,
  { assetId, frame, path, manifest }: StillWish,
  signal?: AbortSignal,
): Promise<{ path: string; widthPx: number; heightPx: number }> {
  const { path: from, facts, frameCount, name } = library.assets.get(assetId);
  const list = library.assets.frameList(assetId);
  if (!facts || !list || frameCount === undefined) {
    throw new CastlineError('not-found', `"${name}" has not been analysed yet.`);
  }
  if (frame >= frameCount) throw new CastlineError('invalid-request', `"${name}" has no frame ${frame}.`);
  const format = /^\.jpe?g$/i.test(extname(path)) ? 'jpeg' : 'png';
  const frames = decodeFrameList(list);
  const still = await fullFrame(media, from, facts, frames, frame, { format, signal });
  const ticks = (frames.ticks[frame] ?? 0) - (frames.ticks[0] ?? 0);
  const packet = stillPacket(manifest, assetId, ticksToSeconds(ticks, frames.timeBase));
  await writeAtomically(path, packet ? withXmp(still.bytes, format, packet) : still.bytes);
  return { path, widthPx: still.widthPx, heightPx: still.heightPx };
}
