import { Users } from 'lucide-react';
import { type ReactElement, useEffect, useRef } from 'react';
import type { AssetDetail, AssetSummary, PersonView } from '../../../shared/contract/index.ts';
import { identityColour, personLabel } from '../../../shared/palette.ts';
import { useDesk } from '../../app/desk-store.ts';
import { castOrder, useCast } from '../../app/queries.ts';
import { Splitter } from '../../app/splitter.tsx';
import { Key, keepFocus, Tip } from '../../ui/button.tsx';
import { Face } from '../../ui/face.tsx';
import { durationText, shotsText } from '../../ui/texts.ts';
import { NameField } from './name-field.tsx';

/** The people of the library, those of the clip on the desk first. */
export function Cast(props: {
  asset: AssetSummary | undefined;
  detail: AssetDetail | undefined;
}): ReactElement {
  const cast = useCast();
  const people = cast.data ?? [];
  const { here, elsewhere } = castOrder(people, props.detail);
  const unnamed = people.filter((person) => person.name === null).length;
  return (
    <section className="panel cast" aria-label="Cast">
      <div className="panel-head">
        <h2>Cast</h2>
        <span className="panel-count">{people.length > 0 ? people.length : ''}</span>
        {unnamed > 0 ? <span className="unnamed-count">{unnamed} unnamed</span> : null}
      </div>
      <div className="cast-scroll">
        {cast.isError ? <p className="error-text hint">{cast.error.message}</p> : null}
        {cast.isSuccess && people.length === 0 ? <NobodyYet asset={props.asset} /> : null}
        <People label="People in this clip" people={here} hotkeys all={[...here, ...elsewhere]} />
        {elsewhere.length > 0 && here.length > 0 ? <h3 className="cast-heading">In other clips</h3> : null}
        <People label="People in other clips" people={elsewhere} all={[...here, ...elsewhere]} />
      </div>
      <Splitter panel="cast" />
    </section>
  );
}

/** Says why there is nobody: still looking, nobody found, or no footage. */
function NobodyYet({ asset }: { asset: AssetSummary | undefined }): ReactElement {
  const busy = asset?.state === 'analysing' || asset?.state === 'waiting';
  const text = !asset
    ? 'The people in your footage come up here, each with the best picture of the face.'
    : busy
      ? 'Looking for faces. People come up here as they are found.'
      : asset.state === 'ready'
        ? 'No faces were found in this footage.'
        : 'Analysis did not reach the faces. Retry or resume it in the list of clips.';
  return (
    <div className="cast-empty" role="status">
      <Users size={22} aria-hidden />
      <p>{text}</p>
    </div>
  );
}

function People(props: {
  label: string;
  people: readonly PersonView[];
  all: readonly PersonView[];
  hotkeys?: boolean;
}): ReactElement | null {
  if (props.people.length === 0) return null;
  return (
    <ul className="people" aria-label={props.label}>
      {props.people.map((person, index) => (
        <PersonCard
          key={person.id}
          person={person}
          hotkey={props.hotkeys && index < 9 ? String(index + 1) : undefined}
          all={props.all}
        />
      ))}
    </ul>
  );
}

function PersonCard(props: {
  person: PersonView;
  hotkey: string | undefined;
  all: readonly PersonView[];
}): ReactElement {
  const { person } = props;
  const card = useRef<HTMLLIElement>(null);
  const selected = useDesk((state) => state.personId === person.id);
  const naming = useDesk((state) => state.namingId === person.id);
  const { selectPerson, startNaming } = useDesk.getState();
  useEffect(() => {
    if (selected) card.current?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  const label = personLabel(person);
  return (
    <li
      ref={card}
      className={`person ${selected ? 'selected' : ''}`}
      aria-current={selected}
      style={{ ['--person' as string]: identityColour(person.colour) }}
    >
      <button
        type="button"
        className="person-face"
        aria-label={`Select ${label}`}
        onMouseDown={keepFocus}
        onClick={() => selectPerson(person.id)}
      >
        <Face person={person} size={52} />
      </button>
      <div className="person-text">
        {naming ? (
          <NameField person={person} all={props.all} />
        ) : (
          <Tip
            label={person.name === null ? 'Give a name' : 'Change the name'}
            keyText={selected ? 'Enter' : undefined}
          >
            <button
              type="button"
              className={`person-name ${person.name === null ? 'unnamed' : ''}`}
              aria-label={`${label}: ${person.name === null ? 'give a name' : 'change the name'}`}
              onMouseDown={keepFocus}
              onClick={() => startNaming(person.id)}
            >
              {label}
            </button>
          </Tip>
        )}
        <small className="numbers">
          {shotsText(person.shotCount)} · {durationText(person.screenSeconds)} on screen
        </small>
      </div>
      {naming ? <Key text="Enter" /> : props.hotkey ? <Key text={props.hotkey} /> : null}
    </li>
  );
}
