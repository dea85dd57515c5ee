import { Images, Users } from 'lucide-react';
import { type ReactElement, useEffect, useRef } from 'react';
import type { AssetDetail, AssetSummary, PersonView } from '../../../shared/contract/index.ts';
import { identityColour } from '../../../shared/palette.ts';
import { useDesk } from '../../app/desk-store.ts';
import { castOrder, isInCast, useCast, useWardrobe } from '../../app/queries.ts';
import { Splitter } from '../../app/splitter.tsx';
import { texts } from '../../texts/index.ts';
import { CommandButton, keepFocus } from '../../ui/button.tsx';
import { CommandContextMenu } from '../../ui/command-menu.tsx';
import { Face } from '../../ui/face.tsx';
import { Key } from '../../ui/key.tsx';
import { durationText, personName } from '../../ui/texts.ts';
import { Tip } from '../../ui/tip.tsx';
import { SideHead } from '../side/side-head.tsx';
import { Swatches } from '../wardrobe/outfit-card.tsx';
import { outfitName, outfitText } from '../wardrobe/words.ts';
import { Conflicts } from './conflicts.tsx';
import { NameField } from './name-field.tsx';

/** The people of the library, those of the clip on the desk first. */
export function Cast(props: {
  asset: AssetSummary | undefined;
  detail: AssetDetail | undefined;
}): ReactElement {
  const cast = useCast();
  const everyone = cast.data ?? [];
  const people = everyone.filter(isInCast);
  const { here, elsewhere } = castOrder(people, props.detail);
  const unsorted = everyone.filter((person) => !person.isHidden && person.isUnsorted);
  const hidden = everyone.filter((person) => person.isHidden);
  const unnamed = people.filter((person) => person.name === null).length;
  return (
    <section className="panel cast" aria-label={texts().people.cast}>
      <SideHead />
      <div className="cast-scroll">
        {cast.isError ? <p className="error-text hint">{cast.error.message}</p> : null}
        <Conflicts people={everyone} />
        {unnamed > 0 ? <p className="unnamed-count numbers">{texts().side.unnamed(unnamed)}</p> : null}
        {cast.isSuccess && everyone.length === 0 ? <NobodyYet asset={props.asset} /> : null}
        <People label={texts().people.here} people={here} hotkeys all={[...here, ...elsewhere]} />
        {elsewhere.length > 0 && here.length > 0 ? (
          <h3 className="cast-heading">{texts().people.elsewhere}</h3>
        ) : null}
        <People label={texts().people.elsewhereLabel} people={elsewhere} all={[...here, ...elsewhere]} />
        <Folded title={texts().people.unsorted} label={texts().people.unsortedLabel} people={unsorted} />
        <Folded title={texts().people.hidden} label={texts().people.hiddenLabel} people={hidden} />
      </div>
      <Splitter panel="cast" />
    </section>
  );
}

/** People who are put aside: faces that say too little, and strangers. */
function Folded(props: { title: string; label: string; people: readonly PersonView[] }): ReactElement | null {
  if (props.people.length === 0) return null;
  return (
    <details className="cast-folded">
      <summary className="cast-heading">
        {props.title} {props.people.length}
      </summary>
      <People label={props.label} people={props.people} all={props.people} />
    </details>
  );
}

/** Says why there is nobody: still looking, nobody found, or no footage. */
function NobodyYet({ asset }: { asset: AssetSummary | undefined }): ReactElement {
  const busy = asset?.state === 'analysing' || asset?.state === 'waiting';
  const text = !asset
    ? texts().people.noClip
    : busy
      ? texts().people.looking
      : asset.state === 'ready'
        ? texts().people.noFaces
        : texts().people.notReached;
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

/** What is offered on a person. */
const personCommands = [
  ['name', 'open-person', 'open-wardrobe'],
  ['merge-person', 'unmerge-person', 'hide-person'],
  ['pack', 'erase-face-data'],
] as const;

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
  const label = personName(person);
  const does = person.name === null ? texts().people.giveName : texts().people.changeName;
  return (
    <CommandContextMenu groups={personCommands} onOpen={() => selectPerson(person.id)}>
      <li
        ref={card}
        className={`person ${selected ? 'selected' : ''}`}
        aria-current={selected}
        style={{ ['--person' as string]: identityColour(person.colour) }}
      >
        <button
          type="button"
          className="person-face"
          aria-label={texts().people.select(label)}
          onMouseDown={keepFocus}
          onClick={() => selectPerson(person.id)}
        >
          <Face person={person} size={52} />
        </button>
        <div className="person-text">
          {naming ? (
            <NameField person={person} all={props.all} />
          ) : (
            <Tip label={does} keyText={selected ? 'Enter' : undefined}>
              <button
                type="button"
                className={`person-name ${person.name === null ? 'unnamed' : ''}`}
                aria-label={texts().people.nameLabel(label, does)}
                onMouseDown={keepFocus}
                onClick={() => startNaming(person.id)}
              >
                {label}
              </button>
            </Tip>
          )}
          <small className="numbers">
            {texts().count.shotsShort(person.shotCount)} ·{' '}
            {texts().people.onScreen(durationText(person.screenSeconds))}
          </small>
          <Wears person={person} />
        </div>
        {naming ? <Key text="Enter" /> : null}
        {!naming && selected ? (
          <CommandButton id="open-person" tone="quiet" label={texts().people.facesOf(label)}>
            <Images size={15} aria-hidden />
          </CommandButton>
        ) : null}
        {!naming && !selected && props.hotkey ? <Key text={props.hotkey} /> : null}
      </li>
    </CommandContextMenu>
  );
}

/** What a person wears most, and how many outfits there are beside it. */
function Wears({ person }: { person: PersonView }): ReactElement | null {
  const own = (useWardrobe().data ?? []).filter(({ identityId }) => identityId === person.id);
  const [most, ...others] = own.toSorted((a, b) => b.screenSeconds - a.screenSeconds);
  if (!most) return null;
  return (
    <small className="person-wears">
      <Swatches outfit={most} /> {most.name ? outfitName(most) : outfitText(most)}{' '}
      {others.length > 0 ? texts().wardrobe.more(others.length) : null}
    </small>
  );
}
