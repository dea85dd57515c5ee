import type { CloudState } from '../../shared/contract/index.ts';
import { attempt } from '../app/actions.ts';
import { pauseCloud } from '../features/cloud/actions.ts';
import { useCloudSheet } from '../features/cloud/cloud-store.ts';
import { cloudKeys } from '../features/cloud/queries.ts';
import type { Command } from './command.ts';

/** The cloud recogniser; names stand in the texts. */
export const cloudCommands: readonly Command[] = [
  {
    id: 'cloud-send',
    group: 'Cloud',
    keys: ['Mod+Shift+k'],
    run: () => useCloudSheet.getState().toggle('send'),
  },
  {
    id: 'cloud-opinion',
    group: 'Cloud',
    keys: ['Alt+o'],
    run: () => useCloudSheet.getState().toggle('opinion'),
  },
  {
    id: 'cloud-ledger',
    group: 'Cloud',
    keys: ['Mod+Shift+l'],
    run: () => useCloudSheet.getState().toggle('ledger'),
  },
  {
    id: 'cloud-pause',
    group: 'Cloud',
    keys: ['Shift+p'],
    run: (environment) => {
      const state = environment.queries.getQueryData<CloudState>(cloudKeys.state);
      if (state) attempt(pauseCloud(environment, !state.settings.isPaused));
    },
  },
];
