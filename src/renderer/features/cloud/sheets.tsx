import type { ReactElement } from 'react';
import type { AssetDetail, AssetSummary } from '../../../shared/contract/index.ts';
import { useDesk } from '../../app/desk-store.ts';
import { selectedAsset, useAssets, useDetail } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { Sheet } from '../../ui/dialog.tsx';
import { keyframeFor } from '../viewer/faces-at.ts';
import { useCloudSheet } from './cloud-store.ts';
import { LedgerPage } from './ledger.tsx';
import { CloudOpinion } from './opinion.tsx';
import { SendPage } from './send.tsx';

/** The sheets of the cloud: sending, what left the computer, and its opinion on the frame under the playhead. */
export function CloudSheets(): ReactElement {
  const open = useCloudSheet((state) => state.open);
  const show = useCloudSheet((state) => state.show);
  const assets = useAssets().data;
  const asset = selectedAsset(
    assets,
    useDesk((state) => state.assetId),
  );
  const detail = useDetail(open ? asset?.id : undefined).data ?? undefined;
  const { heading, about, opinion } = texts().cloud;
  const close = (): void => show(undefined);
  return (
    <>
      <Sheet title={heading} description={about} open={open === 'send' || open === 'ledger'} onClose={close}>
        <Tabs />
        {open === 'ledger' ? <LedgerPage /> : <SendPage asset={asset} clips={assets?.length ?? 0} />}
      </Sheet>
      <Sheet title={opinion.heading} description={opinion.about} open={open === 'opinion'} onClose={close}>
        <OpinionHere asset={asset} detail={detail} />
      </Sheet>
    </>
  );
}

function Tabs(): ReactElement {
  const open = useCloudSheet((state) => state.open);
  const show = useCloudSheet((state) => state.show);
  const { tabSend, tabLedger } = texts().cloud.send;
  return (
    <div className="cloud-tabs" role="toolbar" aria-label={texts().cloud.heading}>
      {(
        [
          ['send', tabSend],
          ['ledger', tabLedger],
        ] as const
      ).map(([name, label]) => (
        <button
          key={name}
          type="button"
          className="button switch"
          aria-pressed={open === name}
          onClick={() => show(name)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

function OpinionHere(props: {
  asset: AssetSummary | undefined;
  detail: AssetDetail | undefined;
}): ReactElement {
  const frame = useDesk((state) => state.frame);
  const keyframe = props.detail && keyframeFor(props.detail.keyframes, frame);
  if (!keyframe) return <p className="quiet-text">{texts().cloud.opinion.noFrame}</p>;
  return <CloudOpinion key={keyframe.id} keyframeId={keyframe.id} />;
}
