import type { ReactElement } from 'react';
import type { AssetDetail, PersonView } from '../../../shared/contract/index.ts';
import { useDesk } from '../../app/desk-store.ts';
import { useEnvironment } from '../../app/environment.ts';
import { useCast, useSeen, useTags, useWardrobe } from '../../app/queries.ts';
import { Splitter } from '../../app/splitter.tsx';
import { texts } from '../../texts/index.ts';
import { Face } from '../../ui/face.tsx';
import { clipFactsText, durationText, lengthTimecode, personName, shotsText } from '../../ui/texts.ts';
import { SideHead } from '../side/side-head.tsx';
import { chosenSpans } from '../timeline/current.ts';
import { useSelection } from '../timeline/selection-store.ts';
import { type Chosen, chosenOf } from './chosen.ts';
import { History } from './history.tsx';
import { NoteField } from './note-field.tsx';
import { Opinions } from './opinions.tsx';
import { SeveralRanges } from './several.tsx';
import { SpanFacts } from './span-facts.tsx';
import { TagRow } from './tag-row.tsx';

/** What is chosen: its picture, what is known of it and by whom, notes, tags, and how it came to be so. */
export function Inspector({ detail }: { detail: AssetDetail | undefined }): ReactElement {
  const words = texts().inspector;
  const chosen = useChosen(detail);
  return (
    <section className="panel cast inspector" aria-label={words.heading}>
      <SideHead />
      <div className="inspector-body">
        <Head chosen={chosen} detail={detail} />
        <TagRow chosen={chosen} detail={detail} />
        <NoteField chosen={chosen} detail={detail} />
        {detail && chosen.kind !== 'several' ? <Opinions detail={detail} chosen={chosen} /> : null}
        <History />
      </div>
      <Splitter panel="cast" />
    </section>
  );
}

/** Follows the selection, and what the engine says of it. */
function useChosen(detail: AssetDetail | undefined): Chosen {
  const environment = useEnvironment();
  const personId = useDesk((state) => state.personId);
  const people = useCast().data;
  useSelection((state) => state.chosen);
  useTags();
  useWardrobe();
  useSeen(detail?.summary.id);
  const spans = chosenSpans(environment);
  return chosenOf(
    spans,
    people?.find(({ id }) => id === personId),
    detail,
  );
}

function Head({ chosen, detail }: { chosen: Chosen; detail: AssetDetail | undefined }): ReactElement | null {
  const words = texts().inspector;
  switch (chosen.kind) {
    case 'several':
      return <SeveralRanges spans={chosen.spans} detail={detail} />;
    case 'span':
      return detail ? <SpanFacts key={chosen.span.key} span={chosen.span} detail={detail} /> : null;
    case 'person':
      return <PersonFacts person={chosen.person} />;
    case 'clip':
      return <ClipFacts detail={chosen.detail} />;
    case 'nothing':
      return <p className="quiet-text">{words.nothing}</p>;
    default:
      return chosen satisfies never;
  }
}

function PersonFacts({ person }: { person: PersonView }): ReactElement {
  return (
    <div className="inspector-head">
      <Face person={person} size={72} />
      <div>
        <small className="quiet-text">{texts().inspector.person}</small>
        <b>{personName(person)}</b>
        <small className="numbers">
          {shotsText(person.shotCount)} · {durationText(person.screenSeconds)} ·{' '}
          {texts().count.faces(person.faceCount)}
        </small>
      </div>
    </div>
  );
}

function ClipFacts({ detail }: { detail: AssetDetail }): ReactElement {
  const { facts, summary } = detail;
  return (
    <div className="inspector-head">
      <div>
        <small className="quiet-text">{texts().inspector.clip}</small>
        <b>{summary.name}</b>
        <small>{clipFactsText(facts, detail.variableFrameRate)}</small>
        <small className="numbers">
          {lengthTimecode(facts, detail.frameCount)} · {shotsText(detail.shots.length)}
        </small>
      </div>
    </div>
  );
}
