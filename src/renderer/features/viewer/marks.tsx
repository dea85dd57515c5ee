import type { ReactElement } from 'react';
import type { AssetDetail } from '../../../shared/contract/index.ts';
import { texts } from '../../texts/index.ts';
import { frameTimecode, lengthTimecode } from '../../ui/texts.ts';
import { useView } from './view-store.ts';

/** In and out point and the time between, where they are set. */
export function Marks({ detail }: { detail: AssetDetail }): ReactElement | null {
  const range = useView((state) => state.range);
  if (range?.assetId !== detail.summary.id) return null;
  const { inFrame, outFrame } = range;
  if (inFrame === undefined && outFrame === undefined) return null;
  const code = (frame: number | undefined): string =>
    frame === undefined ? '–' : frameTimecode(detail.facts, frame);
  const length =
    inFrame === undefined || outFrame === undefined
      ? ''
      : ` (${lengthTimecode(detail.facts, outFrame - inFrame + 1)})`;
  return (
    <p className="stage-marks" role="note" aria-label={texts().viewer.marks}>
      {`I ${code(inFrame)}  O ${code(outFrame)}${length}`}
    </p>
  );
}
