import type { AssetSummary } from '../../shared/contract/index.ts';
import {
  attempt,
  cancelJobs,
  chooseFootage,
  redo,
  switchLibrary,
  togglePause,
  undo,
} from '../app/actions.ts';
import { changePreferences, usePreferences } from '../app/preferences.ts';
import { keys } from '../app/queries.ts';
import {
  clipOnDesk,
  clipsOfFolder,
  findFootage,
  lacksFootage,
  removeClips,
} from '../features/library/actions.ts';
import { cloudCommands } from './cloud.ts';
import type { Command, CommandId } from './command.ts';
import { cutCommands } from './cuts.ts';
import { handoverCommands } from './handover.ts';
import { peopleCommands } from './people.ts';
import { personCommands } from './person.ts';
import { rangeCommands } from './ranges.ts';
import { reviewCommands } from './review.ts';
import { searchCommands } from './search.ts';
import { timelineCommands } from './timeline.ts';
import { transportCommands } from './transport.ts';
import { viewerCommands } from './viewer.ts';
import { wardrobeCommands } from './wardrobe.ts';

const clipStep = (id: CommandId, key: string, by: 1 | -1): Command => ({
  id,
  group: 'Footage',
  keys: [key],
  repeats: true,
  run: ({ queries, desk }) => {
    const assets = queries.getQueryData<AssetSummary[]>(keys.assets) ?? [];
    const at = assets.findIndex(({ id: assetId }) => assetId === desk.getState().assetId);
    const next = assets[Math.min(assets.length - 1, Math.max(0, at + by))];
    if (next) desk.getState().selectAsset(next.id);
  },
});

const footageCommands: readonly Command[] = [
  {
    id: 'import-files',
    group: 'Footage',
    keys: ['Mod+o'],
    menu: 'import-files',
    run: (environment) => attempt(chooseFootage(environment, false)),
  },
  {
    id: 'import-folder',
    group: 'Footage',
    keys: ['Mod+Shift+o'],
    menu: 'import-folder',
    run: (environment) => attempt(chooseFootage(environment, true)),
  },
  {
    id: 'new-library',
    group: 'Footage',
    keys: ['Mod+n'],
    menu: 'new-library',
    run: (environment) => attempt(switchLibrary(environment, 'new')),
  },
  {
    id: 'open-library',
    group: 'Footage',
    keys: ['Mod+l'],
    menu: 'open-library',
    run: (environment) => attempt(switchLibrary(environment, 'open')),
  },
  {
    id: 'find-footage',
    group: 'Footage',
    keys: ['Mod+Shift+f'],
    when: lacksFootage,
    run: (environment) => attempt(findFootage(environment)),
  },
  clipStep('previous-clip', 'PageUp', -1),
  clipStep('next-clip', 'PageDown', 1),
  {
    id: 'remove-clip',
    group: 'Footage',
    keys: ['Mod+Backspace', 'Mod+Delete'],
    when: (environment) => clipOnDesk(environment).length > 0,
    run: (environment) => attempt(removeClips(environment, clipOnDesk(environment))),
  },
  {
    id: 'remove-folder',
    group: 'Footage',
    keys: ['Mod+Alt+Backspace', 'Mod+Alt+Delete'],
    when: (environment) => clipsOfFolder(environment).length > 1,
    run: (environment) => attempt(removeClips(environment, clipsOfFolder(environment))),
  },
  {
    id: 'pause',
    group: 'Footage',
    keys: ['p'],
    run: (environment) => attempt(togglePause(environment)),
  },
  {
    id: 'cancel-all',
    group: 'Footage',
    keys: ['Mod+.'],
    run: (environment) => attempt(cancelJobs(environment)),
  },
];

const editCommands: readonly Command[] = [
  {
    id: 'undo',
    group: 'Edit and export',
    keys: ['Mod+z'],
    menu: 'undo',
    repeats: true,
    run: (environment) => attempt(undo(environment)),
  },
  {
    id: 'redo',
    group: 'Edit and export',
    keys: ['Mod+Shift+z', 'Mod+y'],
    menu: 'redo',
    repeats: true,
    run: (environment) => attempt(redo(environment)),
  },
  {
    id: 'settings',
    group: 'Edit and export',
    keys: ['Mod+,'],
    menu: 'settings',
    run: ({ desk }) => {
      const { dialog, openDialog } = desk.getState();
      openDialog(dialog === 'settings' ? undefined : 'settings');
    },
  },
];

const helpCommands: readonly Command[] = [
  {
    id: 'palette',
    group: 'Help',
    keys: ['Mod+Shift+p'],
    inFields: true,
    run: ({ desk }) => {
      const { dialog, openDialog } = desk.getState();
      openDialog(dialog === 'palette' ? undefined : 'palette');
    },
  },
  {
    id: 'keys',
    group: 'Help',
    keys: ['?'],
    menu: 'keys',
    run: ({ desk }) => {
      const { dialog, openDialog } = desk.getState();
      openDialog(dialog === 'keys' ? undefined : 'keys');
    },
  },
  {
    id: 'about',
    group: 'Help',
    keys: ['F1'],
    menu: 'about',
    run: ({ desk }) => desk.getState().openDialog('about'),
  },
  {
    id: 'tour',
    group: 'Help',
    keys: ['Shift+F1'],
    run: (environment) => {
      const { hasSeenTour } = usePreferences.getState();
      attempt(changePreferences(environment, { hasSeenTour: !hasSeenTour }));
    },
  },
];

/** All that can be done at the desk. */
export const commands: readonly Command[] = [
  ...footageCommands,
  ...transportCommands,
  ...viewerCommands,
  ...timelineCommands,
  ...rangeCommands,
  ...cutCommands,
  ...peopleCommands,
  ...personCommands,
  ...reviewCommands,
  ...cloudCommands,
  ...searchCommands,
  ...wardrobeCommands,
  ...editCommands,
  ...handoverCommands,
  ...helpCommands,
];

const byId = new Map<string, Command>(commands.map((command) => [command.id, command]));

/** A command by its id. @throws Error for an id that is not in the list: a slip in the program. */
export function commandById(id: string): Command {
  const command = byId.get(id);
  if (!command) throw new Error(`There is no command "${id}".`);
  return command;
}
