import { type QueryClient, useQuery } from '@tanstack/react-query';
import { type ReactElement, useEffect } from 'react';
import type { AssetDetail, ShotView, WindowClient } from '../../../shared/contract/index.ts';
import { imageUrl } from '../../../shared/contract/media-urls.ts';
import { CastlineError } from '../../../shared/errors.ts';
import type { AssetId } from '../../../shared/ids.ts';
import { useEnvironment } from '../../app/environment.ts';
import { keys } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { frameTimecode } from '../../ui/texts.ts';
import { judgedPlaces, kindText } from './boundaries.ts';

const question = (client: WindowClient, assetId: AssetId, frame: number) => ({
  queryKey: keys.cutPictures(assetId, frame),
  queryFn: async () => {
    const pictures = await client.cuts.pictures({ assetId, frame });
    // Decoded before it is shown: stepping through the list shall not flicker.
    await Promise.allSettled(Object.values(pictures).map(decode));
    return pictures;
  },
});

function decode(hash: string): Promise<void> {
  const image = new Image();
  image.src = imageUrl(hash);
  return image.decode();
}

/** Fetches what is likely to be looked at next: one frame to either side, and the neighbours in the list. */
export function usePrefetch(detail: AssetDetail, order: readonly ShotView[], current: ShotView): void {
  const { client, queries } = useEnvironment();
  const { frameCount, summary } = detail;
  const at = order.indexOf(current);
  const places = [order[at - 1], order[at + 1]]
    .flatMap((shot) => (shot ? Object.values(judgedPlaces(shot, frameCount)) : []))
    .concat(current.firstFrame - 1, current.firstFrame + 1)
    .filter((frame) => frame > 0 && frame < frameCount)
    .join(' ');
  useEffect(() => {
    for (const frame of new Set(places.split(' ').map(Number))) prefetch(queries, client, summary.id, frame);
  }, [queries, client, summary.id, places]);
}

function prefetch(queries: QueryClient, client: WindowClient, assetId: AssetId, frame: number): void {
  if (frame > 0) void queries.prefetchQuery(question(client, assetId, frame));
}

/** The last frame of the old shot and the first one of the new, side by side. */
export function CutPair({ detail, shot }: { detail: AssetDetail; shot: ShotView }): ReactElement {
  const { firstFrame, endFrame, kind } = shot.transition;
  const mixed = endFrame > firstFrame;
  const { last, first } = judgedPlaces(shot, detail.frameCount);
  return (
    <div className="cut-pair">
      <Side
        detail={detail}
        place={last}
        side="last"
        label={mixed ? texts().cuts.before(kindText(kind)) : texts().cuts.lastFrame}
      />
      <Side
        detail={detail}
        place={first}
        side="first"
        label={mixed ? texts().cuts.after(kindText(kind)) : texts().cuts.firstFrame}
      />
    </div>
  );
}

function Side(props: {
  detail: AssetDetail;
  place: number;
  side: 'last' | 'first';
  label: string;
}): ReactElement {
  const { detail, place, side, label } = props;
  const { client } = useEnvironment();
  const { data, error } = useQuery(question(client, detail.summary.id, place));
  const { displayWidthPx, displayHeightPx } = detail.facts.video;
  const timecode = frameTimecode(detail.facts, side === 'last' ? place - 1 : place);
  return (
    <figure className="cut-side">
      <div className="cut-picture" style={{ aspectRatio: `${displayWidthPx} / ${displayHeightPx}` }}>
        {data ? (
          <img src={imageUrl(data[side])} alt={`${label}, ${timecode}`} draggable={false} />
        ) : (
          <span className="quiet-text">{error ? messageOf(error) : texts().cuts.fetching}</span>
        )}
      </div>
      <figcaption>
        <span>{label}</span>
        <span className="cut-timecode">{timecode}</span>
      </figcaption>
    </figure>
  );
}

const messageOf = (error: Error): string =>
  error instanceof CastlineError ? `${error.message} ${error.nextStep}` : error.message;
