import type { PixelRect } from './picture-fit.ts';

/** A text that wants to stand at a box. */
export interface WantedLabel {
  readonly id: string;
  readonly text: string;
  /** What it names, in CSS pixels. */
  readonly at: PixelRect;
  /** Shown even where it has to lie over another one; all else is rather left out. */
  readonly isNeeded: boolean;
}

export interface PlacedLabel {
  readonly id: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

export const labelHeightPx = 18;
const letterPx = 7.2;
const paddingPx = 14;
const widestPx = 220;
/** Least room between two labels. */
const gapPx = 2;

const overlap = (a: PixelRect, b: PixelRect): number =>
  Math.max(0, Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left)) *
  Math.max(0, Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top));

/**
 * Where labels stand so that none covers another: above or below their box, at its left or right edge, or inside of it,
 * whichever is free first and lies in the frame. Earlier ones go first; `taken` (faces, say) is kept free where that can be.
 */
export function placeLabels(
  wanted: readonly WantedLabel[],
  frame: PixelRect,
  taken: readonly PixelRect[] = [],
): PlacedLabel[] {
  const placed: PixelRect[] = [];
  return wanted.flatMap((label) => {
    const spots = spotsOf(label, frame);
    const isFree = (spot: PixelRect, others: readonly PixelRect[]): boolean =>
      others.every((other) => overlap(grown(spot), other) === 0);
    const spot =
      spots.find((one) => isFree(one, placed) && isFree(one, taken)) ??
      spots.find((one) => isFree(one, placed)) ??
      (label.isNeeded ? spots[0] : undefined);
    if (!spot) return [];
    placed.push(spot);
    return [{ id: label.id, left: spot.left, top: spot.top, width: spot.width }];
  });
}

const grown = ({ left, top, width, height }: PixelRect): PixelRect => ({
  ...{ left: left - gapPx, top: top - gapPx },
  ...{ width: width + 2 * gapPx, height: height + 2 * gapPx },
});

function spotsOf({ text, at }: WantedLabel, frame: PixelRect): PixelRect[] {
  const width = Math.min(widestPx, Math.ceil(text.length * letterPx + paddingPx));
  const height = labelHeightPx;
  const [left, right] = [at.left, at.left + at.width - width];
  const [above, below] = [at.top - height, at.top + at.height];
  const spots = [
    { left, top: above },
    { left: right, top: above },
    { left, top: below },
    { left: right, top: below },
    { left, top: at.top },
    { left, top: above - height },
    { left, top: below + height },
  ].map((spot) => ({ ...spot, width, height }));
  const inFrame = spots.filter(
    ({ left: x, top: y }) =>
      x >= frame.left &&
      y >= frame.top &&
      x + width <= frame.left + frame.width &&
      y + height <= frame.top + frame.height,
  );
  return inFrame.length > 0 ? inFrame : spots.slice(0, 1);
}
