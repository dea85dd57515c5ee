import type { ReactElement } from 'react';
import type { CloudState } from '../../../shared/contract/index.ts';
import { attempt } from '../../app/actions.ts';
import { useDesk } from '../../app/desk-store.ts';
import { useEnvironment } from '../../app/environment.ts';
import { texts } from '../../texts/index.ts';
import { Tip } from '../../ui/tip.tsx';
import { emptyQueue, pauseCloud, retryPictures } from './actions.ts';
import { clockText, moneyText, openCount } from './words.ts';

function stateText({ activity }: CloudState): string {
  const { work } = texts().cloud;
  if (activity.error) return `${activity.error.message} ${activity.error.nextStep}`;
  if (activity.kind === 'sending') return work.sending;
  if (activity.kind === 'paused') return work.paused;
  return activity.until ? work.waiting(clockText(activity.until)) : work.idle;
}

/** What is being sent, what it has cost, and what stands in the way. */
export function WorkNow({ state }: { state: CloudState }): ReactElement {
  const { work, calls } = texts().cloud;
  const { pictures, spent, settings, activity } = state;
  const open = openCount(pictures);
  const ended = pictures.done + pictures.failed + pictures.unknown;
  const total = ended + open;
  const limits = [
    ...(settings.maxCalls === null ? [] : [work.ofCalls(settings.maxCalls)]),
    ...(settings.maxCostMicros === null ? [] : [work.ofMoney(moneyText(settings.maxCostMicros))]),
  ];
  return (
    <section className="cloud-part" aria-label={work.heading}>
      <h3>{work.heading}</h3>
      <p
        role={activity.kind === 'stopped' ? 'alert' : 'status'}
        className={activity.kind === 'stopped' ? 'error-text' : ''}
        data-kind={activity.kind}
        data-code={activity.error?.code}
      >
        {stateText(state)}
        {activity.error && activity.until ? ` ${work.waiting(clockText(activity.until))}` : ''}
      </p>
      {total > 0 ? <progress aria-label={work.progress} value={ended} max={total} /> : null}
      {total + spent.calls > 0 ? (
        <p className="quiet-text numbers">
          {work.counts(pictures.done, total)}
          {pictures.failed > 0 ? ` · ${work.failed(pictures.failed)}` : ''}
          {pictures.unknown > 0 ? ` · ${work.unknown(pictures.unknown)}` : ''}
          {' · '}
          {work.spent(calls(spent.calls), moneyText(spent.costMicros))}
          {limits.length > 0 ? ` (${limits.join(', ')})` : ''}
        </p>
      ) : null}
      <Failures state={state} />
      <WorkButtons state={state} />
    </section>
  );
}

/** So many reasons are written out; the ledger has all. */
const mostReasons = 4;

/** Why pictures have no answer, and what to do about it. */
function Failures({ state }: { state: CloudState }): ReactElement | null {
  const { work } = texts().cloud;
  if (state.failures.length === 0) return null;
  const others = state.failures.slice(mostReasons).reduce((sum, { count }) => sum + count, 0);
  return (
    <ul className="cloud-failures" aria-label={work.failures}>
      {state.failures.slice(0, mostReasons).map(({ error, count }) => (
        <li key={`${error.code} ${error.message}`} data-code={error.code}>
          <b className="numbers">{count}×</b>
          <span>
            {error.message} <span className="quiet-text">{error.nextStep}</span>
          </span>
        </li>
      ))}
      {others > 0 ? (
        <li>
          <b className="numbers">{others}×</b>
          <span>{work.otherFailures}</span>
        </li>
      ) : null}
    </ul>
  );
}

function WorkButtons({ state }: { state: CloudState }): ReactElement {
  const environment = useEnvironment();
  const openDialog = useDesk((desk) => desk.openDialog);
  const { work } = texts().cloud;
  const { pictures, settings, activity } = state;
  const isStopped = activity.kind === 'stopped';
  const isHeld = settings.isPaused || isStopped || activity.kind === 'offline';
  return (
    <div className="review-buttons">
      {openCount(pictures) > 0 && settings.isAllowed ? (
        <button
          type="button"
          className="button plain"
          onClick={() => attempt(pauseCloud(environment, !isHeld))}
        >
          {isHeld ? work.goOn : work.pause}
        </button>
      ) : null}
      {activity.error?.code === 'cloud-budget' ? (
        <button type="button" className="button accent" onClick={() => openDialog('settings')}>
          {work.raise}
        </button>
      ) : null}
      {pictures.failed > 0 ? (
        <button
          type="button"
          className="button plain"
          onClick={() => attempt(retryPictures(environment, false))}
        >
          {work.retry}
        </button>
      ) : null}
      {pictures.unknown > 0 ? (
        <Tip label={work.unknownTip}>
          <button
            type="button"
            className="button plain"
            onClick={() => attempt(retryPictures(environment, true))}
          >
            {work.retryUnknown}
          </button>
        </Tip>
      ) : null}
      {pictures.waiting > 0 ? (
        <button type="button" className="button quiet" onClick={() => attempt(emptyQueue(environment))}>
          {work.clear}
        </button>
      ) : null}
    </div>
  );
}
