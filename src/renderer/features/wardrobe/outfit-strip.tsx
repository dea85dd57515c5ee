import type { ReactElement } from 'react';
import type { AssetSummary, OutfitView } from '../../../shared/contract/index.ts';
import { identityColour } from '../../../shared/palette.ts';
import { useEnvironment } from '../../app/environment.ts';
import { useAssets } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { keepFocus } from '../../ui/button.tsx';
import { outfitName } from './words.ts';

/** What one person wears along the time of each clip, outfit by outfit in its colour. */
export function OutfitStrips({ outfits }: { outfits: readonly OutfitView[] }): ReactElement {
  const assets = useAssets().data ?? [];
  const worn = new Set<string>(outfits.flatMap(({ spans }) => spans.map(({ assetId }) => assetId)));
  return (
    <div className="outfit-strips">
      {assets
        .filter(({ id }) => worn.has(id))
        .map((asset) => (
          <Strip key={asset.id} asset={asset} outfits={outfits} />
        ))}
    </div>
  );
}

function Strip({ asset, outfits }: { asset: AssetSummary; outfits: readonly OutfitView[] }): ReactElement {
  const { desk } = useEnvironment();
  const length = Math.max(
    asset.frameCount ?? 0,
    ...outfits.flatMap(({ spans }) => spans.map(({ endFrame }) => endFrame)),
  );
  const percent = (frames: number): string => `${(100 * frames) / Math.max(1, length)}%`;
  const { wardrobe } = texts();
  return (
    <div className="outfit-strip">
      <small>{asset.name}</small>
      <ul aria-label={wardrobe.inClip(asset.name)}>
        {outfits.flatMap((outfit) =>
          outfit.spans
            .filter(({ assetId }) => assetId === asset.id)
            .map(({ startFrame, endFrame }) => (
              <li
                key={`${outfit.id} ${startFrame}`}
                style={{
                  left: percent(startFrame),
                  width: percent(endFrame - startFrame),
                  ['--person' as string]: identityColour(outfit.colour),
                }}
              >
                <button
                  type="button"
                  title={outfitName(outfit)}
                  aria-label={wardrobe.worn(outfitName(outfit), String(startFrame))}
                  onMouseDown={keepFocus}
                  onClick={() => desk.getState().show(asset.id, startFrame)}
                />
              </li>
            )),
        )}
      </ul>
    </div>
  );
}
