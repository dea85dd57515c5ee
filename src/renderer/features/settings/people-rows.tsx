import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useEffect, useId, useState } from 'react';
import type { LibrarySettings, PersonView, StrictnessPreview } from '../../../shared/contract/index.ts';
import type { IdentityId } from '../../../shared/ids.ts';
import { attempt } from '../../app/actions.ts';
import { useEnvironment } from '../../app/environment.ts';
import { keys, useCast, useGrouping } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { peopleText, personName } from '../../ui/texts.ts';
import { Choice } from './choice.tsx';

export interface RowProps {
  readonly settings: LibrarySettings;
  readonly save: (change: Partial<LibrarySettings>) => void;
}

/** How faces become people, how long a gap may be, and what is kept of faces. */
export function PeopleRows(props: RowProps): ReactElement {
  const { settings, save } = props;
  return (
    <section className="settings" aria-label={texts().settings.people}>
      <h3>{texts().settings.people}</h3>
      <Strictness {...props} />
      <Choice
        label={texts().settings.bridge}
        help={texts().settings.bridgeHelp}
        value={settings.bridgeSeconds}
        options={[
          { value: 0, label: texts().settings.none },
          { value: 0.5, label: texts().settings.seconds(0.5) },
          { value: 1.5, label: texts().settings.seconds(1.5), note: texts().settings.usual },
          { value: 5, label: texts().settings.seconds(5) },
        ]}
        onChoose={(bridgeSeconds) => save({ bridgeSeconds })}
      />
      <Embeddings {...props} />
    </section>
  );
}

/** So long the slider rests before what it would change is worked out. */
const restMs = 250;

function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMs);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}

function strictnessText(strictness: number): string {
  const { usual, stricter, looser } = texts().settings;
  if (strictness === 0) return usual;
  return (strictness > 0 ? stricter : looser)(Math.round(Math.abs(strictness) * 100));
}

/** The slider changes nothing by itself: it shows what would change, and a button does it. */
function Strictness({ settings, save }: RowProps): ReactElement {
  const id = useId();
  const { client } = useEnvironment();
  const [strictness, setStrictness] = useState(settings.strictness);
  const rested = useRested(strictness);
  const isOther = strictness !== settings.strictness;
  const preview = useQuery({
    queryKey: keys.strictness(rested),
    enabled: settings.keepsEmbeddings && isOther && rested === strictness,
    queryFn: () => client.cast.previewStrictness({ strictness: rested }),
  });
  return (
    <div className="setting strictness">
      <div>
        <b id={`${id}-label`}>{texts().settings.strictness}</b>
        <p id={`${id}-help`} className="quiet-text">
          {texts().settings.strictnessHelp}
        </p>
      </div>
      <div className="strictness-slider">
        <input
          type="range"
          min={-1}
          max={1}
          step={0.1}
          value={strictness}
          disabled={!settings.keepsEmbeddings}
          aria-labelledby={`${id}-label`}
          aria-describedby={`${id}-help`}
          aria-valuetext={strictnessText(strictness)}
          onChange={(event) => setStrictness(Math.round(Number(event.currentTarget.value) * 10) / 10)}
        />
        <span className="strictness-ends quiet-text" aria-hidden="true">
          <span>{texts().settings.joinsMore}</span>
          <b>{strictnessText(strictness)}</b>
          <span>{texts().settings.joinsLess}</span>
        </span>
      </div>
      <div className="strictness-preview" role="status" aria-label={texts().settings.preview}>
        {isOther ? (
          <>
            <PreviewText preview={preview.data} error={preview.error} />
            <div className="review-buttons">
              <button
                type="button"
                className="button accent"
                disabled={!preview.data}
                onClick={() => save({ strictness })}
              >
                {texts().settings.groupAnew}
              </button>
              <button
                type="button"
                className="button plain"
                onClick={() => setStrictness(settings.strictness)}
              >
                {texts().settings.leave}
              </button>
            </div>
          </>
        ) : (
          <GroupingLine />
        )}
      </div>
    </div>
  );
}

/** How a regrouping goes on, and a way to stop it. */
function GroupingLine(): ReactElement | null {
  const { client } = useEnvironment();
  const grouping = useGrouping();
  if (!grouping) return null;
  return (
    <p className="quiet-text">
      {texts().settings.grouping(Math.floor((100 * grouping.done) / Math.max(1, grouping.total)))}{' '}
      <button type="button" className="button plain" onClick={() => attempt(client.cast.cancelRegroup())}>
        {texts().settings.stop}
      </button>
    </p>
  );
}

/** More lines than these are only counted. */
const mostLines = 6;

function changeLines(preview: StrictnessPreview, people: readonly PersonView[]): string[] {
  const label = (id: IdentityId): string => {
    const person = people.find((one) => one.id === id);
    return person ? personName(person) : texts().settings.somebody;
  };
  return [
    ...preview.joined.map((ids) => texts().settings.become(ids.map(label))),
    ...preview.parted.map(({ identityId, parts }) =>
      texts().settings.becomes(label(identityId), peopleText(parts)),
    ),
  ];
}

function PreviewText(props: { preview: StrictnessPreview | undefined; error: Error | null }): ReactElement {
  const people = useCast().data ?? [];
  const { preview, error } = props;
  if (error) return <p className="error-text">{error.message}</p>;
  if (!preview) return <p className="quiet-text">{texts().settings.workingOut}</p>;
  const { peopleNow, peopleThen, changedFaces } = preview;
  if (changedFaces === 0) return <p>{texts().settings.nothing(peopleText(peopleNow))}</p>;
  const lines = changeLines(preview, people);
  return (
    <>
      <p>{texts().settings.wouldBe(peopleText(peopleNow), peopleThen, texts().count.faces(changedFaces))}</p>
      <ul>
        {lines.slice(0, mostLines).map((line) => (
          <li key={line}>{line}</li>
        ))}
        {lines.length > mostLines ? <li>{texts().settings.more(lines.length - mostLines)}</li> : null}
      </ul>
    </>
  );
}

function Embeddings({ settings, save }: RowProps): ReactElement {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Choice
        label={texts().settings.faceData}
        help={texts().settings.faceDataHelp}
        value={settings.keepsEmbeddings ? 'keep' : 'forget'}
        options={[
          { value: 'keep', label: texts().settings.keep },
          { value: 'forget', label: texts().settings.forget },
        ]}
        onChoose={(chosen) => {
          if (chosen === 'keep') save({ keepsEmbeddings: true });
          else setAsking(true);
        }}
      />
      <Confirm
        open={asking}
        title={texts().settings.forgetTitle}
        text={texts().settings.forgetText}
        action={texts().settings.forgetAction}
        onClose={() => setAsking(false)}
        onConfirm={() => save({ keepsEmbeddings: false })}
      />
    </>
  );
}
