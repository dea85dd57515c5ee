import { type ReactElement, type RefObject, useEffect, useRef } from 'react';
import type { AssetDetail, AssetSummary, Preview, ProxyView } from '../../../shared/contract/index.ts';
import { assetUrl, firstPictureKey, imageUrl, proxyUrl } from '../../../shared/contract/media-urls.ts';
import { useDesk } from '../../app/desk-store.ts';
import { usePreview } from '../../app/queries.ts';
import { storage } from '../../app/storage.ts';
import { texts } from '../../texts/index.ts';
import { CommandContextMenu } from '../../ui/command-menu.tsx';
import { useSize } from '../../ui/use-size.ts';
import { DrawLayer } from './draw-layer.tsx';
import { keyframeFor } from './faces-at.ts';
import { createFrameTimes } from './frame-times.ts';
import { Marks } from './marks.tsx';
import { Overlay } from './overlay.tsx';
import { fitPicture, type PixelRect, zoomAbout, zoomPicture } from './picture-fit.ts';
import { Preparing } from './preparing.tsx';
import { usePlayer } from './use-player.ts';
import { useSource } from './use-source.ts';
import { mostZoom, useView } from './view-store.ts';

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
  const shown = usePlayer(video, detail, source);
  const frame = useDesk((state) => state.frame);
  const { displayWidthPx: width, displayHeightPx: height } = detail.facts.video;
  const zoom = useView((state) => state.zoom);
  const rect = zoomPicture(fitPicture(size, { width, height }), size, zoom);
  useZooming(stageRef, rect, size);
  const preview = usePreview(detail.summary.id).data;
  const still = source === 'stills' || shown === undefined ? stillFor(detail, preview, frame) : undefined;
  useFirstPicture(detail, frame);
  const { name, id } = detail.summary;
  return (
    <CommandContextMenu groups={pictureCommands}>
      <div
        className={`stage ${zoom.scale > 1 ? 'zoomed' : ''}`}
        ref={stageRef}
        data-testid="stage"
        data-shown-frame={shown}
      >
        {still ? (
          <img
            className="picture"
            style={{ ...rect }}
            src={imageUrl(still.image)}
            fetchPriority="high"
            alt=""
            draggable={false}
          />
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
            aria-label={texts().viewer.pictureOf(name)}
            onError={fail}
            // A file whose sound alone is understood loads without a picture.
            onLoadedMetadata={({ currentTarget }) => {
              if (currentTarget.videoWidth === 0) fail();
            }}
          />
        )}
        {rect.width > 0 ? (
          <Overlay
            detail={detail}
            frame={(source === 'stills' ? still?.frame : shown) ?? frame}
            rect={rect}
          />
        ) : null}
        {rect.width > 0 ? <DrawLayer rect={rect} /> : null}
        <Marks detail={detail} />
        {zoom.scale > 1 ? (
          <output className="stage-zoom numbers">{texts().viewer.zoom(Math.round(100 * zoom.scale))}</output>
        ) : null}
        {source === 'stills' ? <StillsLine detail={detail} proxy={proxy} /> : null}
      </div>
    </CommandContextMenu>
  );
}

/** What is offered on the picture. */
const pictureCommands = [
  ['name', 'open-person', 'draw-missed'],
  ['marker', 'tag-range', 'mark-in', 'mark-out', 'clear-marks', 'loop'],
  ['boxes', 'masks', 'fit-picture', 'full-screen'],
  ['export-still'],
] as const;

/** The wheel with Ctrl, and a pinch, zoom at the pointer; dragging moves what is zoomed. */
function useZooming(
  stage: RefObject<HTMLDivElement | null>,
  rect: PixelRect,
  size: { readonly width: number; readonly height: number },
): void {
  const now = useRef({ rect, size });
  now.current = { rect, size };
  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    const stop = new AbortController();
    const { signal } = stop;
    const wheel = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const own = element.getBoundingClientRect();
      const point = { x: event.clientX - own.left, y: event.clientY - own.top };
      const { zoom, setZoom } = useView.getState();
      const factor = Math.exp(-event.deltaY / 240);
      setZoom(zoomAbout(zoom, factor, point, now.current.rect, now.current.size, mostZoom));
    };
    const drag = (event: PointerEvent): void => {
      const { zoom, setZoom, drawing } = useView.getState();
      if (zoom.scale <= 1 || drawing !== undefined || event.buttons === 0) return;
      const share = (value: number): number => Math.min(1, Math.max(0, value));
      setZoom({
        ...zoom,
        x: share(zoom.x - event.movementX / now.current.rect.width),
        y: share(zoom.y - event.movementY / now.current.rect.height),
      });
    };
    element.addEventListener('wheel', wheel, { passive: false, signal });
    element.addEventListener('pointermove', drag, { signal });
    return () => stop.abort();
  }, [stage]);
}

/** Says why stills are shown, and that all else goes on. */
function StillsLine(props: { detail: AssetDetail; proxy: ProxyView | undefined }): ReactElement {
  const { summary } = props.detail;
  return (
    <p className="stage-line" role="status">
      {summary.online ? proxyText(props.proxy) : texts().viewer.stills.missing(summary.path)}
    </p>
  );
}

function proxyText(proxy: ProxyView | undefined): string {
  const { stills } = texts().viewer;
  if (proxy?.state === 'making') {
    const percent = Math.floor(100 * proxy.fraction);
    return stills.making(percent);
  }
  if (proxy?.state === 'failed') {
    return stills.failed(proxy.error.message);
  }
  return stills.none;
}

/** Playback changes the frame often; it is enough to know where it came to rest. */
const restMs = 500;

/** Keeps the name of the picture that the next start shows first: the preload fetches it before there is a page to ask. */
function useFirstPicture(detail: AssetDetail, frame: number): void {
  useEffect(() => {
    const due = setTimeout(() => {
      const still = stillFor(detail, undefined, frame);
      if (still) storage()?.setItem(firstPictureKey, still.image);
    }, restMs);
    return () => clearTimeout(due);
  }, [detail, frame]);
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
