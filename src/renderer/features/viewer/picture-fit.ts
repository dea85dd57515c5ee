import { type Box, clampBox } from '../../../shared/boxes.ts';

/** A rectangle in CSS pixels, origin at the top left of its container. */
export interface PixelRect {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The largest rectangle of the picture's shape that fits, centred, on whole pixels so that edges stay sharp. */
export function fitPicture(
  container: { readonly width: number; readonly height: number },
  picture: { readonly width: number; readonly height: number },
): PixelRect {
  if (container.width <= 0 || container.height <= 0 || picture.width <= 0 || picture.height <= 0) {
    return { left: 0, top: 0, width: 0, height: 0 };
  }
  const scale = Math.min(container.width / picture.width, container.height / picture.height);
  const width = Math.round(picture.width * scale);
  const height = Math.round(picture.height * scale);
  return {
    left: Math.round((container.width - width) / 2),
    top: Math.round((container.height - height) / 2),
    width,
    height,
  };
}

/** Where a box of the upright picture lies inside the rectangle that shows it. */
export function placeBox(box: Box, picture: PixelRect): PixelRect {
  return {
    left: picture.left + box.x * picture.width,
    top: picture.top + box.y * picture.height,
    width: box.w * picture.width,
    height: box.h * picture.height,
  };
}

/**
 * The square of a picture to show for a face, 0 to 1 of the picture's width and height: the box with `margin` of its
 * longer side added on each side, moved inside the picture. Square in pixels, not in shares.
 */
export function faceSquare(
  box: Box,
  picture: { readonly width: number; readonly height: number },
  margin = 0.3,
): Box {
  const longer = Math.max(box.w * picture.width, box.h * picture.height);
  const side = Math.min(longer * (1 + 2 * margin), picture.width, picture.height);
  const [w, h] = [side / picture.width, side / picture.height];
  const x = Math.min(1 - w, Math.max(0, box.x + box.w / 2 - w / 2));
  const y = Math.min(1 - h, Math.max(0, box.y + box.h / 2 - h / 2));
  return clampBox({ x, y, w, h });
}
