import { type Affine, centroid, fitSimilarity, invert, similarityAbout } from './geometry.ts';
import type { FivePoints } from './mesh.ts';

/**
 * Where eyes, nose and mouth corners go in a crop of 112 pixels: the template of ArcFace (Deng et al., 2019; the
 * figures are those of the reference alignment code), here in continuous coordinates, which adds half a pixel.
 */
const arcFaceSidePx = 112;
const arcFaceTemplate = [
  { x: 38.7946, y: 52.1963 },
  { x: 74.0318, y: 52.0014 },
  { x: 56.5252, y: 72.2366 },
  { x: 42.0493, y: 92.8655 },
  { x: 71.2299, y: 92.7041 },
];

/** From the crop's pixels to the picture's, for embedders that were trained on ArcFace crops. */
export function arcFaceCrop(points: FivePoints, sidePx: number): Affine {
  const scale = sidePx / arcFaceSidePx;
  const template = arcFaceTemplate.map(({ x, y }) => ({ x: x * scale, y: y * scale }));
  const { leftEye, rightEye, nose, leftMouth, rightMouth } = points;
  return invert(fitSimilarity([leftEye, rightEye, nose, leftMouth, rightMouth], template));
}

/**
 * From the crop's pixels to the picture's, for dlib's descriptor: eyes level, 45 % of the side from eyes to mouth, and
 * the middle of eyes and mouth at (0.5, 0.43), as face-api aligns.
 */
export function dlibCrop(points: FivePoints, sidePx: number): Affine {
  const { leftEye, rightEye, leftMouth, rightMouth } = points;
  const mouth = centroid([leftMouth, rightMouth]);
  const eyesToMouth =
    (Math.hypot(leftEye.x - mouth.x, leftEye.y - mouth.y) +
      Math.hypot(rightEye.x - mouth.x, rightEye.y - mouth.y)) /
    2;
  const roll = Math.atan2(rightEye.y - leftEye.y, rightEye.x - leftEye.x);
  const middle = centroid([leftEye, rightEye, mouth]);
  const scale = eyesToMouth / 0.45 / sidePx;
  return similarityAbout({ x: sidePx * 0.5, y: sidePx * 0.43 }, middle, scale, roll);
}

/** The crop seen in a mirror; three planes of sidePx * sidePx. */
export function mirrored(planes: Float32Array, sidePx: number): Float32Array {
  const result = new Float32Array(planes.length);
  for (let row = 0; row < planes.length; row += sidePx) {
    for (let x = 0; x < sidePx; x += 1) result[row + x] = planes[row + sidePx - 1 - x] as number;
  }
  return result;
}

/** The sum of the vectors at unit length; a zero vector stays zero. */
export function unitSum(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) {
    for (let i = 0; i < sum.length; i += 1) sum[i] = (sum[i] as number) + (vector[i] as number);
  }
  let square = 0;
  for (const value of sum) square += value * value;
  const length = Math.sqrt(square) || 1;
  return sum.map((value) => value / length);
}
