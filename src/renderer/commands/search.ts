import { attempt } from '../app/actions.ts';
import { openSearch, saveSearch, stepFound } from '../features/search/actions.ts';
import { foundNow } from '../features/search/queries.ts';
import { useSearch } from '../features/search/search-store.ts';
import type { Command } from './command.ts';

const isAsked = (): boolean => useSearch.getState().query.trim() !== '';

export const searchCommands: readonly Command[] = [
  { id: 'search', group: 'Search', keys: ['Mod+k', '/'], inFields: true, run: openSearch },
  {
    id: 'save-search',
    group: 'Search',
    keys: ['Mod+s'],
    inFields: true,
    when: isAsked,
    run: (environment) => attempt(saveSearch(environment)),
  },
  {
    id: 'next-found',
    group: 'Search',
    keys: ['Mod+g', 'F3'],
    inFields: true,
    repeats: true,
    when: (environment) => foundNow(environment).length > 0,
    run: (environment) => stepFound(environment, 1),
  },
  {
    id: 'previous-found',
    group: 'Search',
    keys: ['Mod+Shift+g', 'Shift+F3'],
    inFields: true,
    repeats: true,
    when: (environment) => foundNow(environment).length > 0,
    run: (environment) => stepFound(environment, -1),
  },
  {
    id: 'close-search',
    group: 'Search',
    scope: 'search',
    keys: ['Escape'],
    run: ({ desk }) => desk.getState().openSide('cast'),
  },
];
