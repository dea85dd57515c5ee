import { Check, X } from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import type { AssetDetail, PersonView } from '../../../shared/contract/index.ts';
import { attempt } from '../../app/actions.ts';
import { useDesk } from '../../app/desk-store.ts';
import { type Environment, useEnvironment } from '../../app/environment.ts';
import { changePreferences, usePreferences } from '../../app/preferences.ts';
import { castOrder, isInCast, useCast } from '../../app/queries.ts';
import { useKeysOf } from '../../commands/bindings.ts';
import { commandById } from '../../commands/list.ts';
import { texts } from '../../texts/index.ts';
import { keepFocus } from '../../ui/button.tsx';
import { Key } from '../../ui/key.tsx';
import { peopleText, shortName, shotsText } from '../../ui/texts.ts';
import { Tip } from '../../ui/tip.tsx';
import { useSearch } from '../search/search-store.ts';

type StepName = 'step' | 'name' | 'search' | 'export';

/** Each step with the command that does it. */
const commandOf: Readonly<Record<StepName, string>> = {
  step: 'next-shot',
  name: 'name',
  search: 'search',
  export: 'export',
};

/**
 * What can be done with the first clip, one line each, ticked off as it is done. It stands beside the desk and stops nobody;
 * put away, it does not come back until it is asked for.
 */
export function FirstSteps({ detail }: { detail: AssetDetail | undefined }): ReactElement | null {
  const isPutAway = usePreferences((state) => state.hasSeenTour);
  if (isPutAway || !detail || detail.summary.state !== 'ready' || detail.shots.length === 0) return null;
  return <Steps detail={detail} />;
}

function Steps({ detail }: { detail: AssetDetail }): ReactElement {
  const environment = useEnvironment();
  const cast = useCast().data ?? [];
  const { here } = castOrder(cast.filter(isInCast), detail);
  const done = useDone(cast);
  const words = texts().tour;
  const { shotCount } = detail.summary;
  return (
    <section className="panel first-steps" aria-label={words.heading}>
      <div className="panel-head">
        <h2>{words.heading}</h2>
        <span className="spacer" />
        <Tip label={words.hide}>
          <button
            type="button"
            className="button quiet"
            aria-label={words.hide}
            onMouseDown={keepFocus}
            onClick={() => attempt(changePreferences(environment, { hasSeenTour: true }))}
          >
            <X size={14} aria-hidden />
          </button>
        </Tip>
      </div>
      <p className="quiet-text">
        {words.found(shortName(detail.summary.name, 24), shotsText(shotCount), peopleText(here.length))}
      </p>
      <ol>
        {(['step', 'name', 'search', 'export'] as const).map((name) => (
          <Step key={name} name={name} isDone={done.has(name)} first={here[0]} />
        ))}
      </ol>
    </section>
  );
}

/** What was done so far; once done, a step stays so. */
function useDone(cast: readonly PersonView[]): ReadonlySet<StepName> {
  const [done, setDone] = useState<ReadonlySet<StepName>>(new Set());
  const hasMoved = useDesk((state) => state.frame > 0);
  const hasAsked = useSearch((state) => state.query.trim() !== '');
  const hasNamed = cast.some(({ name }) => name !== null);
  useEffect(() => {
    const now = [
      ...(hasMoved ? (['step'] as const) : []),
      ...(hasNamed ? (['name'] as const) : []),
      ...(hasAsked ? (['search'] as const) : []),
    ];
    setDone((before) => (now.every((name) => before.has(name)) ? before : new Set([...before, ...now])));
  }, [hasMoved, hasAsked, hasNamed]);
  return done;
}

function run(environment: Environment, name: StepName, first: PersonView | undefined): void {
  // The first person, by whom everything else can be tried.
  if (name === 'name' && first) environment.desk.getState().selectPerson(first.id);
  commandById(commandOf[name]).run(environment);
  if (name === 'search' && first?.name) useSearch.getState().ask(first.name);
}

function Step(props: { name: StepName; isDone: boolean; first: PersonView | undefined }): ReactElement {
  const environment = useEnvironment();
  const [key] = useKeysOf(commandById(commandOf[props.name]));
  const words = texts().tour;
  return (
    <li className={props.isDone ? 'done' : ''}>
      <button
        type="button"
        className="first-step"
        onMouseDown={keepFocus}
        onClick={() => run(environment, props.name, props.first)}
      >
        <span className="first-step-mark">
          {props.isDone ? <Check size={13} aria-label={words.done} /> : null}
        </span>
        <span>{words.steps[props.name]}</span>
        {key === undefined ? null : <Key text={key} />}
      </button>
    </li>
  );
}
