import type { CSSProperties, ReactElement } from 'react';
import type { AssetDetail, PersonView } from '../../../shared/contract/index.ts';
import { identityColour, personLabel } from '../../../shared/palette.ts';
import { toNumber } from '../../../shared/time.ts';
import { useDesk } from '../../app/desk-store.ts';
import { useCast } from '../../app/queries.ts';
import { keepFocus } from '../../ui/button.tsx';
import { boxStrength, type FaceOnFrame, facesAt } from './faces-at.ts';
import { type PixelRect, placeBox } from './picture-fit.ts';

/** The faces of the frame on screen, each in its person's colour. A click selects the person and asks for the name. */
export function FaceBoxes(props: { detail: AssetDetail; frame: number; rect: PixelRect }): ReactElement {
  const people = useCast().data ?? [];
  const moving = useDesk((state) => state.speed !== 0);
  const rate = toNumber(props.detail.facts.video.frameRate);
  const faces = facesAt(props.detail.keyframes, props.frame)
    .map((face) => ({ face, strength: boxStrength(face, rate) }))
    .filter(({ strength }) => strength > 0);
  return (
    <section className={`face-boxes ${moving ? 'moving' : ''}`} aria-label="Faces on this frame">
      {faces.map(({ face, strength }) => (
        <FaceBox
          key={face.elementId}
          face={face}
          person={people.find(({ id }) => id === face.identityId)}
          place={placeBox(face.box, props.rect)}
          atRight={face.box.x > 0.75}
          strength={strength}
        />
      ))}
    </section>
  );
}

/** Room that the name needs above the box, in CSS pixels. */
const labelHeightPx = 18;

function FaceBox(props: {
  face: FaceOnFrame;
  person: PersonView | undefined;
  place: PixelRect;
  strength: number;
  /** Too near the right edge for the name to begin there. */
  atRight: boolean;
}): ReactElement {
  const { person, place } = props;
  const selected = useDesk((state) => person !== undefined && state.personId === person.id);
  const startNaming = useDesk((state) => state.startNaming);
  const style: CSSProperties = {
    ...place,
    ['--strength' as string]: `${Math.round(100 * props.strength)}%`,
    ['--person' as string]: person ? identityColour(person.colour) : 'var(--fg3)',
  };
  const below = place.top < labelHeightPx;
  const className = [
    'face-box',
    selected ? 'selected' : '',
    person ? '' : 'nobody',
    below ? 'label-below' : '',
    props.atRight ? 'label-left' : '',
  ];
  const label = person ? personLabel(person) : undefined;
  return (
    <button
      type="button"
      className={className.join(' ')}
      style={style}
      disabled={!person}
      aria-label={label === undefined ? 'Face that belongs to nobody yet' : `${label}: name`}
      onMouseDown={keepFocus}
      onClick={() => person && startNaming(person.id)}
    >
      {label === undefined ? null : <span className={person?.name === null ? 'unnamed' : ''}>{label}</span>}
    </button>
  );
}
