import { type Viewport, xOfFrame } from './viewport.ts';

export interface RulerTick {
  readonly frame: number;
  readonly x: number;
  /** Labelled ticks carry a timecode; the others only mark the way. */
  readonly labelled: boolean;
}

const secondSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400];

/** Steps in frames that fall on whole timecodes: parts of a second that divide the rate, then round seconds. */
function stepsFor(nominalRate: number): number[] {
  const parts = [1, 2, 5, 6, 10, 12, 15, 20, 25, 30].filter(
    (step) => step < nominalRate && nominalRate % step === 0,
  );
  return [...new Set([1, ...parts, ...secondSteps.map((seconds) => seconds * nominalRate)])];
}

/** The smallest step whose labels keep `minLabelPx` apart. */
export function rulerStep(pxPerFrame: number, nominalRate: number, minLabelPx: number): number {
  const steps = stepsFor(nominalRate);
  return steps.find((step) => step * pxPerFrame >= minLabelPx) ?? steps.at(-1) ?? 1;
}

/** How many unlabelled marks go between two labels. */
function divisions(step: number, pxPerFrame: number): number {
  return [10, 5, 4, 3, 2].find((parts) => step % parts === 0 && (step / parts) * pxPerFrame >= 8) ?? 1;
}

/**
 * Ticks of the visible part. Steps are counted from timecode zero, so that labels are round whatever the clip starts at.
 * @param startFrame frames from timecode zero to the first frame of the clip
 */
export function rulerTicks(
  view: Viewport,
  widthPx: number,
  frameCount: number,
  nominalRate: number,
  startFrame: number,
  minLabelPx = 104,
): RulerTick[] {
  const step = rulerStep(view.pxPerFrame, nominalRate, minLabelPx);
  const minor = step / divisions(step, view.pxPerFrame);
  const last = Math.min(frameCount, view.startFrame + widthPx / view.pxPerFrame);
  const ticks: RulerTick[] = [];
  const first = Math.floor((view.startFrame + startFrame) / minor) * minor - startFrame;
  for (let frame = first; frame <= last; frame += minor) {
    if (frame < 0) continue;
    ticks.push({ frame, x: xOfFrame(view, frame), labelled: (frame + startFrame) % step === 0 });
  }
  return ticks;
}
