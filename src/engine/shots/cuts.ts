import { type FrameFeatures, lumaCorrelation, thumbDistance } from './features.ts';
import type { Boundary } from './types.ts';

/**
 * A cut is a change of structure, colour and detail together, all over the picture, that stands out from the changes
 * around it. The weights bring each feature to about 1 at the weakest cut that an editor sees as one; they and the
 * thresholds were set on hand-checked footage and on generated edits (test/bench/shots.ts prints how they do).
 */
const weights = { structure: 1 / 20, chroma: 1 / 15, residual: 1 / 0.4, spread: 1 / 8 };
const minStrength = 1;
/** How far a cut stands out of the frames next to it and of those in the wider neighbourhood. */
const minNearRatio = 1.7;
const minWideRatio = 1.6;
const wide = 8;
/** Keeps the noise of a still picture from counting as a neighbourhood to stand out of. */
const quiet = 0.15;
/** A caption or a screen in the picture changes much in a part and nothing in the rest. */
const minSpread = 1;
const minSpreadRatio = 2;

/** How strongly the picture changes from the frame before to this one: 1 is a weak cut, 10 a strong one. */
export function changeStrength(frame: FrameFeatures): number {
  return (
    frame.structure * weights.structure +
    frame.chroma * weights.chroma +
    frame.residual * weights.residual +
    frame.spread * weights.spread
  );
}

function largest(values: readonly number[], rank: number): number {
  return [...values].sort((a, b) => b - a)[rank] ?? 0;
}

function around<T>(values: readonly T[], index: number, radius: number): T[] {
  const first = Math.max(1, index - radius);
  return [...values.slice(first, index), ...values.slice(index + 1, index + radius + 1)];
}

/** Longest flash, in frames. */
const maxFlash = 6;
const flashReturn = 0.35;

/**
 * True when the picture comes back to what it was within a few frames and what lies between is the same scene in other
 * light. A short shot between two parts of one shot comes back as well, but shows something else.
 */
function isFlash(features: readonly FrameFeatures[], cut: number): boolean {
  const jump = features[cut]?.distance ?? 0;
  const sides = [
    { anchor: cut - 1, step: 1, from: cut + 1 },
    { anchor: cut, step: -1, from: cut - 2 },
  ];
  for (const { anchor, step, from } of sides) {
    const before = features[anchor];
    if (!before) continue;
    for (let length = 1; length <= maxFlash; length++) {
      const after = features[from + step * (length - 1)];
      if (!after) break;
      if (thumbDistance(before.thumb, after.thumb) > flashReturn * jump) continue;
      const between = features[cut - 1 + (step === 1 ? 1 : 0)];
      const light = Math.abs((between?.mean ?? 0) - before.mean);
      const sameScene = (features[cut]?.residual ?? 0) < 0.25;
      if (length <= 2 || sameScene || light > 25) return true;
    }
  }
  return false;
}

/** True when the two frames are one scene in other light: an exposure step, which leaves every detail in its place. */
function isExposureStep(before: FrameFeatures, after: FrameFeatures): boolean {
  return after.residual < 0.07 && lumaCorrelation(before.thumb, after.thumb) > 0.95;
}

/** Share of the jump that remains when the frames a little before and a little after are compared: 1 for a clean cut. */
function persistence(features: readonly FrameFeatures[], cut: number): number {
  const jump = features[cut]?.distance ?? 0;
  let least = Number.POSITIVE_INFINITY;
  for (const back of [1, 2]) {
    for (const ahead of [0, 1, 2]) {
      const [a, b] = [features[cut - back], features[cut + ahead]];
      if (a && b) least = Math.min(least, thumbDistance(a.thumb, b.thumb));
    }
  }
  return jump > 0 ? Math.min(1, least / jump) : 0;
}

/**
 * Below this the evidence in sum is that of motion in repeated frames or of the last step of a wipe, not of a cut: on
 * generated and hand-checked edits every cut has 0.995 and more, and what passes each threshold by itself and is none
 * stays under 0.965.
 */
const minConfidence = 0.97;

/** Logistic of how far the frame is above each threshold. */
function confidenceOf(strength: number, near: number, wideRatio: number, lasting: number): number {
  const above =
    Math.min(4, Math.log2(strength / minStrength)) +
    Math.min(3, Math.log2(near / minNearRatio)) +
    Math.min(2, Math.log2(wideRatio / minWideRatio)) +
    4 * (lasting - 0.5);
  return 1 / (1 + Math.exp(-(above - 0.5)));
}

/** Finds hard cuts. Frame numbers are indices into `features`, whose first item has no frame before it. */
export function findCuts(features: readonly FrameFeatures[]): Boundary[] {
  const strengths = features.map(changeStrength);
  const spreads = features.map((frame) => frame.spread);
  const cuts: Boundary[] = [];
  for (let frame = 1; frame < features.length; frame++) {
    const strength = strengths[frame] as number;
    if (strength < minStrength) continue;
    const near = strength / Math.max(quiet, largest(around(strengths, frame, 2), 0));
    // The second largest: another cut may lie in the neighbourhood of this one.
    const wideRatio = strength / Math.max(quiet, largest(around(strengths, frame, wide), 1));
    if (near < minNearRatio || wideRatio < minWideRatio) continue;
    const spread = spreads[frame] as number;
    if (spread < minSpread || spread < minSpreadRatio * largest(around(spreads, frame, 2), 0)) continue;
    const lasting = persistence(features, frame);
    if (lasting < 0.4 || isFlash(features, frame)) continue;
    if (isExposureStep(features[frame - 1] as FrameFeatures, features[frame] as FrameFeatures)) continue;
    const confidence = confidenceOf(strength, near, wideRatio, lasting);
    if (confidence < minConfidence) continue;
    cuts.push({ kind: 'cut', confidence, firstFrame: frame, endFrame: frame });
  }
  return cuts;
}
