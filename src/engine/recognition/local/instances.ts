import type { ModelDescription } from '../models.ts';
import type { Picture } from '../port.ts';
import {
  areaOf,
  boundsOfBits,
  dropSpecks,
  emptyBitmap,
  fillHoles,
  windowOf,
  withinBounds,
} from './bitmaps.ts';
import { downTo, goesOnBelow, withJoints } from './figures.ts';
import { overlapOf, type Rect } from './geometry.ts';
import type { Laps } from './laps.ts';
import { type Evidence, farnessOf } from './ownership.ts';
import { partPeople } from './parting.ts';
import type { Bitmap, PersonInstance } from './person.ts';
import { namedJoints, type Pose, PoseFinder } from './pose.ts';
import type { Pyramid } from './pyramid.ts';
import { bodyOfFace, type Seed, type SeenFace } from './seeds.ts';
import { PeopleSilhouettes, type Scale, unwarp } from './silhouettes.ts';

/** A person with what the later steps need beside the instance. */
export interface FoundPerson extends PersonInstance {
  /** Index of the person's face. */
  readonly faceIndex?: number;
  readonly pose?: Pose;
}

/** More people than this are a crowd, of which the largest are told apart. */
const mostPeople = 12;
/** Less of the picture's height, or of its width for people who lie, is too small for masks. */
const leastShareOfSide = 0.08;
/** Margins around a box in which its person may still be, in widths and heights of the box. */
const margin = { x: 0.12, y: 0.06 };
/** A body that the pose network doubts more than this has no joints. */
const leastPoseScore = 0.5;
/** A person without a face, boxed less surely than this, must be confirmed by the pose network. */
const sureWithoutFace = 0.55;
/** A person covers at least this much of the box; less is a wrong box. */
const leastCover = 0.1;

/** Turns seeds into people with pixels of their own. */
export class PersonFinder {
  private readonly silhouettes: PeopleSilhouettes;
  private readonly poses: PoseFinder;

  private constructor(silhouettes: PeopleSilhouettes, poses: PoseFinder) {
    this.silhouettes = silhouettes;
    this.poses = poses;
  }

  /** @throws CastlineError `model-missing` or `model-damaged`, naming the file. */
  static async load(
    modelsDir: string,
    models: readonly ModelDescription[],
    threads: number,
  ): Promise<PersonFinder> {
    const silhouettes = await PeopleSilhouettes.load(modelsDir, models, threads);
    return new PersonFinder(silhouettes, await PoseFinder.load(modelsDir, models, threads));
  }

  async release(): Promise<void> {
    await this.silhouettes.release();
    await this.poses.release();
  }

  /** The people of a picture, the largest first. @throws the signal's reason, between two runs of a network. */
  async find(
    pyramid: Pyramid,
    working: Picture,
    seeds: readonly Seed[],
    faces: readonly SeenFace[],
    signal: AbortSignal,
    laps: Laps,
  ): Promise<FoundPerson[]> {
    const scale = { x: pyramid.widthPx / working.widthPx, y: pyramid.heightPx / working.heightPx };
    const posed: PosedSeed[] = [];
    for (const seed of largest(seeds, working)) {
      signal.throwIfAborted();
      const pose = await this.poseOf(pyramid, seed, faces, scale, working);
      const isKnown = seed.face !== undefined || seed.score >= sureWithoutFace || pose !== undefined;
      if (isKnown) posed.push({ ...seed, box: withJoints(seed.box, pose, working), pose });
    }
    laps.end('joints');
    const people = withoutRepeats(posed);
    if (people.length === 0) return [];
    const evidence: Evidence[] = [];
    for (const person of people) {
      signal.throwIfAborted();
      const look = (one: PosedSeed) => this.evidenceOf(pyramid, one, working, scale, people.length > 1);
      const first = await look(person);
      const longer = goesOnBelow(first, working) ? downTo(person, faces, working) : person;
      evidence.push(longer === person ? first : await look(longer));
    }
    laps.end('silhouettes');
    const found = instancesOf(people, evidence, faces, working);
    laps.end('parting people');
    return found;
  }

  /** The pose of the seed's own person, or undefined when there is none or the network saw somebody else. */
  private async poseOf(
    pyramid: Pyramid,
    seed: Seed,
    faces: readonly SeenFace[],
    scale: Scale,
    working: Picture,
  ): Promise<Pose | undefined> {
    const face = seed.face === undefined ? undefined : faces[seed.face];
    const pose = await this.poses.find(pyramid, seed.box, scale);
    if (!face) return pose.score >= leastPoseScore ? pose : undefined;
    if (pose.score >= leastPoseScore && isPoseOf(pose, face)) return pose;
    const again = await this.poses.find(pyramid, bodyOfFace(face.box, working), scale);
    return again.score >= leastPoseScore && isPoseOf(again, face) ? again : undefined;
  }

  private async evidenceOf(
    pyramid: Pyramid,
    { box, pose }: PosedSeed,
    working: Picture,
    scale: Scale,
    hasNeighbours: boolean,
  ): Promise<Evidence> {
    const window = windowOf(
      {
        x: box.x - box.w * margin.x,
        y: box.y - box.h * margin.y,
        w: box.w * (1 + 2 * margin.x),
        h: box.h * (1 + 2 * margin.y),
      },
      working.widthPx,
      working.heightPx,
    );
    const seen = {
      x: window.left,
      y: window.top,
      w: window.right - window.left,
      h: window.bottom - window.top,
    };
    const people = await this.silhouettes.of(pyramid, seen, window, scale);
    const none = new Float32Array();
    if (!pose) return { window, box, people, body: none, farness: none };
    const body = unwarp(pose.mask, pose.maskSidePx, pose.map, window);
    const reachPx = Math.max(box.w, box.h) * 0.18;
    return {
      window,
      box,
      people,
      body,
      farness: hasNeighbours ? farnessOf(pose.joints, window, reachPx) : none,
    };
  }
}

interface PosedSeed extends Seed {
  readonly pose: Pose | undefined;
}

function largest(seeds: readonly Seed[], { widthPx, heightPx }: Picture): Seed[] {
  return seeds
    .filter(({ box }) => box.h >= heightPx * leastShareOfSide || box.w >= widthPx * leastShareOfSide)
    .sort((a, b) => b.box.w * b.box.h * b.score - a.box.w * a.box.h * a.score)
    .slice(0, mostPeople);
}

/** Whether the nose of a pose lies on a face. */
function isPoseOf({ joints }: Pose, { box }: SeenFace): boolean {
  const nose = joints[0];
  if (!nose) return false;
  const off = Math.hypot(nose.x - box.x - box.w / 2, nose.y - box.y - box.h / 2);
  return off < 0.7 * Math.max(box.w, box.h);
}

/** Two seeds whose bodies have the same joints are one person: the one with a face, or the surer one, stays. */
function withoutRepeats(seeds: readonly PosedSeed[]): PosedSeed[] {
  const kept: PosedSeed[] = [];
  const ordered = [...seeds].sort(
    (a, b) => Number(b.face !== undefined) - Number(a.face !== undefined) || b.score - a.score,
  );
  for (const seed of ordered) {
    const isRepeated =
      seed.face === undefined &&
      kept.some((other) => isSameBody(seed.pose, other.pose) && overlapOf(seed.box, other.box) > 0.15);
    if (!isRepeated) kept.push(seed);
  }
  return kept;
}

const trunk = [11, 12, 23, 24];

function isSameBody(a: Pose | undefined, b: Pose | undefined): boolean {
  if (!a || !b) return false;
  let off = 0;
  let size = 0;
  for (const index of trunk) {
    const [p, q] = [a.joints[index], b.joints[index]];
    if (!p || !q) return false;
    off += Math.hypot(p.x - q.x, p.y - q.y);
    for (const other of trunk) {
      const r = b.joints[other];
      if (r) size = Math.max(size, Math.hypot(q.x - r.x, q.y - r.y));
    }
  }
  return off / trunk.length < 0.25 * size;
}

function instancesOf(
  people: readonly PosedSeed[],
  evidence: readonly Evidence[],
  faces: readonly SeenFace[],
  working: Picture,
): FoundPerson[] {
  const ovals = people.map(({ face }) => (face === undefined ? undefined : faces[face]?.oval));
  const bitmaps = partPeople(evidence, ovals, working);
  const kept = people.flatMap((person, index) => {
    const bitmap = tidied(bitmaps[index] as Bitmap);
    const bounds = boundsOfBits(bitmap);
    const cover = areaOf(bitmap) / Math.max(1, person.box.w * person.box.h);
    if (!bounds || (person.face === undefined && cover < leastCover)) return [];
    if (isOnlyDrawn(person, evidence[index], ovals[index])) return [];
    return [{ person, bitmap, bounds }];
  });
  const everyone = emptyBitmap(working);
  for (const { bitmap } of kept) unite(everyone, bitmap);
  return kept
    .map(({ person, bitmap, bounds }) =>
      foundPerson(person, bitmap, bounds, without(everyone, bitmap), faces, working),
    )
    .sort((a, b) => areaOf(b.bitmap) - areaOf(a.bitmap));
}

/** Of a face that belongs to somebody, this part at least is taken for a person by the silhouette. */
const leastOfFace = 0.15;

/** A face on a shoe, a mug or a poster: neither a body nor a silhouette goes with it. */
function isOnlyDrawn({ pose }: PosedSeed, evidence: Evidence | undefined, oval: Bitmap | undefined): boolean {
  if (pose || !oval || !evidence) return false;
  const { window, people } = evidence;
  const area = areaOf(oval);
  let [seen, at] = [0, 0];
  for (let y = window.top; y < window.bottom; y += 1) {
    for (let i = y * oval.widthPx + window.left; i < y * oval.widthPx + window.right; i += 1, at += 1) {
      if (oval.bits[i] && (people[at] as number) > 0.5) seen += 1;
    }
  }
  return seen < leastOfFace * area;
}

function foundPerson(
  seed: PosedSeed,
  bitmap: Bitmap,
  box: Rect,
  others: Bitmap,
  faces: readonly SeenFace[],
  { widthPx, heightPx }: Picture,
): FoundPerson {
  const face = seed.face === undefined ? undefined : faces[seed.face];
  return {
    box,
    score: Math.min(1, face ? Math.max(seed.score, 0.5 + seed.score / 2) : seed.score),
    bitmap,
    others,
    ...(face && seed.face !== undefined
      ? { face: { box: face.box, oval: face.oval, yawDegrees: face.yawDegrees }, faceIndex: seed.face }
      : {}),
    ...(seed.pose ? { pose: seed.pose, joints: namedJoints(seed.pose, widthPx, heightPx) } : {}),
  };
}

/** Parts smaller than this part of the largest are somebody else's or noise. */
const speckShare = 0.04;

function tidied(bitmap: Bitmap): Bitmap {
  withinBounds(bitmap, (part) => {
    dropSpecks(part, speckShare);
    fillHoles(part, Math.max(12, areaOf(part) * 0.004));
  });
  return bitmap;
}

function unite(target: Bitmap, { bits }: Bitmap): void {
  for (let i = 0; i < bits.length; i += 1) if (bits[i] !== 0) target.bits[i] = 1;
}

function without({ widthPx, heightPx, bits }: Bitmap, taken: Bitmap): Bitmap {
  const rest = Uint8Array.from(bits);
  for (let i = 0; i < rest.length; i += 1) if (taken.bits[i] !== 0) rest[i] = 0;
  return { widthPx, heightPx, bits: rest };
}
