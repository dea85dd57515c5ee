import { findModel, type ModelDescription } from '../models.ts';
import { type Affine, mapPoint, type Point, type Rect, similarityAbout } from './geometry.ts';
import { Network } from './network.ts';
import type { Joint, JointName } from './person.ts';
import type { Pyramid } from './pyramid.ts';
import { type Scale, scaled } from './silhouettes.ts';

/** A body in pixels of the working picture. */
export interface Pose {
  /** How sure the network is that the region shows a body, 0 to 1. */
  readonly score: number;
  /** BlazePose's 33 joints, in its order. */
  readonly joints: readonly Joint[];
  /** From the pixels of `mask` to the working picture. */
  readonly map: Affine;
  /** A square of `maskSidePx` rows: how surely a pixel belongs to this body, 0 to 1. */
  readonly mask: Float32Array;
  readonly maskSidePx: number;
}

/** Where the named joints stand in BlazePose's order. */
const jointIndices: Readonly<Record<JointName, number>> = {
  nose: 0,
  leftShoulder: 11,
  rightShoulder: 12,
  leftElbow: 13,
  rightElbow: 14,
  leftWrist: 15,
  rightWrist: 16,
  leftHip: 23,
  rightHip: 24,
  leftKnee: 25,
  rightKnee: 26,
  leftAnkle: 27,
  rightAnkle: 28,
  leftFoot: 31,
  rightFoot: 32,
};

/** Middle of the hips, and a point whose distance from it is the radius of a circle around the whole body. */
const regionPoints = { middle: 33, rim: 34 };
const numbersPerPoint = 5;
/** The region for a first look is this much larger than the person's box. */
const boxToRegion = 1.25;

const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

/** Finds the joints of one person and the pixels of its body with BlazePose. */
export class PoseFinder {
  private readonly network: Network;

  private constructor(network: Network) {
    this.network = network;
  }

  /** @throws CastlineError `model-missing` or `model-damaged`, naming the file. */
  static async load(
    modelsDir: string,
    models: readonly ModelDescription[],
    threads: number,
  ): Promise<PoseFinder> {
    return new PoseFinder(await Network.load(modelsDir, findModel(models, 'blazepose'), threads));
  }

  release(): Promise<void> {
    return this.network.release();
  }

  /** Looks at a person's box and, when that shows a body, again at the upright square around it; the surer look counts. */
  async find(pyramid: Pyramid, box: Rect, scale: Scale): Promise<Pose> {
    const centre = { x: box.x + box.w / 2, y: box.y + box.h / 2 };
    const first = await this.look(pyramid, centre, Math.max(box.w, box.h) * boxToRegion, 0, scale);
    const { middle, rim, pose } = first;
    const side = 2.5 * Math.hypot(rim.x - middle.x, rim.y - middle.y);
    const isPlausible = side > box.h * 0.5 && side < box.h * 3.5;
    if (pose.score < 0.5 || !isPlausible) return pose;
    const turn = Math.atan2(rim.x - middle.x, middle.y - rim.y);
    const second = await this.look(pyramid, middle, side, turn, scale);
    return second.pose.score >= pose.score - 0.1 ? second.pose : pose;
  }

  private async look(
    pyramid: Pyramid,
    centre: Point,
    sidePx: number,
    turn: number,
    scale: Scale,
  ): Promise<{ pose: Pose; middle: Point; rim: Point }> {
    const input = this.network.size.widthPx;
    const map = similarityAbout({ x: input / 2, y: input / 2 }, centre, sidePx / input, turn);
    const sample = this.network.sample(pyramid, scaled(map, scale.x, scale.y));
    const [points, flag, mask] = await this.network.run(sample);
    const at = (index: number): Point =>
      mapPoint(map, {
        x: points?.[index * numbersPerPoint] ?? 0,
        y: points?.[index * numbersPerPoint + 1] ?? 0,
      });
    const joints = Array.from({ length: 33 }, (_, index) => ({
      ...at(index),
      visibility: Math.min(
        sigmoid(points?.[index * numbersPerPoint + 3] ?? 0),
        sigmoid(points?.[index * numbersPerPoint + 4] ?? 0),
      ),
    }));
    const pose = {
      score: flag?.[0] ?? 0,
      joints,
      map,
      mask: mask ?? new Float32Array(input * input),
      maskSidePx: input,
    };
    return { pose, middle: at(regionPoints.middle), rim: at(regionPoints.rim) };
  }
}

/** The joints that clothes are judged by; those outside of the picture count as not visible. */
export function namedJoints(
  { joints }: Pose,
  widthPx: number,
  heightPx: number,
): Readonly<Partial<Record<JointName, Joint>>> {
  const named: Partial<Record<JointName, Joint>> = {};
  for (const [name, index] of Object.entries(jointIndices) as [JointName, number][]) {
    const joint = joints[index];
    if (!joint) continue;
    const isInside = joint.x >= 0 && joint.y >= 0 && joint.x < widthPx && joint.y < heightPx;
    named[name] = isInside ? joint : { ...joint, visibility: 0 };
  }
  return named;
}
