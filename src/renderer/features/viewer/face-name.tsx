import { type KeyboardEvent, type ReactElement, useId, useRef } from 'react';
import type { PersonView } from '../../../shared/contract/index.ts';
import { attempt } from '../../app/actions.ts';
import { useEnvironment } from '../../app/environment.ts';
import { useCast } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { personName } from '../../ui/texts.ts';
import { nameFace } from './actions.ts';
import type { FaceOnFrame } from './faces-at.ts';
import type { PixelRect } from './picture-fit.ts';
import { useView } from './view-store.ts';

const fieldSize = { width: 190, height: 30 };

/** Below the face, or above where there is no room; inside of the picture in any case. */
function fieldPlace(place: PixelRect, frame: PixelRect): { left: number; top: number } {
  const below = place.top + place.height + 4;
  const above = Math.max(0, place.top - fieldSize.height - 4);
  return {
    left: Math.max(0, Math.min(place.left, frame.width - fieldSize.width)),
    top: below + fieldSize.height <= frame.height ? below : above,
  };
}

/** Takes a name where the face is. Enter keeps it; Escape leaves all as it was. Names of others are offered. */
export function FaceName(props: {
  face: FaceOnFrame;
  person: PersonView | undefined;
  place: PixelRect;
  frame: PixelRect;
}): ReactElement {
  const { face, person, place, frame } = props;
  const environment = useEnvironment();
  const listId = useId();
  const people = useCast().data ?? [];
  const isDone = useRef(false);
  const end = (typed: string | undefined): void => {
    if (isDone.current) return;
    isDone.current = true;
    useView.getState().nameFace(undefined);
    if (typed !== undefined) attempt(nameFace(environment, face, person, typed));
  };
  const listen = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') end(event.currentTarget.value);
    else if (event.key === 'Escape') end(undefined);
    else return;
    event.preventDefault();
  };
  const label = person ? personName(person) : texts().viewer.somebody;
  return (
    <div className="face-name" style={fieldPlace(place, frame)}>
      <input
        className="name-field"
        // biome-ignore lint/a11y/noAutofocus: the field comes up because the editor asked to type a name
        autoFocus
        defaultValue={person?.name ?? ''}
        placeholder={label}
        aria-label={texts().viewer.nameOf(label)}
        list={listId}
        maxLength={200}
        spellCheck={false}
        onFocus={(event) => event.currentTarget.select()}
        onKeyDown={listen}
        onBlur={(event) => {
          const { value } = event.currentTarget;
          end(value.trim() === '' ? undefined : value);
        }}
      />
      <datalist id={listId}>
        {people.flatMap(({ id, name }) => (name === null ? [] : [<option key={id} value={name} />]))}
      </datalist>
    </div>
  );
}
