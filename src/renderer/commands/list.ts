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
import { keys } from '../app/queries.ts';
import { cloudCommands } from './cloud.ts';
import type { Command } from './command.ts';
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

const clipStep = (id: string, label: string, key: string, by: 1 | -1): Command => ({
  id,
  label,
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
    label: 'Add files…',
    group: 'Footage',
    keys: ['Mod+o'],
    menu: 'import-files',
    run: (environment) => attempt(chooseFootage(environment, false)),
  },
  {
    id: 'import-folder',
    label: 'Add a folder…',
    group: 'Footage',
    keys: ['Mod+Shift+o'],
    menu: 'import-folder',
    run: (environment) => attempt(chooseFootage(environment, true)),
  },
  {
    id: 'new-library',
    label: 'New library…',
    group: 'Footage',
    keys: ['Mod+n'],
    menu: 'new-library',
    run: (environment) => attempt(switchLibrary(environment, 'new')),
  },
  {
    id: 'open-library',
    label: 'Open library…',
    group: 'Footage',
    keys: ['Mod+l'],
    menu: 'open-library',
    run: (environment) => attempt(switchLibrary(environment, 'open')),
  },
  clipStep('previous-clip', 'Previous clip', 'PageUp', -1),
  clipStep('next-clip', 'Next clip', 'PageDown', 1),
  {
    id: 'pause',
    label: 'Pause or resume analysis',
    group: 'Footage',
    keys: ['p'],
    run: (environment) => attempt(togglePause(environment)),
  },
  {
    id: 'cancel-all',
    label: 'Cancel analysis',
    group: 'Footage',
    keys: ['Mod+.'],
    run: (environment) => attempt(cancelJobs(environment)),
  },
];

const editCommands: readonly Command[] = [
  {
    id: 'undo',
    label: 'Undo',
    group: 'Edit and export',
    keys: ['Mod+z'],
    menu: 'undo',
    repeats: true,
    run: (environment) => attempt(undo(environment)),
  },
  {
    id: 'redo',
    label: 'Redo',
    group: 'Edit and export',
    keys: ['Mod+Shift+z', 'Mod+y'],
    menu: 'redo',
    repeats: true,
    run: (environment) => attempt(redo(environment)),
  },
  {
    id: 'settings',
    label: 'Settings',
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
    label: 'Keyboard',
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
    label: 'About Castline',
    group: 'Help',
    keys: ['F1'],
    menu: 'about',
    run: ({ desk }) => desk.getState().openDialog('about'),
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

const byId = new Map(commands.map((command) => [command.id, command]));

/** A command by its id. @throws Error for an id that is not in the list: a slip in the program. */
export function commandById(id: string): Command {
  const command = byId.get(id);
  if (!command) throw new Error(`There is no command "${id}".`);
  return command;
}
