import { TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import type { OutfitView, PersonView } from '../../../shared/contract/index.ts';
import { useEnvironment } from '../../app/environment.ts';
import { useAssets, useContinuity } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { keepFocus } from '../../ui/button.tsx';
import { personName } from '../../ui/texts.ts';
import { outfitName } from './words.ts';

/** Where somebody's clothes change between two shots of one scene: a mistake on set, or one of the outfits is wrong. */
export function Continuity(props: {
  people: readonly PersonView[];
  outfits: readonly OutfitView[];
}): ReactElement | null {
  const { desk } = useEnvironment();
  const marks = useContinuity().data ?? [];
  const clips = useAssets().data ?? [];
  const { wardrobe } = texts();
  if (marks.length === 0) return null;
  const nameOf = (id: string): string => {
    const outfit = props.outfits.find((one) => one.id === id);
    return outfit ? outfitName(outfit) : '?';
  };
  return (
    <details className="cast-folded continuity" open>
      <summary className="cast-heading">
        {wardrobe.continuity}: {wardrobe.changes(marks.length)}
      </summary>
      <ul>
        {marks.map(({ assetId, identityId, frame, fromOutfitId, toOutfitId }) => {
          const person = props.people.find(({ id }) => id === identityId);
          return (
            <li key={`${assetId} ${identityId} ${frame}`}>
              <button
                type="button"
                onMouseDown={keepFocus}
                onClick={() => desk.getState().show(assetId, frame)}
              >
                <TriangleAlert size={13} aria-hidden />
                <span>
                  {wardrobe.change(
                    person ? personName(person) : '?',
                    nameOf(fromOutfitId),
                    nameOf(toOutfitId),
                  )}
                  <small>{clips.find(({ id }) => id === assetId)?.name}</small>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
