import { findCuts } from './cuts.ts';
import { findFades } from './fades.ts';
import type { FrameFeatures } from './features.ts';
import { findGraduals } from './gradual.ts';
import type { Boundary, ShotRange } from './types.ts';

/** Name and version of the detector: results of another version are not comparable. */
export const shotDetector = { name: 'castline-shots', version: 6 } as const;

/** Where the new shot begins: the middle of the mixed frames. */
export function shotStart(boundary: Boundary): number {
  return Math.floor((boundary.firstFrame + boundary.endFrame) / 2);
}

/**
 * Finds the boundaries between shots: hard cuts, fades, dissolves and wipes, in order, none inside another. A pure
 * function of the features of consecutive frames; frame numbers are indices into `features`.
 */
export function findBoundaries(features: readonly FrameFeatures[]): Boundary[] {
  const fades = findFades(features);
  const inFade = (frame: number): boolean =>
    fades.some((fade) => frame >= fade.firstFrame && frame <= fade.endFrame);
  const cuts = findCuts(features).filter((cut) => !inFade(cut.firstFrame));
  const taken = new Set(cuts.map((cut) => cut.firstFrame));
  for (const fade of fades) {
    for (let frame = fade.firstFrame; frame <= fade.endFrame; frame++) taken.add(frame);
  }
  return [...cuts, ...fades, ...findGraduals(features, taken)].sort((a, b) => a.firstFrame - b.firstFrame);
}

/** Cuts `frameCount` frames into shots at the boundaries. */
export function shotsBetween(boundaries: readonly Boundary[], frameCount: number): ShotRange[] {
  const start: Boundary = { kind: 'start', confidence: 1, firstFrame: 0, endFrame: 0 };
  const edges = [start, ...boundaries];
  return edges.map((boundary, index) => {
    const next = edges[index + 1];
    return {
      firstFrame: shotStart(boundary),
      endFrame: next ? shotStart(next) : frameCount,
      transitionIn: boundary,
    };
  });
}
