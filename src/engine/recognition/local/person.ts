import type { Point, Rect } from './geometry.ts';

/** The picture in which masks are made: the upright picture with its longer side at most this long, in pixels. */
export const workingSidePx = 640;

/** One byte a pixel of the working picture, 1 is in and 0 is out; rows from top to bottom. */
export interface Bitmap {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bits: Uint8Array;
}

/** A joint of BlazePose on the working picture. */
export interface Joint extends Point {
  /** 0 to 1: that it lies in the picture and nothing hides it. */
  readonly visibility: number;
}

/** The joints that clothes are judged by, in BlazePose's names; left and right are the person's. */
export type JointName =
  | 'nose'
  | 'leftShoulder'
  | 'rightShoulder'
  | 'leftElbow'
  | 'rightElbow'
  | 'leftWrist'
  | 'rightWrist'
  | 'leftHip'
  | 'rightHip'
  | 'leftKnee'
  | 'rightKnee'
  | 'leftAnkle'
  | 'rightAnkle'
  | 'leftFoot'
  | 'rightFoot';

/** A person of a picture, in pixels of the working picture. What is not known is left out. */
export interface PersonInstance {
  readonly box: Rect;
  /** How sure it is that this is one person, 0 to 1. */
  readonly score: number;
  /** All of the person: body, hair, clothes, what is carried only where the models take it for the person. */
  readonly bitmap: Bitmap;
  /** Everyone else of the picture. */
  readonly others: Bitmap;
  readonly face?: {
    readonly box: Rect;
    /** The mesh's oval: face without hair. */
    readonly oval: Bitmap;
    /** Pose: 0 looks into the camera. */
    readonly yawDegrees: number;
  };
  readonly joints?: Readonly<Partial<Record<JointName, Joint>>>;
}
