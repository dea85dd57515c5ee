import { X } from 'lucide-react';
import { type ReactElement, useEffect, useRef } from 'react';
import type { PersonView } from '../../../shared/contract/index.ts';
import { attempt } from '../../app/actions.ts';
import { useDesk } from '../../app/desk-store.ts';
import { useEnvironment } from '../../app/environment.ts';
import { useCast, useFaces } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { CommandButton } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Face } from '../../ui/face.tsx';
import { durationText, personName, shotsText } from '../../ui/texts.ts';
import { KeyHint } from '../cuts/key-hint.tsx';
import { eraseBiometrics } from './actions.ts';
import { FaceGrid } from './face-grid.tsx';
import { Outfits } from './outfits.tsx';
import { usePersonPage } from './person-store.ts';

/** Everything that is known of one person, face by face, to be put right. */
export function PersonPanel(): ReactElement {
  const personId = useDesk((state) => state.personId);
  const focusCount = useDesk((state) => state.sideFocusCount);
  const person = useCast().data?.find(({ id }) => id === personId);
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focusCount > 0) body.current?.focus();
  }, [focusCount]);
  return (
    <section className="panel cast person-page" aria-label={texts().people.person} data-keys="person">
      <div className="panel-head">
        <h2>{texts().people.person}</h2>
        <CommandButton id="close-person" tone="quiet">
          <X size={15} aria-hidden />
          <KeyHint text="Escape" />
        </CommandButton>
      </div>
      <div ref={body} className="review-body" tabIndex={-1}>
        {person ? (
          <Page key={person.id} person={person} />
        ) : (
          <div className="cast-empty" role="status">
            <p>{texts().people.nobody}</p>
          </div>
        )}
      </div>
    </section>
  );
}

function Page({ person }: { person: PersonView }): ReactElement {
  const faces = useFaces(person.id);
  const count = usePersonPage((state) => state.chosen.size);
  const none = count === 0;
  // Faces that were chosen of somebody else are not meant any more.
  useEffect(() => () => usePersonPage.getState().choose([]), []);
  return (
    <>
      <div className="person-head">
        <Face person={person} size={64} />
        <div>
          <b>{personName(person)}</b>
          <p className="quiet-text numbers">
            {shotsText(person.shotCount)} · {texts().people.onScreen(durationText(person.screenSeconds))} ·{' '}
            {texts().count.faces(person.faceCount)}
          </p>
        </div>
      </div>
      <div className="review-buttons" role="toolbar" aria-label={texts().people.person}>
        <CommandButton id="merge-person" label={texts().people.sameAsLabel}>
          {texts().people.sameAs}
        </CommandButton>
        {person.mergedCount > 0 ? (
          <CommandButton id="unmerge-person" label={texts().people.partLabel}>
            {texts().people.part}
          </CommandButton>
        ) : null}
        <CommandButton
          id="hide-person"
          label={person.isHidden ? texts().people.showAgain : texts().people.hideLabel}
        >
          {person.isHidden ? texts().people.showAgain : texts().people.hide}
        </CommandButton>
        <CommandButton id="erase-face-data" tone="quiet" label={texts().people.eraseLabel}>
          {texts().people.erase}
        </CommandButton>
      </div>
      <h3>{texts().people.faces}</h3>
      <p className="quiet-text">{none ? texts().people.chooseWrong : texts().people.chosen(count)}</p>
      <div className="review-buttons" role="toolbar" aria-label={texts().people.chosenFaces}>
        <CommandButton id="reject-faces" disabled={none}>
          {texts().people.notThis} <KeyHint text="Delete" />
        </CommandButton>
        <CommandButton id="reject-alike" disabled={none} label={texts().people.norAlikeLabel}>
          {texts().people.norAlike}
        </CommandButton>
        <CommandButton id="split-faces" disabled={none} label={texts().people.somebodyNewLabel}>
          {texts().people.somebodyNew} <KeyHint text="s" />
        </CommandButton>
        <CommandButton id="give-faces" disabled={none} label={texts().people.giveToLabel}>
          {texts().people.giveTo} <KeyHint text="g" />
        </CommandButton>
        <CommandButton id="confirm-faces" disabled={none} label={texts().people.rightLabel}>
          {texts().people.right} <KeyHint text="y" />
        </CommandButton>
      </div>
      {faces.isError ? <p className="error-text">{faces.error.message}</p> : null}
      <FaceGrid faces={faces.data ?? []} />
      {faces.isPending ? null : <Outfits person={person} />}
      <EraseQuestion person={person} />
    </>
  );
}

function EraseQuestion({ person }: { person: PersonView }): ReactElement {
  const environment = useEnvironment();
  const { erasing, askToErase } = usePersonPage();
  return (
    <Confirm
      open={erasing}
      title={texts().people.eraseTitle(personName(person))}
      text={texts().people.eraseText}
      action={texts().people.eraseAction}
      onClose={() => askToErase(false)}
      onConfirm={() => attempt(eraseBiometrics(environment, person))}
    />
  );
}
