import type { ReactElement } from 'react';
import type { PersonView } from '../../../shared/contract/index.ts';
import { useEnvironment } from '../../app/environment.ts';
import { useWardrobe } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { keepFocus } from '../../ui/button.tsx';
import { CropTile } from '../../ui/crop.tsx';
import { durationText } from '../../ui/texts.ts';
import { Swatches } from '../wardrobe/outfit-card.tsx';
import { OutfitStrips } from '../wardrobe/outfit-strip.tsx';
import { outfitName, outfitText } from '../wardrobe/words.ts';

/** What a person wears, each outfit with its clothes and where it is first seen. */
export function Outfits({ person }: { person: PersonView }): ReactElement | null {
  const { desk } = useEnvironment();
  const outfits = (useWardrobe().data ?? []).filter(({ identityId }) => identityId === person.id);
  const { wardrobe } = texts();
  if (outfits.length === 0) return null;
  return (
    <>
      <h3>{wardrobe.outfits}</h3>
      <ul className="outfits" aria-label={wardrobe.outfits}>
        {outfits.map((outfit) => {
          const first = outfit.spans[0];
          const name = outfitName(outfit);
          return (
            <li key={outfit.id}>
              <button
                type="button"
                onMouseDown={keepFocus}
                onClick={() => first && desk.getState().show(first.assetId, first.startFrame)}
              >
                {outfit.best ? <CropTile crop={outfit.best} margin={0.05} /> : <span className="crop" />}
                <span className="outfit-text">
                  <b>{name}</b>
                  <small>
                    <Swatches outfit={outfit} /> {outfitText(outfit)}
                  </small>
                  <small className="numbers">
                    {wardrobe.times(outfit.spans.length)} · {durationText(outfit.screenSeconds)}
                  </small>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {outfits.length > 1 ? <OutfitStrips outfits={outfits} /> : null}
    </>
  );
}
