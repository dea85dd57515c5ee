import type { Box } from '../../shared/boxes.ts';

/**
 * An upright, square-pixel picture: `rgb` is widthPx * heightPx * 3 bytes, rows from top to bottom.
 *
 * Handing a picture to a recogniser gives it away: the bytes may be moved to another thread, after which `rgb` is empty.
 */
export interface Picture {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rgb: Uint8Array;
}

/** Identifies exactly what computed an answer, so it is part of every cache key. `parameters` is canonical JSON. */
export interface RecogniserKey {
  readonly provider: string;
  readonly model: string;
  readonly version: string;
  readonly parameters: string;
}

/** A point on the upright picture: 0 to 1 of its width and height, origin at the top left. May lie outside. */
export interface PicturePoint {
  readonly x: number;
  readonly y: number;
}

/** Left and right are the picture's, not the person's. */
export interface FacePoints {
  readonly leftEye: PicturePoint;
  readonly rightEye: PicturePoint;
  readonly nose: PicturePoint;
  readonly leftMouth: PicturePoint;
  readonly rightMouth: PicturePoint;
}

export interface FaceQualities {
  /** Mean of the box's sides, in pixels of the picture. */
  readonly sizePx: number;
  /** 0 (blurred or blown up) to 1 (crisp), for the face at the size that embedders see it. */
  readonly sharpness: number;
  /** Turn to the side: 0 looks into the camera, positive to the right edge of the picture. */
  readonly yawDegrees: number;
  /** Nod: positive looks up. */
  readonly pitchDegrees: number;
  /** Tilt in the picture's plane: positive is clockwise. */
  readonly rollDegrees: number;
  /** 0 (profile, turned away or covered) to 1 (looks into the camera). */
  readonly frontality: number;
}

export interface FaceAttributes {
  readonly qualities: FaceQualities;
  readonly points: FacePoints;
  /** How sure the face mesh is that the box shows a face, 0 to 1. */
  readonly meshScore: number;
}

/** L2-normalised, to be compared by cosine with vectors of the same `model` only. */
export interface Embedding {
  readonly model: string;
  readonly vector: Float32Array;
}

interface Recognised {
  readonly box: Box;
  /** 0 to 1. */
  readonly score: number;
}

export interface RecognisedFace extends Recognised {
  readonly kind: 'face';
  readonly attributes: FaceAttributes;
  readonly embedding?: Embedding;
}

/** What other recognisers see; their attributes are their own. */
export interface RecognisedThing extends Recognised {
  readonly kind: 'subject' | 'head' | 'clothing' | 'object' | 'text';
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly embedding?: Embedding;
}

export type RecognisedElement = RecognisedFace | RecognisedThing;
export type ElementAttributes = RecognisedElement['attributes'];

export interface RecognitionAnswer {
  readonly elements: readonly RecognisedElement[];
  /** Time spent on this picture, waiting not counted. */
  readonly elapsedMs: number;
}

export interface Recogniser {
  readonly key: RecogniserKey;
  /**
   * Says what is in a picture. The picture is given away, see `Picture`. Calls may overlap; they are answered in order.
   *
   * @throws CastlineError `model-missing`, `model-damaged`, `recognition-failed` or `worker-crashed`; the signal's
   *   reason when it was aborted. After any of them the next call works again.
   */
  recognise(picture: Picture, signal?: AbortSignal): Promise<RecognitionAnswer>;
  /** Frees threads and memory; calls that still wait are refused. */
  close(): Promise<void>;
}
