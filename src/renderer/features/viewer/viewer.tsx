import { type ReactElement, useRef, useState } from 'react';
import { type AssetDetail, type AssetSummary, assetUrl, imageUrl } from '../../../shared/contract/index.ts';
import { useDesk } from '../../app/desk-store.ts';
import { useWorkload } from '../../app/queries.ts';
import { assetStateText } from '../../ui/texts.ts';
import { useSize } from '../../ui/use-size.ts';
import { FaceBoxes } from './face-boxes.tsx';
import { keyframeFor } from './faces-at.ts';
import { fitPicture } from './picture-fit.ts';
import { usePlayer } from './use-player.ts';

/** The picture of the clip on the desk. */
export function Viewer(props: { asset: AssetSummary; detail: AssetDetail | undefined }): ReactElement {
  const { asset, detail } = props;
  if (detail && detail.frameCount > 0) return <Stage key={asset.id} detail={detail} />;
  return <Preparing asset={asset} />;
}

/** Until the frames are known there is nothing to seek in: says how far it is. */
function Preparing({ asset }: { asset: AssetSummary }): ReactElement {
  const jobs = useWorkload().data?.jobs;
  const job = jobs?.find(({ assetId, state }) => assetId === asset.id && state === 'running');
  const progress = job?.progress ?? asset.job?.progress;
  const failed = asset.state === 'failed';
  return (
    <div className="stage preparing" role="status">
      {asset.poster ? <img src={imageUrl(asset.poster)} alt="" /> : null}
      <div className="stage-note">
        <b>{failed ? 'This clip could not be analysed' : asset.name}</b>
        <span>
          {asset.error?.message ?? (asset.state === 'ready' ? 'Loading' : assetStateText(asset, progress))}
        </span>
        {asset.error ? <span className="quiet-text">{asset.error.nextStep}</span> : null}
      </div>
    </div>
  );
}

function Stage({ detail }: { detail: AssetDetail }): ReactElement {
  const video = useRef<HTMLVideoElement>(null);
  const [stageRef, size] = useSize<HTMLDivElement>();
  const [playable, setPlayable] = useState(true);
  const muted = useDesk((state) => state.muted);
  const boxesShown = useDesk((state) => state.boxesShown);
  const shown = usePlayer(video, detail, playable);
  const frame = useDesk((state) => state.frame);
  const { displayWidthPx: width, displayHeightPx: height } = detail.facts.video;
  const rect = fitPicture(size, { width, height });
  const stills = !playable || shown === undefined;
  const still = stills ? stillFor(detail, frame) : undefined;
  const { name, id, online } = detail.summary;
  return (
    <div className="stage" ref={stageRef} data-testid="stage" data-shown-frame={shown}>
      {still ? (
        <img className="picture" style={{ ...rect }} src={imageUrl(still.image)} alt="" draggable={false} />
      ) : null}
      {playable ? (
        <video
          ref={video}
          className="picture"
          style={{ ...rect }}
          src={assetUrl(id)}
          preload="auto"
          muted={muted}
          playsInline
          aria-label={`Picture of ${name}`}
          onError={() => setPlayable(false)}
          // A file whose sound alone is understood loads without a picture.
          onLoadedMetadata={({ currentTarget }) => setPlayable(currentTarget.videoWidth > 0)}
        />
      ) : null}
      {boxesShown && rect.width > 0 ? (
        <FaceBoxes
          detail={detail}
          frame={playable ? (shown ?? frame) : (still?.frame ?? frame)}
          rect={rect}
        />
      ) : null}
      {playable ? null : (
        <p className="stage-line" role="status">
          {online
            ? 'This format cannot be played here; stills are shown. Stepping, names and export work as ever.'
            : `The file is not at ${detail.summary.path}; stills are shown.`}
        </p>
      )}
    </div>
  );
}

/** The stored picture to show for a frame: of its keyframe, else the nearest one of the filmstrip. */
function stillFor(detail: AssetDetail, frame: number): { image: string; frame: number } | undefined {
  const keyframe = keyframeFor(detail.keyframes, frame);
  if (keyframe) return keyframe;
  const pictures = [...detail.keyframes, ...detail.filmstrip];
  return pictures.toSorted((a, b) => Math.abs(a.frame - frame) - Math.abs(b.frame - frame))[0];
}
