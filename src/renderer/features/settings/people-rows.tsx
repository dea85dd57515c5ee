import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useEffect, useId, useState } from 'react';
import type { LibrarySettings, PersonView, StrictnessPreview } from '../../../shared/contract/index.ts';
import type { IdentityId } from '../../../shared/ids.ts';
import { personLabel } from '../../../shared/palette.ts';
import { attempt } from '../../app/actions.ts';
import { useEnvironment } from '../../app/environment.ts';
import { keys, useCast, useGrouping } from '../../app/queries.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { countText, peopleText } from '../../ui/texts.ts';
import { Choice } from './choice.tsx';

export interface RowProps {
  readonly settings: LibrarySettings;
  readonly save: (change: Partial<LibrarySettings>) => void;
}

/** How faces become people, how long a gap may be, and what is kept of faces. */
export function PeopleRows(props: RowProps): ReactElement {
  const { settings, save } = props;
  return (
    <section className="settings" aria-label="People">
      <h3>People</h3>
      <Strictness {...props} />
      <Choice
        label="Bridge gaps"
        help="Somebody who turns away for no longer than this is still seen: one appearance instead of two."
        value={settings.bridgeSeconds}
        options={[
          { value: 0, label: 'None' },
          { value: 0.5, label: '0.5 s' },
          { value: 1.5, label: '1.5 s', note: 'usual' },
          { value: 5, label: '5 s' },
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
  if (strictness === 0) return 'usual';
  return `${strictness > 0 ? 'stricter' : 'looser'}, ${Math.round(Math.abs(strictness) * 100)} %`;
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
        <b id={`${id}-label`}>Strictness</b>
        <p id={`${id}-help`} className="quiet-text">
          How alike faces must be to be one person. When in doubt, stricter: two that are one are joined in a
          second.
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
          <span>joins more</span>
          <b>{strictnessText(strictness)}</b>
          <span>joins less</span>
        </span>
      </div>
      <div className="strictness-preview" role="status" aria-label="What it would change">
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
                Group anew like this
              </button>
              <button
                type="button"
                className="button plain"
                onClick={() => setStrictness(settings.strictness)}
              >
                Leave as it is
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
      Grouping everyone anew: {Math.floor((100 * grouping.done) / Math.max(1, grouping.total))} %{' '}
      <button type="button" className="button plain" onClick={() => attempt(client.cast.cancelRegroup())}>
        Stop
      </button>
    </p>
  );
}

/** More lines than these are only counted. */
const mostLines = 6;

function changeLines(preview: StrictnessPreview, people: readonly PersonView[]): string[] {
  const label = (id: IdentityId): string => {
    const person = people.find((one) => one.id === id);
    return person ? personLabel(person) : 'somebody';
  };
  return [
    ...preview.joined.map((ids) => `${ids.map(label).join(' and ')} become one`),
    ...preview.parted.map(({ identityId, parts }) => `${label(identityId)} becomes ${peopleText(parts)}`),
  ];
}

function PreviewText(props: { preview: StrictnessPreview | undefined; error: Error | null }): ReactElement {
  const people = useCast().data ?? [];
  const { preview, error } = props;
  if (error) return <p className="error-text">{error.message}</p>;
  if (!preview) return <p className="quiet-text">Working out what would change…</p>;
  const { peopleNow, peopleThen, changedFaces } = preview;
  if (changedFaces === 0) return <p>Nothing would change: {peopleText(peopleNow)}, as now.</p>;
  const lines = changeLines(preview, people);
  return (
    <>
      <p>
        {peopleText(peopleNow)} would be {peopleThen}; {countText(changedFaces, 'face', 'faces')} would
        change. What you decided stays.
      </p>
      <ul>
        {lines.slice(0, mostLines).map((line) => (
          <li key={line}>{line}</li>
        ))}
        {lines.length > mostLines ? <li>and {lines.length - mostLines} more</li> : null}
      </ul>
    </>
  );
}

function Embeddings({ settings, save }: RowProps): ReactElement {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Choice
        label="Keep face data"
        help="Numbers that tell one face from another. Without them this library groups a clip once, when it is analysed, and cannot compare faces afterwards. They never leave this computer and are in no export."
        value={settings.keepsEmbeddings ? 'keep' : 'forget'}
        options={[
          { value: 'keep', label: 'Keep' },
          { value: 'forget', label: 'Do not keep' },
        ]}
        onChoose={(chosen) => {
          if (chosen === 'keep') save({ keepsEmbeddings: true });
          else setAsking(true);
        }}
      />
      <Confirm
        open={asking}
        title="Forget the face data of everyone?"
        text="It is erased from this library for good; undo does not bring it back. Names, ranges and all that you decided stay."
        action="Forget face data"
        onClose={() => setAsking(false)}
        onConfirm={() => save({ keepsEmbeddings: false })}
      />
    </>
  );
}
