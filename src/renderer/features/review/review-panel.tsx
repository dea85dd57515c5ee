import { X } from 'lucide-react';
import { type KeyboardEvent, type ReactElement, useEffect, useRef, useState } from 'react';
import type { CastFace, ReviewQuestion } from '../../../shared/contract/index.ts';
import { useDesk } from '../../app/desk-store.ts';
import { useEnvironment } from '../../app/environment.ts';
import { useCast, useReview } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { CommandButton } from '../../ui/button.tsx';
import { preload } from '../../ui/crop.tsx';
import { durationText, personName } from '../../ui/texts.ts';
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
    <section className="panel cast review" aria-label={texts().people.review} data-keys="review">
      <div className="panel-head">
        <h2>{texts().people.review}</h2>
        <span
          className="panel-count"
          role="status"
          aria-label={texts().people.questionsLeft(state?.counts.total ?? 0)}
        >
          {state ? texts().people.left(state.counts.total) : ''}
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
      <b>{texts().people.allDone}</b>
      <p>{texts().people.allDoneText}</p>
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
      <div className="review-buttons" role="toolbar" aria-label={texts().people.answer}>
        {question.kind === 'unnamed' ? null : (
          <CommandButton id="review-yes" tone="accent">
            {texts().people.yes} <KeyHint text="y" />
          </CommandButton>
        )}
        <CommandButton
          id="review-no"
          label={question.kind === 'unnamed' ? texts().people.stranger : texts().people.no}
        >
          {question.kind === 'unnamed' ? texts().people.stranger : texts().people.no} <KeyHint text="n" />
        </CommandButton>
        <CommandButton id="review-later">
          {texts().people.later} <KeyHint text="l" />
        </CommandButton>
      </div>
    </>
  );
}

function Asked({ question }: { question: ReviewQuestion }): ReactElement {
  const people = useCast().data ?? [];
  const labelOf = (id: string): string => {
    const person = people.find((one) => one.id === id);
    return person ? personName(person) : texts().people.thisPerson;
  };
  switch (question.kind) {
    case 'unnamed':
      return (
        <>
          <h3 className="review-question">{texts().people.who}</h3>
          <p className="quiet-text numbers">
            {labelOf(question.identityId)} · {texts().people.onScreen(durationText(question.screenSeconds))}
          </p>
          <FaceTiles label={texts().people.faces} faces={question.faces} />
        </>
      );
    case 'same':
      return (
        <>
          <h3 className="review-question">{texts().people.same}</h3>
          <p className="quiet-text numbers">{texts().people.alike(Math.round(100 * question.likeness))}</p>
          <div className="review-pair">
            {question.faces.map((faces, side) => {
              const label = labelOf(question.identityIds[side] ?? '');
              return (
                <div key={question.identityIds[side]}>
                  <b>{label}</b>
                  <FaceTiles label={texts().people.facesOf(label)} faces={faces.slice(0, 4)} />
                </div>
              );
            })}
          </div>
        </>
      );
    case 'belongs':
      return (
        <>
          <h3 className="review-question">{texts().people.isThis(labelOf(question.identityId))}</h3>
          <p className="quiet-text numbers">{texts().people.alike(Math.round(100 * question.likeness))}</p>
          <div className="review-pair">
            <div>
              <b>{texts().people.thisFace}</b>
              <FaceTiles label={texts().people.inQuestion} faces={[question.face]} />
            </div>
            <div>
              <b>{labelOf(question.identityId)}</b>
              <FaceTiles
                label={texts().people.facesOf(labelOf(question.identityId))}
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
        {texts().people.name} <KeyHint text="Enter" />
      </span>
      <input
        id="review-name"
        className="name-field"
        value={typed}
        list="review-names"
        maxLength={200}
        spellCheck={false}
        placeholder={question.kind === 'unnamed' ? texts().people.typeAName : texts().people.yesAndName}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={listen}
      />
      <datalist id="review-names">
        {people.flatMap(({ id, name }) => (name === null ? [] : [<option key={id} value={name} />]))}
      </datalist>
    </label>
  );
}
