import { attempt } from '../app/actions.ts';
import {
  canMerge,
  canSplit,
  chosenOutfits,
  mergeChosen,
  splitChosenShots,
  stepOutfit,
} from '../features/wardrobe/actions.ts';
import { useWardrobeDesk } from '../features/wardrobe/wardrobe-store.ts';
import type { Command } from './command.ts';

/** Corrections of outfits; they work while the wardrobe has the keyboard. */
export const wardrobeCommands: readonly Command[] = [
  {
    id: 'previous-outfit',
    group: 'Wardrobe',
    scope: 'wardrobe',
    keys: ['ArrowUp'],
    repeats: true,
    run: (environment) => stepOutfit(environment, -1),
  },
  {
    id: 'next-outfit',
    group: 'Wardrobe',
    scope: 'wardrobe',
    keys: ['ArrowDown'],
    repeats: true,
    run: (environment) => stepOutfit(environment, 1),
  },
  {
    id: 'rename-outfit',
    group: 'Wardrobe',
    scope: 'wardrobe',
    keys: ['Enter', 'F2'],
    when: (environment) => chosenOutfits(environment).length === 1,
    run: () => useWardrobeDesk.getState().name(true),
  },
  {
    id: 'merge-outfits',
    group: 'Wardrobe',
    scope: 'wardrobe',
    keys: ['e'],
    when: canMerge,
    run: (environment) => attempt(mergeChosen(environment)),
  },
  {
    id: 'split-outfit',
    group: 'Wardrobe',
    scope: 'wardrobe',
    keys: ['s'],
    when: canSplit,
    run: (environment) => attempt(splitChosenShots(environment)),
  },
];
