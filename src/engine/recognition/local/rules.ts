import type { Embedder } from '../../../shared/recognition.ts';

/** The models that can describe a face for grouping. */
export type EmbedderId = Embedder;

/** The one in use where nothing else is asked for. */
export const defaultEmbedder: EmbedderId = 'fr_feature';

/**
 * What decides, beside the models and their thresholds, which faces are found and how they are described. All of it is
 * part of the recogniser's key: a change makes stored answers stale.
 */
export const faceRules = {
  /** Changes whenever the same models and rules give other answers because the code around them changed. */
  pipeline: 2,
  /** Smaller boxes are seldom faces and never good enough to tell people apart. Mean side, pixels of the picture. */
  leastFacePx: 16,
  /** A box that lies in a stronger one by more than this part of its area shows the same face. */
  insideAnother: 0.6,
  /** Boxes with less than `sureBox` that share more than this of their area with a stronger one show no other face. */
  doubtfulInside: 0.33,
  /** Heads of people without a face are looked at where that shows them so much larger than the tiles do... */
  closerBy: 1.5,
  /** ...but not more of them than this in one picture. */
  mostHeads: 8,
  /**
   * Least overlap of the mesh with the box it was fitted to: a box between two faces pulls the mesh out of shape.
   * Overlaps of real faces were 0.64 and more.
   */
  meshOnBox: 0.5,
  /** Meshes that share more than this of their joint area lie on the same face. */
  sameMesh: 0.4,
  /** Below this score the mesh is fitted from these tilts, too. */
  sureMesh: 0.9,
  triedDegrees: 40,
  /** Only a head that lies so far on its side is believed to: profiles that are nearly upright fit slightly tilted, too. */
  sidewaysDegrees: 30,
  /** Heads that seem tilted by this much or more in the second fit are fitted again... */
  tiltedDegrees: 12,
  /** ...until the tilt changes by less than this, */
  settledDegrees: 4,
  /** or so many times. */
  mostRefits: 3,
  /** From this detector score on, a face may pass with the mesh's weak score. */
  sureBox: 0.9,
  /** The embedding is the mean of the face's and its mirror image's: fewer strangers are taken for each other. */
  mirrored: true,
} as const;

/** The same for people, their masks and parts, and objects. */
export const personRules = {
  /** Changes whenever the same models and rules give other answers because the code around them changed. */
  people: 5,
  clothes: 4,
} as const;
