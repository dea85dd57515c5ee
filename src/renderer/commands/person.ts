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
import type { Command, CommandId } from './command.ts';

const isSelected = (environment: Environment): boolean => personNow(environment) !== undefined;
const hasChosen = (environment: Environment): boolean => chosenFaces(environment).length > 0;

const onFaces = (id: CommandId, pressed: readonly string[], run: Command['run']): Command => ({
  id,
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
    group: 'People',
    keys: ['f'],
    when: isSelected,
    run: ({ desk }) => desk.getState().openSide('person'),
  },
  {
    id: 'merge-person',
    group: 'People',
    keys: ['e'],
    when: isSelected,
    run: () => usePersonPage.getState().pick('merge'),
  },
  {
    id: 'unmerge-person',
    group: 'People',
    keys: ['Shift+e'],
    when: (environment) => (personNow(environment)?.mergedCount ?? 0) > 0,
    run: (environment) => attempt(unmerge(environment)),
  },
  {
    id: 'hide-person',
    group: 'People',
    keys: ['h'],
    when: isSelected,
    run: (environment) => attempt(toggleHidden(environment)),
  },
  {
    id: 'erase-face-data',
    group: 'People',
    keys: ['Mod+Shift+Delete', 'Mod+Shift+Backspace'],
    when: isSelected,
    run: () => usePersonPage.getState().askToErase(true),
  },
  onFaces('reject-faces', ['Delete', 'Backspace'], (at) => attempt(rejectChosen(at, false))),
  onFaces('reject-alike', ['Shift+Delete'], (at) => attempt(rejectChosen(at, true))),
  onFaces('split-faces', ['s'], (at) => attempt(splitChosen(at))),
  onFaces('give-faces', ['g'], () => usePersonPage.getState().pick('give')),
  onFaces('confirm-faces', ['y'], (at) => attempt(confirmChosen(at))),
  {
    id: 'choose-all-faces',
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
    group: 'Faces of a person',
    scope: 'person',
    keys: ['Escape', 'f'],
    run: ({ desk }) => desk.getState().openSide('cast'),
  },
];
