import type { PersonView } from '../../shared/contract/index.ts';
import type { Environment } from '../app/environment.ts';
import { castOrder, keys } from '../app/queries.ts';
import { chosenSpans } from '../features/timeline/current.ts';
import { useSelection } from '../features/timeline/selection-store.ts';
import { personOfKey, pressSubject, releaseSubject } from '../features/timeline/tagging.ts';
import { facesAt } from '../features/viewer/faces-at.ts';
import { type Command, digits } from './command.ts';
import { detailOf } from './transport.ts';

/** Everyone who can be named in the clip on the desk. */
function castHere(environment: Environment): readonly PersonView[] {
  const people = environment.queries.getQueryData<PersonView[]>(keys.cast) ?? [];
  return castOrder(
    people.filter(({ isHidden }) => !isHidden),
    detailOf(environment),
  ).here;
}

/** Names the selected person; without one, somebody on this frame, the unnamed first; else the first unnamed of the clip. */
function startNaming(environment: Environment): void {
  const [chosen] = chosenSpans(environment);
  if (chosen?.target.on === 'tag') {
    useSelection.getState().rename(chosen.key);
    return;
  }
  const { personId, frame, startNaming: start } = environment.desk.getState();
  const here = castHere(environment);
  const onFrame = new Set(
    facesAt(detailOf(environment)?.keyframes ?? [], frame).map((face) => face.identityId),
  );
  const seen = here.filter((person) => onFrame.has(person.id));
  const choice =
    personId ??
    (seen.find((person) => person.name === null) ?? seen[0] ?? here.find((person) => person.name === null))
      ?.id;
  if (choice) start(choice);
}

const hotkeys: readonly Command[] = digits.map((digit) => ({
  id: `person-${digit}`,
  group: 'People',
  keys: [String(digit)],
  when: (environment) => personOfKey(environment, digit) !== undefined,
  // While a clip plays, the key says that this person is seen, for as long as it is held.
  run: (environment) => {
    const { speed, selectPerson } = environment.desk.getState();
    const subject = personOfKey(environment, digit);
    if (speed !== 0 && subject) pressSubject(environment, subject);
    else selectPerson(subject?.identityId);
  },
  release: (environment) => {
    const subject = personOfKey(environment, digit);
    if (subject) releaseSubject(environment, subject);
  },
}));

export const peopleCommands: readonly Command[] = [
  {
    id: 'name',
    group: 'People',
    keys: ['Enter'],
    when: (environment) =>
      castHere(environment).length > 0 ||
      environment.desk.getState().personId !== undefined ||
      chosenSpans(environment)[0]?.target.on === 'tag',
    run: startNaming,
  },
  ...hotkeys,
  {
    id: 'open-cast',
    group: 'People',
    keys: ['g'],
    run: ({ desk }) => desk.getState().openSide('cast'),
  },
  {
    id: 'open-wardrobe',
    group: 'People',
    keys: ['w'],
    run: ({ desk }) => desk.getState().openSide('wardrobe'),
  },
  {
    id: 'deselect',
    group: 'People',
    keys: ['Escape'],
    when: ({ desk }) =>
      useSelection.getState().chosen.length > 0 ||
      desk.getState().personId !== undefined ||
      desk.getState().side !== 'cast',
    run: ({ desk }) => {
      useSelection.getState().choose([]);
      const { side, openSide, selectPerson } = desk.getState();
      if (side === 'cast') selectPerson(undefined);
      else openSide('cast');
    },
  },
];
