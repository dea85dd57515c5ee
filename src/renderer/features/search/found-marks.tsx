import type { ReactElement } from 'react';
import { useDesk } from '../../app/desk-store.ts';
import { clampViewport, fitViewport, type Viewport, xOfFrame } from '../../canvas/viewport.ts';
import { useFoundInClip } from './queries.ts';
import { useSearch } from './search-store.ts';

interface Mark {
  readonly x: number;
  readonly width: number;
}

/** Narrower than this a mark would not be seen. */
const leastPx = 3;

/** Ranges as marks in the view; those that touch are one, so that there are never more than pixels. */
export function marksOf(
  ranges: readonly { readonly startFrame: number; readonly endFrame: number }[],
  view: Viewport,
  widthPx: number,
): Mark[] {
  const marks: { x: number; width: number }[] = [];
  for (const { startFrame, endFrame } of ranges) {
    const x = xOfFrame(view, startFrame);
    const right = Math.max(x + leastPx, xOfFrame(view, endFrame));
    if (right < 0 || x > widthPx) continue;
    const last = marks.at(-1);
    if (last && x <= last.x + last.width) last.width = Math.max(last.width, right - last.x);
    else marks.push({ x, width: right - x });
  }
  return marks;
}

/** Where the search is true in this clip, along the ruler. */
export function FoundMarks(props: { frameCount: number; widthPx: number }): ReactElement | null {
  const isAsked = useSearch((state) => state.query.trim() !== '');
  return isAsked ? <Marks {...props} /> : null;
}

function Marks({ frameCount, widthPx }: { frameCount: number; widthPx: number }): ReactElement | null {
  const assetId = useDesk((state) => state.assetId);
  const shown = useDesk((state) => state.view);
  const hits = useFoundInClip(assetId).data ?? [];
  if (hits.length === 0 || widthPx <= 0) return null;
  const view = shown ? clampViewport(shown, frameCount, widthPx) : fitViewport(frameCount, widthPx);
  const ranges = hits.filter((hit) => hit.assetId === assetId).flatMap((hit) => hit.ranges);
  return (
    <div className="found-marks" aria-hidden data-testid="found-marks">
      {marksOf(ranges, view, widthPx).map(({ x, width }) => (
        <i key={x} style={{ left: x, width }} />
      ))}
    </div>
  );
}
