import { overlapOf, type Point, type Rect, sharedArea } from './geometry.ts';
import type { Bitmap } from './person.ts';

/** A face on the working picture. */
export interface SeenFace {
  readonly box: Rect;
  readonly oval: Bitmap;
  readonly forehead: Point;
  readonly chin: Point;
  readonly yawDegrees: number;
}

/** Where one person is thought to be, in pixels of the working picture. */
export interface Seed {
  readonly box: Rect;
  readonly score: number;
  /** Index of the person's face. */
  readonly face?: number;
  /** False where only a face speaks for the person. */
  readonly isDetected: boolean;
}

interface DetectedPerson {
  readonly rect: Rect;
  readonly score: number;
}

/** A body around a face, in widths and heights of the face's box: shoulders to both sides, legs below. */
const body = { sides: 1.1, above: 0.5, below: 6.5 };
/** How sure a person is of whom only the face was found. */
const faceOnlyScore = 0.6;

/** The box of a body that only its face tells of, cut to the picture. */
export function bodyOfFace(face: Rect, size: { widthPx: number; heightPx: number }): Rect {
  const left = Math.max(0, face.x - body.sides * face.w);
  const top = Math.max(0, face.y - body.above * face.h);
  const right = Math.min(size.widthPx, face.x + (1 + body.sides) * face.w);
  const bottom = Math.min(size.heightPx, face.y + body.below * face.h);
  return { x: left, y: top, w: right - left, h: bottom - top };
}

/** How badly a face sits in a person's box, 0 is where heads are; undefined when it cannot be that person's. */
function misfit(face: Rect, person: Rect): number | undefined {
  const across = (face.x + face.w / 2 - person.x) / person.w;
  const down = (face.y + face.h / 2 - person.y) / person.h;
  if (across < 0 || across > 1 || down < -0.1 || down > 0.62) return undefined;
  if (sharedArea(face, person) < 0.5 * face.w * face.h) return undefined;
  // In a full figure the face is a seventh of the height, its middle as far below the top; in a close-up both grow.
  const usual = Math.min(0.45, 0.75 * (face.h / person.h) + 0.02);
  return Math.abs(across - 0.5) + Math.abs(down - usual);
}

/** Gives each face at most one person and each person at most one face, the best fits first. */
function matchFaces(persons: readonly DetectedPerson[], faces: readonly SeenFace[]): Map<number, number> {
  const fits = persons
    .flatMap(({ rect }, person) =>
      faces.map((face, index) => ({ person, face: index, cost: misfit(face.box, rect) })),
    )
    .filter((fit): fit is { person: number; face: number; cost: number } => fit.cost !== undefined)
    .sort((a, b) => a.cost - b.cost);
  const personOf = new Map<number, number>();
  const taken = new Set<number>();
  for (const fit of fits) {
    if (personOf.has(fit.face) || taken.has(fit.person)) continue;
    personOf.set(fit.face, fit.person);
    taken.add(fit.person);
  }
  return personOf;
}

/**
 * Who may be in a picture: those that the detector boxed, and one more for each face that none of them has. A box in
 * which others' faces lie was drawn around several people and is cut back to the one whose face it got.
 */
export function seedsOf(
  persons: readonly DetectedPerson[],
  faces: readonly SeenFace[],
  size: { widthPx: number; heightPx: number },
): Seed[] {
  const personOf = matchFaces(persons, faces);
  const faceOf = new Map([...personOf].map(([face, person]) => [person, face]));
  const orphans = faces.flatMap((_, index) => (personOf.has(index) ? [] : [index]));
  const detected = persons.map(({ rect, score }, index): Seed => {
    const own = faceOf.get(index);
    const face = own === undefined ? undefined : faces[own];
    if (own === undefined || !face) return { box: rect, score, isDetected: true };
    const isShared = orphans.some((orphan) => misfit((faces[orphan] as SeenFace).box, rect) !== undefined);
    const box = isShared ? common(rect, widened(bodyOfFace(face.box, size), size)) : rect;
    return { box, score, face: own, isDetected: true };
  });
  const inferred = orphans.map((index): Seed => {
    const face = faces[index] as SeenFace;
    return { box: bodyOfFace(face.box, size), score: faceOnlyScore, face: index, isDetected: false };
  });
  return [...detected, ...inferred].filter(
    (seed, index, all) => !all.some((other, at) => at !== index && repeats(seed, other)),
  );
}

/** A body may be wider than the usual one when a detector has seen it. */
function widened(box: Rect, { widthPx }: { widthPx: number }): Rect {
  const left = Math.max(0, box.x - box.w * 0.25);
  return { ...box, x: left, w: Math.min(widthPx, box.x + box.w * 1.25) - left };
}

function common(a: Rect, b: Rect): Rect {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  return {
    x,
    y,
    w: Math.max(1, Math.min(a.x + a.w, b.x + b.w) - x),
    h: Math.max(1, Math.min(a.y + a.h, b.y + b.h) - y),
  };
}

/** Whether a faceless box is another box of a person who is there already. */
function repeats(seed: Seed, other: Seed): boolean {
  if (seed.face !== undefined || other.score < seed.score) return false;
  const inside = sharedArea(seed.box, other.box) / Math.max(1, seed.box.w * seed.box.h);
  return overlapOf(seed.box, other.box) > 0.7 || inside > 0.85;
}
