import type { Environment } from '../app/environment.ts';
import { answerReview, questionNow } from '../features/review/actions.ts';
import type { Command, CommandId } from './command.ts';

const isAsked = (environment: Environment): boolean => questionNow(environment) !== undefined;

const inReview = (id: CommandId, keys: readonly string[], run: Command['run']): Command => ({
  id,
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
    group: 'Review',
    keys: ['r'],
    run: ({ desk }) => desk.getState().openSide('review'),
  },
  inReview('review-name', ['Enter'], () => {
    document.getElementById('review-name')?.focus();
  }),
  inReview('review-yes', ['y'], (at) => answerReview(at, { answer: 'yes' })),
  inReview('review-no', ['n'], (at) => answerReview(at, { answer: 'no' })),
  inReview('review-later', ['l'], (at) => answerReview(at, { answer: 'later' })),
  {
    id: 'close-review',
    group: 'Review',
    scope: 'review',
    keys: ['Escape', 'r'],
    run: ({ desk }) => desk.getState().openSide('cast'),
  },
];
