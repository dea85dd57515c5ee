import type { Environment } from '../app/environment.ts';
import { answerReview, questionNow } from '../features/review/actions.ts';
import type { Command } from './command.ts';

const isAsked = (environment: Environment): boolean => questionNow(environment) !== undefined;

const inReview = (id: string, label: string, keys: readonly string[], run: Command['run']): Command => ({
  id,
  label,
  group: 'Review',
  scope: 'review',
  keys,
  when: isAsked,
  run,
});

/** Keys with a scope work while the review has the keyboard; Review people gives it to it. */
export const reviewCommands: readonly Command[] = [
  {
    id: 'review-people',
    label: 'Review people',
    group: 'Review',
    keys: ['r'],
    run: ({ desk }) => desk.getState().openSide('review'),
  },
  inReview('review-name', 'Name this person', ['Enter'], () => {
    document.getElementById('review-name')?.focus();
  }),
  inReview('review-yes', 'Yes', ['y'], (at) => answerReview(at, { answer: 'yes' })),
  inReview('review-no', 'No, or a stranger', ['n'], (at) => answerReview(at, { answer: 'no' })),
  inReview('review-later', 'Later', ['l'], (at) => answerReview(at, { answer: 'later' })),
  {
    id: 'close-review',
    label: 'Close the review',
    group: 'Review',
    scope: 'review',
    keys: ['Escape', 'r'],
    run: ({ desk }) => desk.getState().openSide('cast'),
  },
];
