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
import type { Command } from './command.ts';
import { detailOf } from './transport.ts';

const hasCuts = (environment: Environment): boolean => (detailOf(environment)?.shots.length ?? 0) > 0;

const inReview = (
  id: string,
  label: string,
  keys: readonly string[],
  run: Command['run'],
  repeats = false,
): Command => ({ id, label, group: 'Cuts', scope: 'cuts', keys, repeats, when: hasCuts, run });

/** Keys with a scope work while the review has the keyboard; Review cuts gives it to it. */
export const cutCommands: readonly Command[] = [
  {
    id: 'review-cuts',
    label: 'Review cuts',
    group: 'Cuts',
    keys: ['c'],
    when: hasCuts,
    run: ({ desk }) => desk.getState().openSide('cuts'),
  },
  {
    id: 'add-cut',
    label: 'Add a cut at the playhead',
    group: 'Cuts',
    keys: ['a'],
    when: hasCuts,
    run: addCutHere,
  },
  {
    id: 'remove-cut-here',
    label: 'Remove the cut at the playhead',
    group: 'Cuts',
    keys: ['Delete', 'Backspace'],
    when: (environment) => isOnCut(environment) || chosenSpans(environment).some(canTrim),
    run: (environment) => {
      if (chosenSpans(environment).some(canTrim)) attempt(deleteChosen(environment));
      else removeCutHere(environment);
    },
  },
  inReview('keep-cut', 'Keep this cut', ['y', 'Enter'], keepCut),
  inReview('remove-cut', 'Remove this cut', ['n', 'Delete', 'Backspace'], removeCut),
  inReview('cut-earlier', 'Move the cut 1 frame earlier', ['ArrowLeft', ','], (at) => nudgeCut(at, -1), true),
  inReview('cut-later', 'Move the cut 1 frame later', ['ArrowRight', '.'], (at) => nudgeCut(at, 1), true),
  inReview('previous-cut', 'Previous cut of the list', ['ArrowUp', 'k'], (at) => stepReview(at, -1), true),
  inReview('next-cut', 'Next cut of the list', ['ArrowDown', 'j'], (at) => stepReview(at, 1), true),
  inReview('close-cuts', 'Close the review', ['Escape', 'c'], ({ desk }) => desk.getState().openSide('cast')),
];
