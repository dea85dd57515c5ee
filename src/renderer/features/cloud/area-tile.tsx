import { type ReactElement, useEffect, useRef } from 'react';
import type { Box } from '../../../shared/boxes.ts';
import { imageUrl } from '../../../shared/contract/media-urls.ts';
import type { ImageHash } from '../../../shared/ids.ts';
import { type Mask, unpackMask } from '../../../shared/masks.ts';
import { cropStyle } from '../../ui/face.tsx';

const whole: Box = { x: 0, y: 0, w: 1, h: 1 };
/** Of what is shown, how much more than the boxes. */
const air = 1.3;

/** The warm accent, half through. */
const [red, green, blue, alpha] = [240, 169, 60, 120];

function drawMask(canvas: HTMLCanvasElement, mask: Mask): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const picture = context.createImageData(mask.widthPx, mask.heightPx);
  const bits = unpackMask(mask);
  for (let index = 0; index < bits.length; index++) {
    if (bits[index] === 1) picture.data.set([red, green, blue, alpha], index * 4);
  }
  context.putImageData(picture, 0, 0);
}

const percent = (share: number): string => `${100 * share}%`;
const place = ({ x, y, w, h }: Box) => ({
  left: percent(x),
  top: percent(y),
  width: percent(w),
  height: percent(h),
});

/** A part of a keyframe picture with an area on it: its mask where there is one, else its box. */
export function AreaTile(props: {
  image: ImageHash;
  part: Box;
  area: { readonly box: Box; readonly mask?: Mask | undefined } | undefined;
}): ReactElement {
  const { image, part, area } = props;
  const mask = area?.mask;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current && mask) drawMask(canvas.current, mask);
  }, [mask]);
  return (
    <span className="area-tile" aria-hidden="true">
      <span className="area-stage" style={cropStyle(part)}>
        <img src={imageUrl(image)} alt="" draggable={false} />
        {mask ? (
          <canvas ref={canvas} width={mask.widthPx} height={mask.heightPx} style={place(mask.region)} />
        ) : null}
        {area && !mask ? <i style={place(area.box)} /> : null}
      </span>
    </span>
  );
}

/**
 * The part of a picture that shows some boxes with air around them, in the shape of a tile, 4 to 3; the whole picture where
 * there are none. Sides larger than 1 leave bars. `size`: of the picture, in pixels.
 */
export function commonPart(
  boxes: readonly (Box | undefined)[],
  size: { readonly widthPx: number; readonly heightPx: number },
): Box {
  const known = boxes.filter((box) => box !== undefined);
  const [left, top] = [Math.min(...known.map(({ x }) => x)), Math.min(...known.map(({ y }) => y))];
  const right = Math.max(...known.map(({ x, w }) => x + w));
  const bottom = Math.max(...known.map(({ y, h }) => y + h));
  const around = known.length > 0 ? { x: left, y: top, w: right - left, h: bottom - top } : whole;
  const widthPx = Math.max(around.w * size.widthPx, (around.h * size.heightPx * 4) / 3) * air;
  const [w, h] = [widthPx / size.widthPx, (widthPx * 3) / 4 / size.heightPx];
  // Air beyond the picture shows nothing.
  const tooFar = Math.max(1, Math.min(w, h));
  const at = (middle: number, length: number): number =>
    length >= 1 ? (1 - length) / 2 : Math.min(1 - length, Math.max(0, middle - length / 2));
  const [width, height] = [w / tooFar, h / tooFar];
  return {
    x: at(around.x + around.w / 2, width),
    y: at(around.y + around.h / 2, height),
    w: width,
    h: height,
  };
}
