import type { CSSProperties, ReactElement } from 'react';
import type { PersonView } from '../../../shared/contract/index.ts';
import { identityColour } from '../../../shared/palette.ts';
import { useDesk } from '../../app/desk-store.ts';
import { texts } from '../../texts/index.ts';
import { keepFocus } from '../../ui/button.tsx';
import { personName } from '../../ui/texts.ts';
import { FaceName } from './face-name.tsx';
import type { FaceOnFrame } from './faces-at.ts';
import type { PlacedLabel } from './labels.ts';
import type { PixelRect } from './picture-fit.ts';
import { useView } from './view-store.ts';

/** A face of the frame on screen in its person's colour. A click selects the person and asks for the name, at the face. */
export function FaceBox(props: {
  face: FaceOnFrame;
  person: PersonView | undefined;
  place: PixelRect;
  label: PlacedLabel | undefined;
  strength: number;
  /** The picture, which the field for the name stays in. */
  frame: PixelRect;
}): ReactElement {
  const { face, person, place, label } = props;
  const selected = useDesk((state) => person !== undefined && state.personId === person.id);
  const isNaming = useView((state) => state.namingFace === face.elementId);
  const style: CSSProperties = {
    ...place,
    ['--strength' as string]: `${Math.round(100 * props.strength)}%`,
    ['--person' as string]: person ? identityColour(person.colour) : 'var(--fg3)',
  };
  const className = [
    'face-box',
    face.isBody ? 'body' : '',
    selected ? 'selected' : '',
    person ? '' : 'nobody',
  ];
  const start = (): void => {
    const desk = useDesk.getState();
    desk.setSpeed(0);
    if (person) desk.selectPerson(person.id);
    useView.getState().nameFace(face.elementId);
  };
  const { nameNobody, nameNobodysBody } = texts().viewer;
  const nobody = face.isBody ? nameNobodysBody : nameNobody;
  const offset = label && { left: label.left - place.left, top: label.top - place.top };
  return (
    <>
      <button
        type="button"
        className={className.join(' ')}
        style={style}
        aria-label={person ? texts().viewer.nameFaceOf(personName(person)) : nobody}
        onMouseDown={keepFocus}
        onClick={start}
        // The menu of the picture is about this person then.
        onContextMenu={() => person && useDesk.getState().selectPerson(person.id)}
      >
        {person && offset && !isNaming ? (
          <span className={person.name === null ? 'unnamed' : ''} style={offset}>
            {personName(person)}
          </span>
        ) : null}
      </button>
      {isNaming ? <FaceName face={face} person={person} place={place} frame={props.frame} /> : null}
    </>
  );
}
