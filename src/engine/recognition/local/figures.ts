import type { Picture } from '../port.ts';
import type { Rect } from './geometry.ts';
import type { Evidence } from './ownership.ts';
import type { Pose } from './pose.ts';
import type { Seed, SeenFace } from './seeds.ts';

/** Detectors cut people off at the knee now and then: a box may grow by this part of its height for joints that are seen. */
const mostGrowth = 0.5;
const surelySeen = 0.7;
/** Hands and feet go on beyond their joints. Part of the box's height. */
const beyondJoint = 0.03;

/** The box grown to the joints of its person, within the picture. */
export function withJoints(box: Rect, pose: Pose | undefined, { widthPx, heightPx }: Picture): Rect {
  if (!pose) return box;
  const room = box.h * mostGrowth;
  const beyond = box.h * beyondJoint;
  let [left, top, right, bottom] = [box.x, box.y, box.x + box.w, box.y + box.h];
  for (const { x, y, visibility } of pose.joints) {
    const isInside = x >= 0 && y >= 0 && x < widthPx && y < heightPx;
    if (!isInside || visibility < surelySeen) continue;
    if (x < box.x) left = Math.min(left, Math.max(x - beyond, box.x - room));
    if (y < box.y) top = Math.min(top, Math.max(y - beyond, box.y - room));
    if (x > box.x + box.w) right = Math.max(right, Math.min(x + beyond, box.x + box.w + room));
    if (y > box.y + box.h) bottom = Math.max(bottom, Math.min(y + beyond, box.y + box.h + room));
  }
  left = Math.max(0, left);
  top = Math.max(0, top);
  return { x: left, y: top, w: Math.min(widthPx, right) - left, h: Math.min(heightPx, bottom) - top };
}

/** A mask this broad at the lower edge of what was looked at, in parts of the box's breadth, is cut off there. */
const cutOffFrom = 0.3;
/** How far down a figure goes: so many faces below the top of the face or, without one, so much of the box's height. */
const figure = { faces: 8, boxes: 1.35 };

/** Whether a person goes on below a box that ends too early, as boxes of people in long skirts do. */
export function goesOnBelow({ window, box, people }: Evidence, { heightPx }: Picture): boolean {
  if (window.bottom >= heightPx - 1) return false;
  let count = 0;
  for (let i = people.length - (window.right - window.left); i < people.length; i += 1) {
    if ((people[i] as number) > 0.5) count += 1;
  }
  return count > cutOffFrom * box.w;
}

/** The seed with its box down to where its feet may be; the same seed where it reaches there already. */
export function downTo<Kind extends Seed>(
  seed: Kind,
  faces: readonly SeenFace[],
  { heightPx }: Picture,
): Kind {
  const face = seed.face === undefined ? undefined : faces[seed.face];
  const { box } = seed;
  const feet = face ? face.box.y + face.box.h * figure.faces : box.y + box.h * figure.boxes;
  const bottom = Math.min(heightPx, feet);
  return bottom > box.y + box.h * 1.05 ? { ...seed, box: { ...box, h: bottom - box.y } } : seed;
}
