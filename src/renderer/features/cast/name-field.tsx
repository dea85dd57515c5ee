import { type KeyboardEvent, type ReactElement, useEffect, useRef } from 'react';
import type { PersonView } from '../../../shared/contract/index.ts';
import { attempt, renamePerson } from '../../app/actions.ts';
import { useDesk } from '../../app/desk-store.ts';
import { useEnvironment } from '../../app/environment.ts';
import { texts } from '../../texts/index.ts';
import { personName } from '../../ui/texts.ts';
import { nextUnnamed } from './next-unnamed.ts';

/** Takes a name. Enter keeps it and goes on to the next person without one; Escape leaves all as it was. */
export function NameField(props: { person: PersonView; all: readonly PersonView[] }): ReactElement {
  const { person } = props;
  const environment = useEnvironment();
  const { startNaming, stopNaming } = useDesk.getState();
  const typed = useRef(person.name ?? '');
  const dropped = useRef(false);
  // Whatever takes the field away, a click elsewhere too, what was typed is kept; undo takes it back.
  useEffect(
    () => () => {
      if (dropped.current || typed.current.trim() === '') return;
      attempt(renamePerson(environment, person.id, typed.current));
    },
    [environment, person.id],
  );
  const listen = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      const empty = typed.current.trim() === '';
      if (empty) attempt(renamePerson(environment, person.id, ''));
      const next = person.name === null && !empty ? nextUnnamed(props.all, person.id) : undefined;
      if (next) startNaming(next.id);
      else stopNaming();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      dropped.current = true;
      stopNaming();
    }
  };
  return (
    <input
      className="name-field"
      // biome-ignore lint/a11y/noAutofocus: the field comes up because the editor asked to type a name
      autoFocus
      defaultValue={person.name ?? ''}
      placeholder={personName(person)}
      aria-label={texts().people.nameOf(personName(person))}
      maxLength={200}
      spellCheck={false}
      onFocus={(event) => event.currentTarget.select()}
      onKeyDown={listen}
      onChange={(event) => {
        typed.current = event.currentTarget.value;
      }}
      onBlur={() => {
        if (useDesk.getState().namingId === person.id) stopNaming();
      }}
    />
  );
}
