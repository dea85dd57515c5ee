import { existsSync } from 'node:fs';
import { CastlineError } from '../shared/errors.ts';
import type { Library } from './library/index.ts';
import { decodePictures, encodeStill, extractFrames, type MediaTools } from './media/index.ts';
import { cutView, packPicture, planFit, type SourcePicture } from './packs/index.ts';
import { framesOf, type PackPart, type PackView } from './views/index.ts';

/** Pictures of packs: from the film itself where it has more pixels than what the library keeps. */

const mostSidePx = 4096;

/** The pictures of a pack’s views. */
export interface ViewPictures {
  /** On white: PNG, or JPEG where that would be too large. */
  readonly opaque: Buffer;
  readonly ending: 'png' | 'jpg';
  readonly cutOut: Buffer;
  readonly mask: Buffer;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly isEnlarged: boolean;
}

/** The whole picture of a view, as large as there is one. */
export async function sourcePicture(
  library: Library,
  tools: MediaTools,
  { assetId, frame, image, crop }: PackView,
  signal?: AbortSignal,
): Promise<SourcePicture> {
  const asset = library.assets.get(assetId);
  const { facts } = asset;
  const options = { maxSidePx: mostSidePx, quality: 2, signal };
  let jpeg: Buffer | string = library.images.pathOf(image);
  if (facts && facts.video.displayWidthPx > crop.widthPx && existsSync(asset.path)) {
    const frames = framesOf(library, assetId);
    for await (const found of extractFrames(tools, asset.path, facts, frames, [frame], options)) {
      jpeg = found.jpeg;
    }
  }
  const [picture] = await decodePictures(tools, [jpeg], { signal });
  if (!picture) throw new CastlineError('ffmpeg-failed', 'A picture of the library could not be read.');
  return picture;
}

/** Cuts a part out of a picture and encodes it; undefined where it is too small. */
export async function viewPictures(
  tools: MediaTools,
  source: SourcePicture,
  { box, mask }: PackPart,
  enlarge: boolean,
  signal?: AbortSignal,
): Promise<ViewPictures | undefined> {
  const plan = planFit(box, source, packPicture, enlarge);
  if (!plan) return undefined;
  const { opaque, cutOut, mask: alpha, widthPx, heightPx } = cutView(source, plan, mask);
  const encode = (pixelFormat: 'rgb24' | 'rgba' | 'gray', bytes: Uint8Array, format: 'png' | 'jpeg') =>
    encodeStill(tools, { pixelFormat, bytes, widthPx, heightPx }, plan.result, format, signal);
  const png = await encode('rgb24', opaque, 'png');
  const isLarge = png.length > packPicture.maxBytes;
  return {
    opaque: isLarge ? await encode('rgb24', opaque, 'jpeg') : png,
    ending: isLarge ? 'jpg' : 'png',
    cutOut: await encode('rgba', cutOut, 'png'),
    mask: await encode('gray', alpha, 'png'),
    ...plan.result,
    isEnlarged: plan.isEnlarged,
  };
}
