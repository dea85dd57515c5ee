import { attempt } from '../app/actions.ts';
import type { Environment } from '../app/environment.ts';
import {
  addCutHere,
  isOnCut,
  keepCut,
  nudgeCut,
  removeCut,
  removeCutHere,
  stepReview,
} from '../features/cuts/actions.ts';
import { chosenSpans } from '../features/timeline/current.ts';
import { canTrim, deleteChosen } from '../features/timeline/edits.ts';
import type { Command, CommandId } from './command.ts';
import { detailOf } from './transport.ts';

const hasCuts = (environment: Environment): boolean => (detailOf(environment)?.shots.length ?? 0) > 0;

const inReview = (id: CommandId, keys: readonly string[], run: Command['run'], repeats = false): Command => ({
  id,
  group: 'Cuts',
  scope: 'cuts',
  keys,
  repeats,
  when: hasCuts,
  run,
});

/** Keys with a scope work while the review has the keyboard; Review cuts gives it to it. */
export const cutCommands: readonly Command[] = [
  {
    id: 'review-cuts',
    group: 'Cuts',
    keys: ['c'],
    when: hasCuts,
    run: ({ desk }) => desk.getState().openSide('cuts'),
  },
  {
    id: 'add-cut',
    group: 'Cuts',
    keys: ['a'],
    when: hasCuts,
    run: addCutHere,
  },
  {
    id: 'remove-cut-here',
    group: 'Cuts',
    keys: ['Delete', 'Backspace'],
    when: (environment) => isOnCut(environment) || chosenSpans(environment).some(canTrim),
    run: (environment) => {
      if (chosenSpans(environment).some(canTrim)) attempt(deleteChosen(environment));
      else removeCutHere(environment);
    },
  },
  inReview('keep-cut', ['y', 'Enter'], keepCut),
  inReview('remove-cut', ['n', 'Delete', 'Backspace'], removeCut),
  inReview('cut-earlier', ['ArrowLeft', ','], (at) => nudgeCut(at, -1), true),
  inReview('cut-later', ['ArrowRight', '.'], (at) => nudgeCut(at, 1), true),
  inReview('previous-cut', ['ArrowUp', 'k'], (at) => stepReview(at, -1), true),
  inReview('next-cut', ['ArrowDown', 'j'], (at) => stepReview(at, 1), true),
  inReview('close-cuts', ['Escape', 'c'], ({ desk }) => desk.getState().openSide('cast')),
];
