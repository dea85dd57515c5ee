import { type Affine, centroid, mapPoint, type Point, type Rect, similarityAbout } from './geometry.ts';

/** A point of the mesh in picture pixels; z in the same unit, smaller is nearer to the camera. */
export interface MeshPoint extends Point {
  readonly z: number;
}

/** The five points that alignment uses, in picture pixels; left and right are the picture's. */
export interface FivePoints {
  readonly leftEye: Point;
  readonly rightEye: Point;
  readonly nose: Point;
  readonly leftMouth: Point;
  readonly rightMouth: Point;
}

/** The square that the mesh network looks at. */
export interface Region {
  readonly centre: Point;
  readonly sidePx: number;
  /** Clockwise turn of the face in the picture, undone in the crop. */
  readonly rollRadians: number;
}

/** The network was trained on crops half as large again as the face. */
const cropToFace = 1.5;

/** Indices into MediaPipe's canonical face mesh: corners and lids of the eyes, tip of the nose, corners of the mouth. */
const landmarks = {
  leftEye: [33, 133, 159, 145],
  rightEye: [263, 362, 386, 374],
  nose: 1,
  leftMouth: 61,
  rightMouth: 291,
  leftEyeCorner: 33,
  rightEyeCorner: 263,
  forehead: 10,
  chin: 152,
} as const;

/** The upright square that the mesh network looks at for a face's box, in the box's own units. */
export function regionOfBox(rect: Rect): Region {
  return {
    centre: { x: rect.x + rect.w / 2, y: rect.y + rect.h / 2 },
    sidePx: Math.max(rect.w, rect.h) * cropToFace,
    rollRadians: 0,
  };
}

/** From pixels of a square input of `inputPx` to the picture. */
export function mapOfRegion(region: Region, inputPx: number): Affine {
  const middle = { x: inputPx / 2, y: inputPx / 2 };
  return similarityAbout(middle, region.centre, region.sidePx / inputPx, region.rollRadians);
}

/** @param output x, y, z of each point, in pixels of the input that `map` leads from */
export function decodeMesh(output: Float32Array, map: Affine): MeshPoint[] {
  const depth = Math.hypot(map.a, map.d);
  return Array.from({ length: Math.floor(output.length / 3) }, (_, index) => {
    const point = mapPoint(map, { x: output[index * 3] as number, y: output[index * 3 + 1] as number });
    return { ...point, z: (output[index * 3 + 2] as number) * depth };
  });
}

/** The least rectangle around points. */
export function boundsOf(points: readonly Point[]): Rect {
  let left = Number.POSITIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (const { x, y } of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, w: right - left, h: bottom - top };
}

const at = (points: readonly MeshPoint[], index: number): MeshPoint =>
  points[index] ?? { x: Number.NaN, y: Number.NaN, z: Number.NaN };

/** Eyes, nose and corners of the mouth, from the mesh's landmarks. */
export function fivePointsOf(points: readonly MeshPoint[]): FivePoints {
  return {
    leftEye: centroid(landmarks.leftEye.map((index) => at(points, index))),
    rightEye: centroid(landmarks.rightEye.map((index) => at(points, index))),
    nose: at(points, landmarks.nose),
    leftMouth: at(points, landmarks.leftMouth),
    rightMouth: at(points, landmarks.rightMouth),
  };
}

/** The points along the rim of the mesh, from the forehead clockwise (MediaPipe's canonical face oval). */
const rim = [
  ...[10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377],
  ...[152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109],
];

/** The outline of a face without hair, and the two ends of its middle line. */
export function ovalOf(points: readonly MeshPoint[]): { corners: Point[]; forehead: Point; chin: Point } {
  return {
    corners: rim.map((index) => at(points, index)),
    forehead: at(points, landmarks.forehead),
    chin: at(points, landmarks.chin),
  };
}

/** Point by point the middle of two fits: steadier than either, which tells people apart a little better. */
export function meanPoints(a: FivePoints, b: FivePoints): FivePoints {
  return {
    leftEye: centroid([a.leftEye, b.leftEye]),
    rightEye: centroid([a.rightEye, b.rightEye]),
    nose: centroid([a.nose, b.nose]),
    leftMouth: centroid([a.leftMouth, b.leftMouth]),
    rightMouth: centroid([a.rightMouth, b.rightMouth]),
  };
}

/** The region for a second look: centred on the mesh of the first, its eyes level. */
export function regionOfMesh(points: readonly MeshPoint[]): Region {
  const { leftEye, rightEye } = fivePointsOf(points);
  return {
    ...regionOfBox(boundsOf(points)),
    rollRadians: Math.atan2(rightEye.y - leftEye.y, rightEye.x - leftEye.x),
  };
}

/** How a head is turned, in degrees; 0 looks into the camera, upright. */
export interface HeadPose {
  readonly yawDegrees: number;
  readonly pitchDegrees: number;
  readonly rollDegrees: number;
}

type Vector = readonly [number, number, number];

const between = (from: MeshPoint, to: MeshPoint): Vector => [to.x - from.x, to.y - from.y, to.z - from.z];

/**
 * Head pose from the plane through eyes, forehead and chin. Yaw is positive when the face turns to the right edge of
 * the picture, pitch when it looks up, roll clockwise.
 */
export function headPose(points: readonly MeshPoint[]): HeadPose {
  const across = between(at(points, landmarks.leftEyeCorner), at(points, landmarks.rightEyeCorner));
  const roll = Math.atan2(across[1], across[0]);
  const down = between(at(points, landmarks.forehead), at(points, landmarks.chin));
  const [ax, ay, az] = unrolled(across, roll);
  const [dx, dy, dz] = unrolled(down, roll);
  // Out of the face towards the camera: down x across. For a face that looks into the camera it is (0, 0, -1).
  const normal: Vector = [dy * az - dz * ay, dz * ax - dx * az, dx * ay - dy * ax];
  const length = Math.hypot(...normal) || 1;
  const degrees = 180 / Math.PI;
  return {
    yawDegrees: Math.atan2(normal[0], -normal[2]) * degrees,
    pitchDegrees: Math.asin(Math.max(-1, Math.min(1, -normal[1] / length))) * degrees,
    rollDegrees: roll * degrees,
  };
}

function unrolled([x, y, z]: Vector, roll: number): Vector {
  const cosine = Math.cos(roll);
  const sine = Math.sin(roll);
  return [cosine * x + sine * y, cosine * y - sine * x, z];
}
