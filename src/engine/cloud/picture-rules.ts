import { z } from 'zod';
import { type Box, boxSchema, clampBox } from '../../shared/boxes.ts';
import { CastlineError } from '../../shared/errors.ts';
import type { Fit } from '../media/index.ts';

/** What the model takes: JPEG or PNG up to 10 MB, sides of at least 300 pixels, 1:2.5 to 2.5:1 (KlingAI, CometAPI). */
export const pictureLimits = { maxBytes: 10_000_000, minSidePx: 300, maxRatio: 2.5 } as const;

/** Larger pictures say no more and cost time on slow lines. */
const maxSidePx = 2048;
/** Blown up more than this, a picture is blur. */
const maxEnlargement = 4;

/** Where the source lies in the picture that was sent: 0 to 1 of the latter. */
export const placementSchema = z.object({
  widthPx: z.number().int().positive(),
  heightPx: z.number().int().positive(),
  source: boxSchema,
});
export type Placement = z.infer<typeof placementSchema>;

/**
 * How a picture of some size is made to fit; `fit` is absent where it does already.
 *
 * @throws CastlineError cloud-picture-unfit for what would have to be blown up to blur
 */
export function planPicture(widthPx: number, heightPx: number): { fit?: Fit; placement: Placement } {
  const { minSidePx, maxRatio } = pictureLimits;
  const [long, short] = [Math.max(widthPx, heightPx), Math.min(widthPx, heightPx)];
  // Bars make a long picture less long; only then does its short side count.
  const framedShort = Math.max(short, long / maxRatio);
  const enlarge = Math.max(1, minSidePx / framedShort);
  if (enlarge > maxEnlargement || short < 16) {
    throw new CastlineError(
      'cloud-picture-unfit',
      `A picture of ${widthPx} x ${heightPx} pixels is too small to send.`,
    );
  }
  const scale = Math.min(enlarge, maxSidePx / long);
  const scaled = { widthPx: Math.round(widthPx * scale), heightPx: Math.round(heightPx * scale) };
  const frameWidth = Math.max(scaled.widthPx, Math.ceil(scaled.heightPx / maxRatio), minSidePx);
  const frameHeight = Math.max(scaled.heightPx, Math.ceil(scaled.widthPx / maxRatio), minSidePx);
  const x = (frameWidth - scaled.widthPx) >> 1;
  const y = (frameHeight - scaled.heightPx) >> 1;
  const placement: Placement = {
    widthPx: frameWidth,
    heightPx: frameHeight,
    source: {
      x: x / frameWidth,
      y: y / frameHeight,
      w: scaled.widthPx / frameWidth,
      h: scaled.heightPx / frameHeight,
    },
  };
  const isAsItWas = scale === 1 && frameWidth === widthPx && frameHeight === heightPx;
  if (isAsItWas) return { placement };
  return { fit: { scaled, frame: { widthPx: frameWidth, heightPx: frameHeight, x, y } }, placement };
}

/** A box on the picture that was sent, on the source; what lies on the bars is cut off. */
export function toSource(box: Box, { source }: Placement): Box {
  return clampBox({
    x: (box.x - source.x) / source.w,
    y: (box.y - source.y) / source.h,
    w: box.w / source.w,
    h: box.h / source.h,
  });
}
