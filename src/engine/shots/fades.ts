import type { FrameFeatures } from './features.ts';
import type { Boundary } from './types.ts';

/** A frame without a picture: as good as one luma all over, near black (16) or white (235). */
const emptyDeviation = 7;
const blackMean = 30;
const whiteMean = 225;
/** A fade changes the light for at least this many frames on one side; less is a cut to black. */
const minRamp = 3;
const maxRampFrames = 100;
/** Light that a fade has lost when it is counted as begun. */
const minStep = 0.4;

type Colour = 'black' | 'white';

function emptyColour(frame: FrameFeatures): Colour | undefined {
  if (frame.deviation > emptyDeviation) return undefined;
  if (frame.mean < blackMean) return 'black';
  return frame.mean > whiteMean ? 'white' : undefined;
}

/**
 * Frames from the edge of an empty run, outwards, over which the light rises (from black) or falls (from white) with
 * the contrast growing at the same time.
 */
function rampLength(features: readonly FrameFeatures[], edge: number, step: 1 | -1, colour: Colour): number {
  const rising = colour === 'black' ? 1 : -1;
  let length = 0;
  while (length < maxRampFrames) {
    const here = features[edge + step * length];
    const next = features[edge + step * (length + 1)];
    if (!here || !next) break;
    const lighter = rising * (next.mean - here.mean) > minStep;
    // Near the empty frames both are lost in rounding, so the contrast may stand still there.
    const clearer = next.deviation - here.deviation > -0.5;
    if (!lighter || !clearer) break;
    length++;
  }
  return length;
}

/**
 * Fades through black or white: a picture goes, an empty one stands, another comes. A fade at the start or the end of
 * the film has one side only and is no boundary.
 */
export function findFades(features: readonly FrameFeatures[]): Boundary[] {
  const fades: Boundary[] = [];
  for (let frame = 0; frame < features.length; frame++) {
    const colour = emptyColour(features[frame] as FrameFeatures);
    if (!colour) continue;
    let end = frame + 1;
    while (end < features.length && emptyColour(features[end] as FrameFeatures) === colour) end++;
    const out = rampLength(features, frame, -1, colour);
    const back = rampLength(features, end - 1, 1, colour);
    // The last frame of a ramp is the whole picture: it is no longer mixed.
    const first = frame - Math.max(0, out - 1);
    const last = end + Math.max(0, back - 1);
    const sides = frame > 0 && end < features.length;
    if (sides && Math.max(out, back) >= minRamp) {
      const confidence = Math.min(0.99, 0.6 + 0.05 * Math.min(out, back));
      fades.push({ kind: 'fade', confidence, firstFrame: first, endFrame: last });
    }
    frame = end;
  }
  return fades;
}
