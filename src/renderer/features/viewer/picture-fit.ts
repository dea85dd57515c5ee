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

/** A part of the picture to look at: `scale` 1 shows all of it, `x` and `y` (0 to 1 of the picture) lie in the middle. */
interface Look {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** The rectangle of a picture that is looked at closely: larger than its container, never leaving it half empty. */
export function zoomPicture(
  whole: PixelRect,
  container: { readonly width: number; readonly height: number },
  { scale, x, y }: Look,
): PixelRect {
  if (scale <= 1) return whole;
  const width = whole.width * scale;
  const height = whole.height * scale;
  const along = (length: number, room: number, at: number): number =>
    length <= room ? (room - length) / 2 : Math.min(0, Math.max(room - length, room / 2 - at * length));
  return {
    left: along(width, container.width, x),
    top: along(height, container.height, y),
    width,
    height,
  };
}

/**
 * Zooms so that the place of the picture under a point of the container stays there.
 *
 * @param shown the rectangle as it is now, from `zoomPicture`
 */
export function zoomAbout(
  look: Look,
  factor: number,
  point: { readonly x: number; readonly y: number },
  shown: PixelRect,
  container: { readonly width: number; readonly height: number },
  most: number,
): Look {
  const scale = Math.min(most, Math.max(1, look.scale * factor));
  if (scale === 1) return { scale, x: 0.5, y: 0.5 };
  const grow = scale / look.scale;
  const at = (start: number, length: number, from: number, room: number): number =>
    Math.min(1, Math.max(0, ((from - start) * grow - from + room / 2) / (length * grow)));
  return {
    scale,
    x: at(shown.left, shown.width, point.x, container.width),
    y: at(shown.top, shown.height, point.y, container.height),
  };
}
