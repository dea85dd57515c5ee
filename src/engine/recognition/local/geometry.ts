/**
 * A plane map: (x, y) becomes (a x + b y + c, d x + e y + f). Coordinates are continuous: pixel i covers i to i + 1, so
 * its centre is at i + 0.5.
 */
export interface Affine {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

/** A place in pixels from the top left. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** In pixels, origin at the top left. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Where a map takes a point. */
export function mapPoint(map: Affine, point: Point): Point {
  return { x: map.a * point.x + map.b * point.y + map.c, y: map.d * point.x + map.e * point.y + map.f };
}

/** Scales by `scale`, turns clockwise by `radians`, and brings `from` to `to`. */
export function similarityAbout(from: Point, to: Point, scale: number, radians: number): Affine {
  const cosine = Math.cos(radians) * scale;
  const sine = Math.sin(radians) * scale;
  return {
    a: cosine,
    b: -sine,
    c: to.x - cosine * from.x + sine * from.y,
    d: sine,
    e: cosine,
    f: to.y - sine * from.x - cosine * from.y,
  };
}

/**
 * The similarity (scale, turn, shift; no mirroring) that brings the points `from` closest to `to` by least squares.
 * Umeyama, "Least-squares estimation of transformation parameters between two point patterns", 1991, in the plane.
 */
export function fitSimilarity(from: readonly Point[], to: readonly Point[]): Affine {
  const fromCentre = centroid(from);
  const toCentre = centroid(to);
  let along = 0;
  let across = 0;
  let spread = 0;
  from.forEach((point, index) => {
    const target = to[index] ?? toCentre;
    const x = point.x - fromCentre.x;
    const y = point.y - fromCentre.y;
    const targetX = target.x - toCentre.x;
    const targetY = target.y - toCentre.y;
    along += x * targetX + y * targetY;
    across += x * targetY - y * targetX;
    spread += x * x + y * y;
  });
  const cosine = spread > 0 ? along / spread : 1;
  const sine = spread > 0 ? across / spread : 0;
  return similarityAbout(fromCentre, toCentre, Math.hypot(cosine, sine), Math.atan2(sine, cosine));
}

/** The map back. A map that flattens the plane has none and gives no finite numbers. */
export function invert(map: Affine): Affine {
  const determinant = map.a * map.e - map.b * map.d;
  const a = map.e / determinant;
  const b = -map.b / determinant;
  const d = -map.d / determinant;
  const e = map.a / determinant;
  return { a, b, c: -(a * map.c + b * map.f), d, e, f: -(d * map.c + e * map.f) };
}

/** How many units of the target one unit of the source becomes: the root of the change in area. */
export function scaleOf(map: Affine): number {
  return Math.sqrt(Math.abs(map.a * map.e - map.b * map.d));
}

/** The mean of points; the origin for none. */
export function centroid(points: readonly Point[]): Point {
  let x = 0;
  let y = 0;
  for (const point of points) {
    x += point.x;
    y += point.y;
  }
  const count = Math.max(1, points.length);
  return { x: x / count, y: y / count };
}

/** Area shared by two rectangles. */
export function sharedArea(a: Rect, b: Rect): number {
  const width = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

/** Intersection over union of two rectangles, 0 (apart) to 1 (the same). */
export function overlapOf(a: Rect, b: Rect): number {
  const shared = sharedArea(a, b);
  const joint = a.w * a.h + b.w * b.h - shared;
  return joint > 0 ? shared / joint : 0;
}
