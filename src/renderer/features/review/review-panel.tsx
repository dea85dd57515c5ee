import { X } from 'lucide-react';
import { type KeyboardEvent, type ReactElement, useEffect, useRef, useState } from 'react';
import type { CastFace, ReviewQuestion } from '../../../shared/contract/index.ts';
import { personLabel } from '../../../shared/palette.ts';
import { useDesk } from '../../app/desk-store.ts';
import { useEnvironment } from '../../app/environment.ts';
import { useCast, useReview } from '../../app/queries.ts';
import { CommandButton } from '../../ui/button.tsx';
import { preload } from '../../ui/crop.tsx';
import { durationText } from '../../ui/texts.ts';
import { KeyHint } from '../cuts/key-hint.tsx';
import { answerReview } from './actions.ts';
import { FaceTiles } from './face-tiles.tsx';

/** One question after the other, each answered with one key; its keys work while it has the keyboard's focus. */
export function ReviewPanel(): ReactElement {
  const review = useReview();
  const body = useRef<HTMLDivElement>(null);
  const focusCount = useDesk((state) => state.sideFocusCount);
  useEffect(() => {
    if (focusCount > 0) body.current?.focus();
  }, [focusCount]);
  const state = review.data;
  useEffect(() => {
    for (const face of state?.following ? facesOf(state.following) : []) preload(face.crop);
  }, [state?.following]);
  return (
    <section className="panel cast review" aria-label="Review" data-keys="review">
      <div className="panel-head">
        <h2>Review</h2>
        <span className="panel-count" role="status" aria-label={`${state?.counts.total ?? 0} questions left`}>
          {state ? `${state.counts.total} left` : ''}
        </span>
        <CommandButton id="close-review" tone="quiet">
          <X size={15} aria-hidden />
          <KeyHint text="Escape" />
        </CommandButton>
      </div>
      <div ref={body} className="review-body" tabIndex={-1}>
        {review.isError ? <p className="error-text hint">{review.error.message}</p> : null}
        {state && !state.question ? <AllDone /> : null}
        {state?.question ? (
          <Question key={state.question.id} question={state.question} back={() => body.current?.focus()} />
        ) : null}
      </div>
    </section>
  );
}

function AllDone(): ReactElement {
  return (
    <div className="cast-empty" role="status">
      <b>Nothing left to ask</b>
      <p>
        Everyone who could be told apart has a name or was decided on. New footage may bring new questions.
      </p>
    </div>
  );
}

function facesOf(question: ReviewQuestion): readonly CastFace[] {
  if (question.kind === 'same') return question.faces.flat();
  return question.kind === 'belongs' ? [question.face, ...question.faces] : question.faces;
}

function Question({ question, back }: { question: ReviewQuestion; back: () => void }): ReactElement {
  const { desk } = useEnvironment();
  const [first] = facesOf(question);
  // The viewer shows the moment that is asked about.
  useEffect(() => {
    if (first) desk.getState().show(first.assetId, first.frame);
  }, [desk, first]);
  return (
    <>
      <Asked question={question} />
      <NameLine question={question} back={back} />
      <div className="review-buttons" role="toolbar" aria-label="Answer">
        {question.kind === 'unnamed' ? null : (
          <CommandButton id="review-yes" tone="accent">
            Yes <KeyHint text="y" />
          </CommandButton>
        )}
        <CommandButton id="review-no" label={question.kind === 'unnamed' ? 'A stranger: hide' : 'No'}>
          {question.kind === 'unnamed' ? 'A stranger: hide' : 'No'} <KeyHint text="n" />
        </CommandButton>
        <CommandButton id="review-later">
          Later <KeyHint text="l" />
        </CommandButton>
      </div>
    </>
  );
}

function Asked({ question }: { question: ReviewQuestion }): ReactElement {
  const people = useCast().data ?? [];
  const labelOf = (id: string): string => {
    const person = people.find((one) => one.id === id);
    return person ? personLabel(person) : 'this person';
  };
  switch (question.kind) {
    case 'unnamed':
      return (
        <>
          <h3 className="review-question">Who is this?</h3>
          <p className="quiet-text numbers">
            {labelOf(question.identityId)} · {durationText(question.screenSeconds)} on screen
          </p>
          <FaceTiles label="Faces" faces={question.faces} />
        </>
      );
    case 'same':
      return (
        <>
          <h3 className="review-question">The same person?</h3>
          <p className="quiet-text numbers">Alike to {Math.round(100 * question.likeness)} %</p>
          <div className="review-pair">
            {question.faces.map((faces, side) => {
              const label = labelOf(question.identityIds[side] ?? '');
              return (
                <div key={question.identityIds[side]}>
                  <b>{label}</b>
                  <FaceTiles label={`Faces of ${label}`} faces={faces.slice(0, 4)} />
                </div>
              );
            })}
          </div>
        </>
      );
    case 'belongs':
      return (
        <>
          <h3 className="review-question">Is this {labelOf(question.identityId)}?</h3>
          <p className="quiet-text numbers">Alike to {Math.round(100 * question.likeness)} %</p>
          <div className="review-pair">
            <div>
              <b>This face</b>
              <FaceTiles label="The face in question" faces={[question.face]} />
            </div>
            <div>
              <b>{labelOf(question.identityId)}</b>
              <FaceTiles
                label={`Faces of ${labelOf(question.identityId)}`}
                faces={question.faces.slice(0, 4)}
              />
            </div>
          </div>
        </>
      );
    default:
      return question satisfies never;
  }
}

/** A name says yes as well: the person is named, or is the one who has that name already. */
function NameLine({ question, back }: { question: ReviewQuestion; back: () => void }): ReactElement {
  const environment = useEnvironment();
  const people = useCast().data ?? [];
  const [typed, setTyped] = useState('');
  const listen = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      setTyped('');
      back();
    }
    if (event.key !== 'Enter') return;
    event.preventDefault();
    if (typed.trim() !== '') answerReview(environment, { answer: 'name', name: typed.trim() });
    back();
  };
  return (
    <label className="review-name">
      <span>
        Name <KeyHint text="Enter" />
      </span>
      <input
        id="review-name"
        className="name-field"
        value={typed}
        list="review-names"
        maxLength={200}
        spellCheck={false}
        placeholder={question.kind === 'unnamed' ? 'Type a name' : 'Yes, and this is the name'}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={listen}
      />
      <datalist id="review-names">
        {people.flatMap(({ id, name }) => (name === null ? [] : [<option key={id} value={name} />]))}
      </datalist>
    </label>
  );
}
