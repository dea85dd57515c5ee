import { z } from 'zod';
import { type Box, clampBox } from '../../shared/boxes.ts';
import { type Mask, maskShare, unpackMask } from '../../shared/masks.ts';
import type { Sighting } from '../decisions/index.ts';
import type { PackPart } from './packs.ts';

const poseSchema = z.object({
  qualities: z.object({
    sizePx: z.number(),
    sharpness: z.number(),
    yawDegrees: z.number(),
    pitchDegrees: z.number(),
    frontality: z.number(),
  }),
});

export type Pose = z.infer<typeof poseSchema>['qualities'];

/** How a face is turned; undefined without a face. */
export function poseOf({ kind, attributes }: Sighting): Pose | undefined {
  if (kind !== 'face') return undefined;
  const parsed = poseSchema.safeParse(attributes);
  return parsed.success ? parsed.data.qualities : undefined;
}

const share = (value: number, from: number, to: number): number =>
  Math.min(1, Math.max(0, (value - from) / (to - from)));

/** Closer to the picture's edge than this, something is cut off by it. */
const edge = 0.004;

/** A head that is cut off spoils a view, a side that is cut off weakens it; feet mostly are. */
function wholeness({ box }: PackPart): number {
  const top = box.y < edge ? 0.6 : 1;
  const left = box.x < edge ? 0.8 : 1;
  const right = box.x + box.w > 1 - edge ? 0.8 : 1;
  return top * left * right;
}

/** Clothes with hands before them, or in pieces, fill less of the box around them. */
export function solidity({ box, mask }: PackPart): number {
  return mask ? 0.4 + 0.6 * share(maskShare(mask) / (box.w * box.h), 0.35, 0.7) : 1;
}

/** Share of a part of the picture that a mask covers, 0 to 1. */
function coveredShare(mask: Mask, part: Box): number {
  const { region, widthPx, heightPx } = mask;
  const column = (x: number): number => Math.round(((x - region.x) / region.w) * widthPx);
  const row = (y: number): number => Math.round(((y - region.y) / region.h) * heightPx);
  const [left, right, top, bottom] = [
    column(part.x),
    column(part.x + part.w),
    row(part.y),
    row(part.y + part.h),
  ];
  const bits = unpackMask(mask);
  let inside = 0;
  for (let y = Math.max(0, top); y < Math.min(heightPx, bottom); y++) {
    for (let x = Math.max(0, left); x < Math.min(widthPx, right); x++) inside += bits[y * widthPx + x] ?? 0;
  }
  return inside / Math.max(1, (right - left) * (bottom - top));
}

/**
 * Whether the shoulders are there below a face: in the dark, masks may hold the head and a strip of neck only. One and a half
 * faces below the chin and one to each side, a bust fills more than half, a head with a neckline less than a third.
 */
export function shoulders({ mask }: PackPart, face: Box): number {
  const below = clampBox({ x: face.x - face.w, y: face.y + face.h, w: 3 * face.w, h: 1.5 * face.h });
  if (!mask || below.h < 0.5 * face.h) return 1;
  return 0.3 + 0.7 * share(coveredShare(mask, below), 0.25, 0.55);
}

/** How well a view serves as a reference, 0 to 1. */
export function viewQuality(view: {
  readonly part: PackPart;
  readonly longSidePx: number;
  readonly pose: Pose | undefined;
  readonly likeness: number;
  readonly score: number;
}): number {
  const { part, pose } = view;
  const size = 0.25 + 0.75 * share(view.longSidePx, 150, 700);
  const face = pose ? (0.4 + 0.6 * share(pose.sizePx, 24, 110)) * (0.4 + 0.6 * pose.sharpness) : 0.45;
  const sure = 0.3 + 0.7 * Math.min(1, view.likeness) * Math.min(1, view.score);
  return size * face * sure * wholeness(part) * (part.mask ? 1 : 0.7);
}
