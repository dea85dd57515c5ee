import type { FaceQualities } from '../port.ts';
import type { Rect } from './geometry.ts';
import type { HeadPose } from './mesh.ts';

/**
 * Laplacian energy over contrast at which a face counts as half sharp. The median was 0.14 on photographs, 0.04 on
 * video of 640 x 480 and 0.026 on video of 320 x 180 pixels.
 */
const halfSharp = 0.03;

/**
 * How crisp an aligned face is, 0 to 1: the energy of the Laplacian against the variance of brightness, so that light
 * and contrast cancel out.
 *
 * @param planes R, G, B planes of a square crop, linear in the pixel values
 */
export function sharpnessOf(planes: Float32Array, sidePx: number): number {
  const length = sidePx * sidePx;
  const brightness = new Float32Array(length);
  let sum = 0;
  for (let i = 0; i < length; i += 1) {
    // Rec. 601 luma weights.
    brightness[i] =
      0.299 * (planes[i] as number) +
      0.587 * (planes[length + i] as number) +
      0.114 * (planes[2 * length + i] as number);
    sum += brightness[i] as number;
  }
  const mean = sum / length;
  let contrast = 0;
  let energy = 0;
  for (let y = 1; y < sidePx - 1; y += 1) {
    for (let x = 1; x < sidePx - 1; x += 1) {
      const i = y * sidePx + x;
      const value = brightness[i] as number;
      const laplacian =
        4 * value -
        (brightness[i - 1] as number) -
        (brightness[i + 1] as number) -
        (brightness[i - sidePx] as number) -
        (brightness[i + sidePx] as number);
      energy += laplacian * laplacian;
      contrast += (value - mean) * (value - mean);
    }
  }
  if (contrast === 0) return 0;
  const ratio = energy / contrast;
  return ratio / (ratio + halfSharp);
}

/** 1 when the face looks into the camera, 0 at a right angle and beyond: the cosine of the angle between. */
export function frontalityOf({ yawDegrees, pitchDegrees }: HeadPose): number {
  const radians = Math.PI / 180;
  return Math.max(0, Math.cos(yawDegrees * radians) * Math.cos(pitchDegrees * radians));
}

/**
 * @param rect the face's box in pixels of the picture
 * @param trust how far the mesh can be believed, 0 to 1: it is unsure of faces that are turned away or covered
 */
export function faceQualities(rect: Rect, pose: HeadPose, trust: number, sharpness: number): FaceQualities {
  return { sizePx: (rect.w + rect.h) / 2, sharpness, ...pose, frontality: trust * frontalityOf(pose) };
}
