import type { ReviewQuestion } from '../../shared/contract/index.ts';
import type { Library } from '../library/index.ts';
import { type Decision, put } from './change.ts';
import { assignFaces, hidePeople, markDifferent, mergePeople, rejectFaces, renamePerson } from './people.ts';

/** What an editor answers to a question of the review. */
export type ReviewAnswer =
  | { readonly answer: 'yes' | 'no' | 'later' }
  | { readonly answer: 'name'; readonly name: string };

type Asked = ReviewQuestion extends infer One
  ? One extends unknown
    ? Omit<One, 'remaining'>
    : never
  : never;

const nothing: Decision = { changes: [], label: { did: 'answer' } };

function decisionFor(library: Library, asked: Asked, given: ReviewAnswer): Decision {
  if (given.answer === 'later') return { ...nothing, label: { did: 'ask-later' } };
  switch (asked.kind) {
    case 'unnamed':
      if (given.answer === 'name') return renamePerson(library, asked.identityId, given.name);
      return given.answer === 'no' ? hidePeople(library, [asked.identityId], true) : nothing;
    case 'same': {
      const [a, b] = asked.identityIds;
      if (given.answer === 'no') return markDifferent(library, asked.identityIds);
      const merged = mergePeople(library, a, [b]);
      if (given.answer !== 'name') return merged;
      const { changes } = renamePerson(library, a, given.name);
      return { ...merged, changes: [...merged.changes, ...changes] };
    }
    case 'belongs': {
      const { face, identityId } = asked;
      if (given.answer === 'no') return rejectFaces(library, [face.elementId], identityId, false);
      const given_ = assignFaces(library, [face.elementId], identityId);
      if (given.answer !== 'name') return given_;
      const { changes } = renamePerson(library, identityId, given.name);
      return { ...given_, changes: [...given_.changes, ...changes] };
    }
    default:
      return asked satisfies never;
  }
}

/** What an answer decides; the answer itself is kept, so that nothing is asked twice. One step to undo. */
export function answerQuestion(library: Library, asked: Asked, given: ReviewAnswer): Decision {
  const { changes, label } = decisionFor(library, asked, given);
  const row = { question: asked.id, answer: given.answer };
  const all = [...changes, put('review_answer', [asked.id], row)];
  // What is put off once more goes to the end of all that was put off.
  return { changes: all, label, countsAgain: given.answer === 'later' };
}
