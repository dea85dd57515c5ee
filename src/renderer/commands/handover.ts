import { attempt } from '../app/actions.ts';
import type { DialogName } from '../app/desk-store.ts';
import type { Environment } from '../app/environment.ts';
import { exportAgain } from '../features/export/actions.ts';
import type { Command } from './command.ts';

/** The key that opens a sheet closes it, too. */
const toggle =
  (name: DialogName) =>
  ({ desk }: Environment): void => {
    const { dialog, openDialog } = desk.getState();
    openDialog(dialog === name ? undefined : name);
  };

export const handoverCommands: readonly Command[] = [
  { id: 'export', group: 'Edit and export', keys: ['Mod+e'], menu: 'export', run: toggle('export') },
  {
    id: 'export-again',
    group: 'Edit and export',
    keys: ['Mod+Shift+e'],
    menu: 'export-again',
    run: (environment) => attempt(exportAgain(environment)),
  },
  { id: 'pack', group: 'Edit and export', keys: ['Mod+Shift+r'], menu: 'pack', run: toggle('pack') },
  {
    id: 'import-changes',
    group: 'Edit and export',
    keys: ['Mod+Shift+d'],
    menu: 'import-changes',
    run: toggle('import'),
  },
];
