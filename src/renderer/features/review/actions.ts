import type { PersonView, ReviewQuestion, ReviewState } from '../../../shared/contract/index.ts';
import { attempt, undo } from '../../app/actions.ts';
import type { Environment } from '../../app/environment.ts';
import { fetchedAnew, keys } from '../../app/queries.ts';
import { inTurn } from '../../app/turn.ts';
import { texts } from '../../texts/index.ts';
import { useToasts } from '../../ui/toast-store.ts';

type Answer =
  | { readonly answer: 'yes' | 'no' | 'later' }
  | { readonly answer: 'name'; readonly name: string };

/** The question on screen. */
export function questionNow({ queries }: Environment): ReviewQuestion | undefined {
  return queries.getQueryData<ReviewState>(keys.review)?.question ?? undefined;
}

/**
 * Puts the next question on screen at once, and the old one back when the engine refuses. Each answer is to the question that was
 * on screen when it was given.
 */
export function answerReview(environment: Environment, given: Answer): void {
  const question = questionNow(environment);
  if (!question) return;
  const { queries, client } = environment;
  const before = queries.getQueryData<ReviewState>(keys.review);
  if (before) queries.setQueryData<ReviewState>(keys.review, { ...before, question: before.following });
  const send = async (): Promise<void> => {
    await queries.cancelQueries({ queryKey: keys.review });
    try {
      const known = given.answer === 'name' ? personCalled(environment, given.name, question) : undefined;
      if (known && question.kind === 'unnamed') {
        await client.cast.merge({ into: known.id, from: [question.identityId] });
        queries.setQueryData<ReviewState>(keys.review, await client.review.next());
      } else {
        const next = await client.review.answer({ questionId: question.id, ...given });
        queries.setQueryData<ReviewState>(keys.review, next);
      }
      useToasts.getState().show({
        topic: 'edit',
        title: known
          ? texts().people.addedTo(known.name ?? '')
          : texts().people.answered[question.kind][given.answer],
        action: { label: texts().commands.undo, run: () => attempt(undo(environment)) },
      });
    } catch (thrown) {
      queries.setQueryData<ReviewState>(keys.review, before);
      throw thrown;
    } finally {
      void fetchedAnew(queries, keys.cast, keys.edits, keys.details);
    }
  };
  attempt(inTurn(send));
}

/** Somebody else who has the name already: then the two are one. */
function personCalled(
  { queries }: Environment,
  typed: string,
  question: ReviewQuestion,
): PersonView | undefined {
  const name = typed.trim().toLowerCase();
  const people = queries.getQueryData<PersonView[]>(keys.cast) ?? [];
  return people.find(
    (person) =>
      person.name?.toLowerCase() === name &&
      (question.kind !== 'unnamed' || person.id !== question.identityId),
  );
}
