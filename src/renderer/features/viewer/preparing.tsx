import { type ReactElement, useState } from 'react';
import type { AssetSummary } from '../../../shared/contract/index.ts';
import { imageUrl } from '../../../shared/contract/media-urls.ts';
import { usePreview, useWorkload } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { keepFocus } from '../../ui/button.tsx';
import { assetStateText, durationText } from '../../ui/texts.ts';

/** A clip whose frames are not known yet: its first pictures to look at, and how far the analysis is. */
export function Preparing({ asset }: { asset: AssetSummary }): ReactElement {
  const pictures = usePreview(asset.id).data?.pictures ?? [];
  const [chosen, setChosen] = useState(0);
  const jobs = useWorkload().data?.jobs;
  const job = jobs?.find(({ assetId, state }) => assetId === asset.id && state === 'running');
  const image = pictures[Math.min(chosen, pictures.length - 1)]?.image ?? asset.poster;
  const failed = asset.state === 'failed';
  const state =
    asset.state === 'ready'
      ? texts().viewer.loading
      : assetStateText(asset, job?.progress ?? asset.job?.progress);
  return (
    <div className="stage preparing">
      {image ? <img className="preview" src={imageUrl(image)} alt="" /> : null}
      <div className={`stage-note ${image ? 'over-picture' : ''}`} role="status">
        <b>{failed ? texts().viewer.notAnalysed : asset.name}</b>
        <span>{asset.error?.message ?? state}</span>
        {asset.error ? <span className="quiet-text">{asset.error.nextStep}</span> : null}
      </div>
      {pictures.length > 1 ? (
        <ul className="preview-strip" aria-label={texts().viewer.firstPictures}>
          {pictures.map((picture, index) => (
            <li key={picture.seconds}>
              <button
                type="button"
                aria-label={texts().viewer.pictureAt(durationText(picture.seconds))}
                aria-current={index === chosen}
                onMouseDown={keepFocus}
                onMouseEnter={() => setChosen(index)}
                onFocus={() => setChosen(index)}
              >
                <img src={imageUrl(picture.image)} alt="" />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
