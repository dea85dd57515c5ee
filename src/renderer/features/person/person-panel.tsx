import { X } from 'lucide-react';
import { type ReactElement, useEffect, useRef } from 'react';
import type { PersonView } from '../../../shared/contract/index.ts';
import { personLabel } from '../../../shared/palette.ts';
import { attempt } from '../../app/actions.ts';
import { useDesk } from '../../app/desk-store.ts';
import { useEnvironment } from '../../app/environment.ts';
import { useCast, useFaces } from '../../app/queries.ts';
import { CommandButton } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Face } from '../../ui/face.tsx';
import { countText, durationText, shotsText } from '../../ui/texts.ts';
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
    <section className="panel cast person-page" aria-label="Person" data-keys="person">
      <div className="panel-head">
        <h2>Person</h2>
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
            <p>Nobody is selected. Press 1 to 9, or click a lane or a face.</p>
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
          <b>{personLabel(person)}</b>
          <p className="quiet-text numbers">
            {shotsText(person.shotCount)} · {durationText(person.screenSeconds)} on screen ·{' '}
            {countText(person.faceCount, 'face', 'faces')}
          </p>
        </div>
      </div>
      <div className="review-buttons" role="toolbar" aria-label="Person">
        <CommandButton id="merge-person" label="Same as… another person">
          Same as…
        </CommandButton>
        {person.mergedCount > 0 ? (
          <CommandButton id="unmerge-person" label="Part again who was merged">
            Part again
          </CommandButton>
        ) : null}
        <CommandButton id="hide-person" label={person.isHidden ? 'Show again' : 'Hide as a stranger'}>
          {person.isHidden ? 'Show again' : 'Hide'}
        </CommandButton>
        <CommandButton id="erase-face-data" tone="quiet" label="Erase face data… of this person">
          Erase face data…
        </CommandButton>
      </div>
      <Outfits person={person} />
      <h3>Faces</h3>
      <p className="quiet-text">
        {none ? 'Choose those that are wrong: click, Shift and click, Ctrl and A.' : `${count} chosen`}
      </p>
      <div className="review-buttons" role="toolbar" aria-label="Chosen faces">
        <CommandButton id="reject-faces" disabled={none}>
          Not this person <KeyHint text="Delete" />
        </CommandButton>
        <CommandButton id="reject-alike" disabled={none} label="Not this person, Nor any alike, for good">
          Nor any alike
        </CommandButton>
        <CommandButton id="split-faces" disabled={none} label="Somebody new: the chosen faces">
          Somebody new <KeyHint text="s" />
        </CommandButton>
        <CommandButton id="give-faces" disabled={none} label="Give to… whom they show">
          Give to… <KeyHint text="g" />
        </CommandButton>
        <CommandButton id="confirm-faces" disabled={none} label="Right: the chosen faces are this person">
          Right <KeyHint text="y" />
        </CommandButton>
      </div>
      {faces.isError ? <p className="error-text">{faces.error.message}</p> : null}
      <FaceGrid faces={faces.data ?? []} />
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
      title={`Erase the face data of ${personLabel(person)}?`}
      text="The numbers that tell this face from others are erased for good; undo does not bring them back. Name, ranges and decisions stay."
      action="Erase face data"
      onClose={() => askToErase(false)}
      onConfirm={() => attempt(eraseBiometrics(environment, person))}
    />
  );
}
