import { type ReactElement, useRef } from 'react';
import {
  type AssetDetail,
  type AssetSummary,
  assetUrl,
  imageUrl,
  type Preview,
  type ProxyView,
  proxyUrl,
} from '../../../shared/contract/index.ts';
import { useDesk } from '../../app/desk-store.ts';
import { usePreview } from '../../app/queries.ts';
import { useSize } from '../../ui/use-size.ts';
import { FaceBoxes } from './face-boxes.tsx';
import { keyframeFor } from './faces-at.ts';
import { createFrameTimes } from './frame-times.ts';
import { fitPicture } from './picture-fit.ts';
import { Preparing } from './preparing.tsx';
import { usePlayer } from './use-player.ts';
import { useSource } from './use-source.ts';

/** The picture of the clip on the desk. */
export function Viewer(props: { asset: AssetSummary; detail: AssetDetail | undefined }): ReactElement {
  const { asset, detail } = props;
  if (detail && detail.frameCount > 0) return <Stage key={asset.id} detail={detail} />;
  return <Preparing key={asset.id} asset={asset} />;
}

function Stage({ detail }: { detail: AssetDetail }): ReactElement {
  const video = useRef<HTMLVideoElement>(null);
  const [stageRef, size] = useSize<HTMLDivElement>();
  const { source, proxy, fail } = useSource(detail);
  const muted = useDesk((state) => state.muted);
  const boxesShown = useDesk((state) => state.boxesShown);
  const shown = usePlayer(video, detail, source);
  const frame = useDesk((state) => state.frame);
  const { displayWidthPx: width, displayHeightPx: height } = detail.facts.video;
  const rect = fitPicture(size, { width, height });
  const preview = usePreview(detail.summary.id).data;
  const still = source === 'stills' || shown === undefined ? stillFor(detail, preview, frame) : undefined;
  const { name, id } = detail.summary;
  return (
    <div className="stage" ref={stageRef} data-testid="stage" data-shown-frame={shown}>
      {still ? (
        <img className="picture" style={{ ...rect }} src={imageUrl(still.image)} alt="" draggable={false} />
      ) : null}
      {source === 'stills' ? null : (
        <video
          key={source}
          ref={video}
          className="picture"
          style={{ ...rect }}
          src={source === 'proxy' ? proxyUrl(id) : assetUrl(id)}
          preload="auto"
          muted={muted}
          playsInline
          aria-label={`Picture of ${name}`}
          onError={fail}
          // A file whose sound alone is understood loads without a picture.
          onLoadedMetadata={({ currentTarget }) => {
            if (currentTarget.videoWidth === 0) fail();
          }}
        />
      )}
      {boxesShown && rect.width > 0 ? (
        <FaceBoxes
          detail={detail}
          frame={(source === 'stills' ? still?.frame : shown) ?? frame}
          rect={rect}
        />
      ) : null}
      {source === 'stills' ? <StillsLine detail={detail} proxy={proxy} /> : null}
    </div>
  );
}

/** Says why stills are shown, and that all else goes on. */
function StillsLine(props: { detail: AssetDetail; proxy: ProxyView | undefined }): ReactElement {
  const { summary } = props.detail;
  return (
    <p className="stage-line" role="status">
      {summary.online ? proxyText(props.proxy) : `The file is not at ${summary.path}; stills are shown.`}
    </p>
  );
}

function proxyText(proxy: ProxyView | undefined): string {
  if (proxy?.state === 'making') {
    const percent = Math.floor(100 * proxy.fraction);
    return `This format cannot be played as it is. A small copy for viewing is being made: ${percent} %. Stills until then.`;
  }
  if (proxy?.state === 'failed') {
    return `This format cannot be played here; stills are shown. ${proxy.error.message}`;
  }
  return 'This format cannot be played here; stills are shown. All else works as ever.';
}

/** The stored picture to show for a frame: of its keyframe, else the nearest one of filmstrip or first pictures. */
function stillFor(
  detail: AssetDetail,
  preview: Preview | undefined,
  frame: number,
): { image: string; frame: number } | undefined {
  const keyframe = keyframeFor(detail.keyframes, frame);
  if (keyframe) return keyframe;
  const { video, containerStartSeconds } = detail.facts;
  const times = createFrameTimes(detail.frameTicks, video.timeBase, containerStartSeconds);
  const first =
    preview?.pictures.map(({ image, seconds }) => ({ image, frame: times.frameAt(seconds) })) ?? [];
  return [...detail.keyframes, ...detail.filmstrip, ...first].toSorted(
    (a, b) => Math.abs(a.frame - frame) - Math.abs(b.frame - frame),
  )[0];
}
