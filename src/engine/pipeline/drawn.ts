import { type Box, clampBox, intersectionOverUnion } from '../../shared/boxes.ts';
import { CastlineError } from '../../shared/errors.ts';
import type { AssetId, ImageHash } from '../../shared/ids.ts';
import type { Library } from '../library/index.ts';
import { decodeFrameList, decodePictures, extractFrames, type MediaTools } from '../media/index.ts';
import type { Embedding, Picture, Recogniser } from '../recognition/index.ts';
import { storePicture } from './pictures.ts';

interface DrawnTools {
  readonly library: Library;
  readonly media: MediaTools;
  readonly recogniser: Recogniser;
  readonly maxSidePx: number;
}

/** The picture of a frame: a keyframe's, or one that is taken from the file now. */
async function pictureOf(
  tools: DrawnTools,
  assetId: AssetId,
  frame: number,
  signal: AbortSignal,
): Promise<ImageHash> {
  const { library, media, maxSidePx } = tools;
  const keyframe = library.shots.keyframes(assetId).find((one) => one.frame === frame);
  if (keyframe) return keyframe.image;
  const { path, facts, frameCount, name } = library.assets.get(assetId);
  const list = library.assets.frameList(assetId);
  if (!facts || !list || frameCount === undefined) {
    throw new CastlineError('not-found', `"${name}" has not been analysed yet.`);
  }
  if (frame >= frameCount) throw new CastlineError('invalid-request', `"${name}" has no frame ${frame}.`);
  for await (const picture of extractFrames(media, path, facts, decodeFrameList(list), [frame], {
    maxSidePx,
    signal,
  })) {
    return storePicture(library, picture);
  }
  throw new CastlineError('media-damaged', `Frame ${frame} of "${name}" cannot be decoded.`);
}

/** Room around a drawn face, in parts of its sides, so that the detector sees a face in its surroundings. */
const roomAround = 1;
/** The least side of the cut-out in pixels: a smaller one is blown up, as detectors miss tiny faces. */
const leastSidePx = 320;

/** A part of a picture, blown up by whole pixels where it is small; and the part as a box. */
function cutOut(picture: Picture, box: Box): { picture: Picture; region: Box } {
  const region = clampBox({
    x: box.x - roomAround * box.w,
    y: box.y - roomAround * box.h,
    w: box.w * (1 + 2 * roomAround),
    h: box.h * (1 + 2 * roomAround),
  });
  const [left, top] = [Math.floor(region.x * picture.widthPx), Math.floor(region.y * picture.heightPx)];
  const widthPx = Math.max(1, Math.round(region.w * picture.widthPx));
  const heightPx = Math.max(1, Math.round(region.h * picture.heightPx));
  const scale = Math.max(1, Math.ceil(leastSidePx / Math.min(widthPx, heightPx)));
  const rgb = new Uint8Array(widthPx * heightPx * scale * scale * 3);
  for (let y = 0; y < heightPx * scale; y++) {
    for (let x = 0; x < widthPx * scale; x++) {
      const fromX = Math.min(picture.widthPx - 1, left + Math.floor(x / scale));
      const fromY = Math.min(picture.heightPx - 1, top + Math.floor(y / scale));
      const from = (fromY * picture.widthPx + fromX) * 3;
      rgb.set(picture.rgb.subarray(from, from + 3), (y * widthPx * scale + x) * 3);
    }
  }
  return { picture: { widthPx: widthPx * scale, heightPx: heightPx * scale, rgb }, region };
}

/** Least overlap of a found face with the drawn box, for its embedding to be that of the drawn one. */
const sameFace = 0.2;

async function embed(
  { recogniser }: DrawnTools,
  picture: Picture,
  box: Box,
  region: Box,
  signal: AbortSignal,
): Promise<Embedding | undefined> {
  const { elements } = await recogniser.recognise(picture, signal);
  const found = elements.flatMap((element) => {
    if (element.kind !== 'face' || !element.embedding) return [];
    const { x, y, w, h } = element.box;
    const inPicture = {
      x: region.x + x * region.w,
      y: region.y + y * region.h,
      w: w * region.w,
      h: h * region.h,
    };
    return [{ embedding: element.embedding, overlap: intersectionOverUnion(inPicture, box) }];
  });
  const [best] = found.toSorted((a, b) => b.overlap - a.overlap);
  return best && best.overlap >= sameFace ? best.embedding : undefined;
}

/**
 * The picture of a frame on which something was drawn, and for a face its embedding: as the recogniser sees it in a cut-out
 * around the box, else in the whole picture; undefined where it sees none, as for the back of a head.
 */
export async function readDrawnFace(
  tools: DrawnTools,
  drawn: { readonly assetId: AssetId; readonly frame: number; readonly box: Box; readonly kind: string },
  signal: AbortSignal,
): Promise<{ image: ImageHash; embedding: Embedding | undefined }> {
  const { library, media } = tools;
  const image = await pictureOf(tools, drawn.assetId, drawn.frame, signal);
  if (drawn.kind !== 'face') return { image, embedding: undefined };
  const [picture] = await decodePictures(media, [library.images.pathOf(image)], { signal });
  if (!picture) throw new CastlineError('library-damaged', 'A picture of the library could not be read.');
  const { picture: part, region } = cutOut(picture, drawn.box);
  const whole: Box = { x: 0, y: 0, w: 1, h: 1 };
  const embedding =
    (await embed(tools, part, drawn.box, region, signal)) ??
    (await embed(tools, picture, drawn.box, whole, signal));
  return { image, embedding };
}
