import { z } from 'zod';

/** A rectangle on the upright, square-pixel picture: 0 to 1 of its width and height, origin at the top left. */
export const boxSchema = z.object({
  x: z.number().min(0).max(1),
  y: z.number().min(0).max(1),
  w: z.number().min(0).max(1),
  h: z.number().min(0).max(1),
});
export type Box = z.infer<typeof boxSchema>;

/** Cuts a box that hangs over the edge of the picture back to the picture. */
export function clampBox(box: Box): Box {
  const x = Math.min(1, Math.max(0, box.x));
  const y = Math.min(1, Math.max(0, box.y));
  return {
    x,
    y,
    w: Math.max(0, Math.min(1, box.x + box.w) - x),
    h: Math.max(0, Math.min(1, box.y + box.h) - y),
  };
}

/** Intersection over union of two boxes, 0 (apart) to 1 (the same). */
export function intersectionOverUnion(a: Box, b: Box): number {
  const width = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (a.w * a.h + b.w * b.h - shared);
}
