import type { ExportWarning } from '../../../shared/contract/index.ts';
import type { TimelineMarker } from './types.ts';

/**
 * For programs that keep one marker a frame: those that begin on a taken frame begin on the next free one and end where
 * they ended, or a frame after they begin. What would begin behind the end goes back to the last free frame.
 */
export function spreadMarkers(
  markers: readonly TimelineMarker[],
  frames: number,
  program: string,
): { markers: TimelineMarker[]; warnings: ExportWarning[] } {
  const taken = new Set<number>();
  let moved = 0;
  let lost = 0;
  // A frame that a later marker begins on by itself stays its own: only those that must move do.
  const own = new Set(markers.map(({ startFrame }) => startFrame));
  const seen = new Set<number>();
  const spread = markers.flatMap((marker): TimelineMarker[] => {
    let startFrame = marker.startFrame;
    if (seen.has(startFrame)) {
      while (startFrame < frames && (taken.has(startFrame) || own.has(startFrame))) startFrame++;
      if (startFrame >= frames) {
        startFrame = frames - 1;
        while (startFrame >= 0 && (taken.has(startFrame) || own.has(startFrame))) startFrame--;
      }
      if (startFrame < 0) {
        lost += 1;
        return [];
      }
      moved += 1;
    }
    seen.add(marker.startFrame);
    taken.add(startFrame);
    return [{ ...marker, startFrame, endFrame: Math.max(startFrame + 1, marker.endFrame) }];
  });
  const warnings: ExportWarning[] = [];
  if (moved > 0) {
    warnings.push({
      code: 'markers-share-frame',
      message: `${program} keeps one marker a frame: ${moved} that begin where another does begin a little later.`,
    });
  }
  if (lost > 0) {
    warnings.push({
      code: 'markers-share-frame',
      message: `${program} keeps one marker a frame: ${lost} found no frame of their own and are left out.`,
    });
  }
  return { markers: spread.sort((a, b) => a.startFrame - b.startFrame), warnings };
}
