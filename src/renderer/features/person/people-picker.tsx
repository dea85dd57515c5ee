import { Dialog } from 'radix-ui';
import { type KeyboardEvent, type ReactElement, useState } from 'react';
import type { PersonView } from '../../../shared/contract/index.ts';
import { attempt } from '../../app/actions.ts';
import { useDesk } from '../../app/desk-store.ts';
import { useEnvironment } from '../../app/environment.ts';
import { useCast } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { Face } from '../../ui/face.tsx';
import { durationText, personName, shotsText } from '../../ui/texts.ts';
import { giveChosen, mergeWith, splitChosen } from './actions.ts';
import { usePersonPage } from './person-store.ts';

/** Choose a person by typing a part of the name; the arrows move, Enter takes. */
export function PeoplePicker(): ReactElement | null {
  const picking = usePersonPage((state) => state.picking);
  const close = (): void => usePersonPage.getState().pick(undefined);
  if (!picking) return null;
  const words = texts().people;
  const [title, help] =
    picking === 'merge' ? [words.mergeTitle, words.mergeHelp] : [words.giveTitle, words.giveHelp];
  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Content className="sheet picker" onCloseAutoFocus={(event) => event.preventDefault()}>
          <Dialog.Title className="picker-title">{title}</Dialog.Title>
          <Dialog.Description className="quiet-text picker-help">{help}</Dialog.Description>
          <Choices picking={picking} close={close} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Named people first, then those with most time on screen. */
function offered(people: readonly PersonView[], typed: string, without: string | undefined): PersonView[] {
  const asked = typed.trim().toLowerCase();
  return people
    .filter((person) => person.id !== without && personName(person).toLowerCase().includes(asked))
    .toSorted(
      (a, b) => Number(b.name !== null) - Number(a.name !== null) || b.screenSeconds - a.screenSeconds,
    );
}

function Choices({ picking, close }: { picking: 'merge' | 'give'; close: () => void }): ReactElement {
  const environment = useEnvironment();
  const personId = useDesk((state) => state.personId);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const people = offered(useCast().data ?? [], typed, personId);
  const current = people[Math.min(at, people.length - 1)];
  const take = (person: PersonView | undefined): void => {
    if (!person) return;
    close();
    attempt(picking === 'merge' ? mergeWith(environment, person.id) : giveChosen(environment, person));
  };
  // A name that nobody has yet is somebody new.
  const newName = picking === 'give' && people.length === 0 ? typed.trim() : '';
  const takeNew = (): void => {
    close();
    attempt(splitChosen(environment, newName));
  };
  const listen = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by !== 0) setAt(Math.min(people.length - 1, Math.max(0, at + by)));
    else if (event.key === 'Enter') newName === '' ? take(current) : takeNew();
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        className="name-field picker-field"
        // biome-ignore lint/a11y/noAutofocus: the list was opened to type a part of a name
        autoFocus
        role="combobox"
        aria-expanded="true"
        aria-controls="picker-list"
        aria-activedescendant={newName !== '' ? 'pick-new' : current ? `pick-${current.id}` : undefined}
        aria-label={texts().people.person}
        placeholder={texts().people.typeName}
        value={typed}
        maxLength={200}
        spellCheck={false}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={listen}
      />
      <div id="picker-list" role="listbox" aria-label={texts().people.people} className="picker-list">
        {people.length === 0 && newName === '' ? (
          <p className="quiet-text hint">{texts().people.noneCalled}</p>
        ) : null}
        {newName === '' ? null : (
          // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field has the keyboard
          <div
            id="pick-new"
            role="option"
            aria-selected="true"
            className="picker-row new"
            onMouseDown={(event) => event.preventDefault()}
            onClick={takeNew}
          >
            <span>{texts().people.newNamed(newName)}</span>
          </div>
        )}
        {people.map((person) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field has the keyboard
          <div
            key={person.id}
            id={`pick-${person.id}`}
            role="option"
            aria-selected={person === current}
            className="picker-row"
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(person)}
          >
            <Face person={person} size={32} />
            <span>{personName(person)}</span>
            <small className="numbers">
              {shotsText(person.shotCount)} · {durationText(person.screenSeconds)}
            </small>
          </div>
        ))}
      </div>
    </>
  );
}
