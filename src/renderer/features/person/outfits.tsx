import type { ReactElement } from 'react';
import type { OutfitView, PersonView } from '../../../shared/contract/index.ts';
import { useEnvironment } from '../../app/environment.ts';
import { useWardrobe } from '../../app/queries.ts';
import { keepFocus } from '../../ui/button.tsx';
import { CropTile } from '../../ui/crop.tsx';
import { countText, durationText } from '../../ui/texts.ts';

/** "black outerwear, white upper": the garments of an outfit in words. */
export function outfitText({ garments }: OutfitView): string {
  return garments
    .map(({ garment, colours, pattern }) =>
      [colours[0]?.name, pattern === 'plain' ? undefined : pattern, garment].filter(Boolean).join(' '),
    )
    .join(', ');
}

/** What a person wears, each outfit with its clothes and where it is first seen. */
export function Outfits({ person }: { person: PersonView }): ReactElement | null {
  const { desk } = useEnvironment();
  const outfits = (useWardrobe().data ?? []).filter(({ identityId }) => identityId === person.id);
  if (outfits.length === 0) return null;
  return (
    <>
      <h3>Outfits</h3>
      <ul className="outfits" aria-label="Outfits">
        {outfits.map((outfit) => {
          const first = outfit.spans[0];
          const name = outfit.name ?? `Outfit ${outfit.number}`;
          return (
            <li key={outfit.id}>
              <button
                type="button"
                aria-label={`Show ${name}`}
                onMouseDown={keepFocus}
                onClick={() => first && desk.getState().show(first.assetId, first.startFrame)}
              >
                {outfit.best ? <CropTile crop={outfit.best} margin={0.05} /> : <span className="crop" />}
                <span className="outfit-text">
                  <b>{name}</b>
                  <small>{outfitText(outfit)}</small>
                  <small className="numbers">
                    {countText(outfit.spans.length, 'time', 'times')} · {durationText(outfit.screenSeconds)}
                  </small>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </>
  );
}
