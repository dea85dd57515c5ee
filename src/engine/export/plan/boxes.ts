import type { ExportWarning } from '../../../shared/contract/index.ts';
import { fraction, isSameRate, nearestFrame } from './frames.ts';
import type { ExportPlan, PlanClip, PlanRange } from './types.ts';

/** Where something is in one frame: 0 to 1 of the upright picture, origin top left. */
export interface PlacedBox {
  readonly frame: number;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/**
 * The boxes of a range by frame, the last of each. Frames are counted at the clip's own rate, as annotators decode them.
 */
export function boxesOf(clip: PlanClip, range: PlanRange): PlacedBox[] {
  const { track } = range.element;
  if (!track) return [];
  const last = clip.frames - 1;
  const byFrame = new Map(
    track.keys.map(([t, x, y, w, h]) => {
      const frame = nearestFrame({ num: t, den: track.timescale }, clip.rate);
      const kept = Math.min(Math.max(frame, range.startFrame), Math.min(range.endFrame - 1, last));
      return [kept, { frame: kept, x, y, w, h }] as const;
    }),
  );
  return [...byFrame.values()].filter(({ w, h }) => w > 0 && h > 0).sort((a, b) => a.frame - b.frame);
}

/** Where a range's subject is in a frame of it: between two boxes on the way from one to the other. */
export function boxAt(clip: PlanClip, range: PlanRange, frame: number): PlacedBox | undefined {
  if (frame < range.startFrame || frame >= range.endFrame) return undefined;
  const boxes = boxesOf(clip, range);
  const after = boxes.find((box) => box.frame >= frame) ?? boxes.at(-1);
  const before = boxes.findLast((box) => box.frame <= frame) ?? after;
  if (!before || !after) return undefined;
  const isHeld = range.element.track?.interpolation === 'hold' || before.frame === after.frame;
  const share = isHeld ? 0 : (frame - before.frame) / (after.frame - before.frame);
  const between = (side: 'x' | 'y' | 'w' | 'h'): number =>
    before[side] + (after[side] - before[side]) * share;
  return { frame, x: between('x'), y: between('y'), w: between('w'), h: between('h') };
}

/** Said where ranges have no place in the picture, or frames of another rate are counted. */
export function boxWarnings(plan: ExportPlan): ExportWarning[] {
  const bare = plan.clips.flatMap((clip) => clip.ranges.filter((range) => boxesOf(clip, range).length === 0));
  const resampled = plan.clips.filter(
    ({ media, rate }) => !isSameRate(fraction(media.video.frameRate), rate),
  );
  return [
    ...(bare.length > 0
      ? [
          {
            code: 'boxes-missing' as const,
            message: `${bare.length} ranges have no place in the picture and are left out or written as spans of time.`,
          },
        ]
      : []),
    ...resampled.map(({ media }) => ({
      code: 'rate-changed' as const,
      message: `Frames of "${media.name}" are counted at another rate than its own.`,
    })),
  ];
}
