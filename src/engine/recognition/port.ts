import type { Box } from '../../shared/boxes.ts';
import type { Mask } from '../../shared/masks.ts';
import type { Embedder, RecognitionMode, ResultSet } from '../../shared/recognition.ts';
import type { GarmentAttributes } from '../../shared/wardrobe.ts';

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

/** By what it is told how well a face can be recognised. */
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

/** What is known of a face beside its box. */
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
  /** Elements of one picture with the same number belong to one person. */
  readonly person?: number;
  /** Its pixels; `region` may be larger than the box. */
  readonly mask?: Mask;
  /** The model that found it, by its id. */
  readonly model?: string;
  readonly embedding?: Embedding;
}

/** A face. */
export interface RecognisedFace extends Recognised {
  readonly kind: 'face';
  readonly attributes: FaceAttributes;
}

/** How a person stands, for tracks and for what is worn. */
export interface BodyAttributes {
  /** Joints of BlazePose that are visible, by name ("leftHip"); left and right are the person's. */
  readonly joints?: Readonly<Record<string, PicturePoint>>;
  /** True when no face of the person can be seen. */
  readonly isFaceless: boolean;
}

/** A person from head to foot, or the thing that a picture is of. */
export interface RecognisedSubject extends Recognised {
  readonly kind: 'subject';
  /** `class` is "person", or for what stands out in a picture without people "thing". */
  readonly attributes: BodyAttributes & { readonly class: 'person' | 'thing' };
}

/** A head with its hair, or all that somebody wears. */
export interface RecognisedPart extends Recognised {
  readonly kind: 'head' | 'clothing';
  readonly attributes: Readonly<Record<string, never>>;
}

/** One garment. */
export interface RecognisedGarment extends Recognised {
  readonly kind: 'garment';
  readonly attributes: GarmentAttributes;
}

/** A thing. */
export interface RecognisedObject extends Recognised {
  readonly kind: 'object';
  /** One of the 80 names of COCO, in lower case. */
  readonly attributes: { readonly class: string };
}

/** Writing in the picture. */
export interface RecognisedText extends Recognised {
  readonly kind: 'text';
  readonly attributes: { readonly text: string };
}

/** Anything that a recogniser tells. */
export type RecognisedElement =
  | RecognisedFace
  | RecognisedSubject
  | RecognisedPart
  | RecognisedGarment
  | RecognisedObject
  | RecognisedText;

/**
 * Where the detector believes a person without daring to say so. It is no element: it tells where somebody is who is known
 * from the pictures next to it, and nothing else.
 */
export interface DoubtfulBody {
  readonly box: Box;
  /** 0 to 1. */
  readonly score: number;
  readonly model: string;
}

/** All that a recogniser tells of one picture. */
export interface RecognitionAnswer {
  readonly elements: readonly RecognisedElement[];
  /** Strongest first; none of them shows a person among the elements. */
  readonly doubtfulBodies?: readonly DoubtfulBody[];
  /** The four sets of the main subject: the person who fills most of the picture, or what stands out where nobody is. */
  readonly sets?: readonly ResultSet[];
  /** Time spent on this picture, waiting not counted. */
  readonly elapsedMs: number;
  /** The same by step of the work, where the recogniser takes it. */
  readonly stepMs?: Readonly<Record<string, number>>;
}

/** What every recogniser on the device offers. */
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

/** A recogniser for each mode and embedder; those of one embedder share threads and memory. */
export interface ModalRecogniser {
  /** The same object every time. @throws CastlineError `model-damaged` when the mode's models are not there. */
  of(mode: RecognitionMode, embedder?: Embedder): Recogniser;
  /** Frees threads and memory of all modes. */
  close(): Promise<void>;
}
