import { type ReactElement, useState } from 'react';
import type { PackCandidate, PackChoice, PackPlan } from '../../../shared/contract/index.ts';
import type { ElementId } from '../../../shared/ids.ts';
import { texts } from '../../texts/index.ts';
import { keepFocus } from '../../ui/button.tsx';
import { CropTile } from '../../ui/crop.tsx';

/** A place in a pack: the frontal view, one of three others, or the clothes. */
type Place = 'frontal' | 0 | 1 | 2 | 'garment';

/** The same choice with another picture in a place; a picture is in one place only, but for the clothes. */
export function placed(choice: PackChoice, place: Place, id: ElementId): PackChoice {
  if (place === 'garment') return { ...choice, garment: id };
  if (place === 'frontal') {
    // Who is frontal now leaves its old place to the one before.
    return {
      ...choice,
      frontal: id,
      refers: choice.refers.map((one) => (one === id ? choice.frontal : one)),
    };
  }
  if (id === choice.frontal) return choice;
  const others = choice.refers.filter((one, index) => one !== id || index === place);
  const refers = [...others.slice(0, place), id, ...others.slice(place + 1)];
  return { ...choice, refers: [...new Set(refers)].slice(0, 3) };
}

const inPlace = ({ frontal, refers, garment }: PackChoice, place: Place): ElementId | undefined =>
  place === 'frontal' ? frontal : place === 'garment' ? garment : refers[place];

/** The chosen views, and under them what could be there instead. */
export function PackViews(props: {
  plan: PackPlan;
  choice: PackChoice;
  onChange: (choice: PackChoice) => void;
}): ReactElement {
  const { handover } = texts();
  const { plan, choice } = props;
  const [place, setPlace] = useState<Place>('frontal');
  const isPerson = plan.subject.kind === 'person';
  const places: readonly Place[] = ['frontal', 0, 1, 2, ...(isPerson ? (['garment'] as const) : [])];
  const nameOf = (one: Place): string =>
    one === 'frontal' ? handover.frontal : one === 'garment' ? handover.garment : handover.refer(one + 1);
  const byId = new Map(plan.candidates.map((candidate) => [candidate.elementId, candidate]));
  const offered = plan.candidates.filter(({ isGarment }) => place !== 'garment' || isGarment);
  return (
    <>
      <section aria-label={handover.views}>
        <h3>{handover.views}</h3>
        <p className="quiet-text">{handover.viewsHelp}</p>
        <ul className="pack-places">
          {places.map((one) => {
            const id = inPlace(choice, one);
            const candidate = id && byId.get(id);
            return (
              <li key={one}>
                <button
                  type="button"
                  className="pack-place"
                  aria-pressed={place === one}
                  onMouseDown={keepFocus}
                  onClick={() => setPlace(one)}
                >
                  {candidate ? (
                    <CropTile crop={candidate.crop} margin={0} />
                  ) : (
                    <span className="crop pack-empty">{handover.empty}</span>
                  )}
                  <b>{nameOf(one)}</b>
                </button>
              </li>
            );
          })}
        </ul>
      </section>
      <section aria-label={handover.candidates}>
        <h3>{handover.candidates}</h3>
        <ul className="pack-candidates">
          {offered.map((candidate) => (
            <li key={candidate.elementId}>
              <CandidateTile
                candidate={candidate}
                isHere={candidate.elementId === inPlace(choice, place)}
                onChoose={() => props.onChange(placed(choice, place, candidate.elementId))}
              />
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function CandidateTile(props: {
  candidate: PackCandidate;
  isHere: boolean;
  onChoose: () => void;
}): ReactElement {
  const { handover } = texts();
  const { clip, timecode, quality, longSidePx, crop } = props.candidate;
  const label = handover.candidate(clip, timecode, Math.round(quality * 100));
  return (
    <button
      type="button"
      className="pack-candidate"
      aria-pressed={props.isHere}
      title={label}
      onMouseDown={keepFocus}
      onClick={props.onChoose}
    >
      <CropTile crop={crop} margin={0} />
      <small>
        {timecode} · {handover.small(longSidePx)}
      </small>
    </button>
  );
}
