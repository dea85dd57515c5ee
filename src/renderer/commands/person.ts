import type { CastFace } from '../../shared/contract/index.ts';
import { attempt } from '../app/actions.ts';
import type { Environment } from '../app/environment.ts';
import { keys } from '../app/queries.ts';
import {
  chosenFaces,
  confirmChosen,
  personNow,
  rejectChosen,
  splitChosen,
  toggleHidden,
  unmerge,
} from '../features/person/actions.ts';
import { usePersonPage } from '../features/person/person-store.ts';
import type { Command } from './command.ts';

const isSelected = (environment: Environment): boolean => personNow(environment) !== undefined;
const hasChosen = (environment: Environment): boolean => chosenFaces(environment).length > 0;

const onFaces = (id: string, label: string, pressed: readonly string[], run: Command['run']): Command => ({
  id,
  label,
  group: 'Faces of a person',
  scope: 'person',
  keys: pressed,
  when: hasChosen,
  run,
});

/** Decisions on a person; those on single faces work while the page of the person has the keyboard. */
export const personCommands: readonly Command[] = [
  {
    id: 'open-person',
    label: 'Faces of the selected person',
    group: 'People',
    keys: ['f'],
    when: isSelected,
    run: ({ desk }) => desk.getState().openSide('person'),
  },
  {
    id: 'merge-person',
    label: 'The selected person is the same as…',
    group: 'People',
    keys: ['e'],
    when: isSelected,
    run: () => usePersonPage.getState().pick('merge'),
  },
  {
    id: 'unmerge-person',
    label: 'Part who was merged',
    group: 'People',
    keys: ['Shift+e'],
    when: (environment) => (personNow(environment)?.mergedCount ?? 0) > 0,
    run: (environment) => attempt(unmerge(environment)),
  },
  {
    id: 'hide-person',
    label: 'Hide the selected person as a stranger, or show again',
    group: 'People',
    keys: ['h'],
    when: isSelected,
    run: (environment) => attempt(toggleHidden(environment)),
  },
  {
    id: 'erase-face-data',
    label: 'Erase the face data of the selected person…',
    group: 'People',
    keys: ['Mod+Shift+Delete', 'Mod+Shift+Backspace'],
    when: isSelected,
    run: () => usePersonPage.getState().askToErase(true),
  },
  onFaces('reject-faces', 'Not this person', ['Delete', 'Backspace'], (at) =>
    attempt(rejectChosen(at, false)),
  ),
  onFaces('reject-alike', 'Not this person, nor any face that looks the same', ['Shift+Delete'], (at) =>
    attempt(rejectChosen(at, true)),
  ),
  onFaces('split-faces', 'Make somebody new of the chosen faces', ['s'], (at) => attempt(splitChosen(at))),
  onFaces('give-faces', 'Give the chosen faces to…', ['g'], () => usePersonPage.getState().pick('give')),
  onFaces('confirm-faces', 'The chosen faces are right', ['y'], (at) => attempt(confirmChosen(at))),
  {
    id: 'choose-all-faces',
    label: 'Choose all faces',
    group: 'Faces of a person',
    scope: 'person',
    keys: ['Mod+a'],
    when: isSelected,
    run: ({ queries, desk }) => {
      const faces = queries.getQueryData<CastFace[]>(keys.faces(desk.getState().personId ?? null)) ?? [];
      usePersonPage.getState().choose(faces.map(({ elementId }) => elementId));
    },
  },
  {
    id: 'close-person',
    label: 'Close the page of the person',
    group: 'Faces of a person',
    scope: 'person',
    keys: ['Escape', 'f'],
    run: ({ desk }) => desk.getState().openSide('cast'),
  },
];
