import type { ReactElement } from 'react';
import { pricePerCallMicros } from '../../../shared/cloud.ts';
import type { CloudAnswerView, CloudSetView } from '../../../shared/contract/index.ts';
import type { KeyframeId } from '../../../shared/ids.ts';
import { attempt } from '../../app/actions.ts';
import { useEnvironment } from '../../app/environment.ts';
import { texts } from '../../texts/index.ts';
import { askAbout, takeSet } from './actions.ts';
import { AreaTile, commonPart } from './area-tile.tsx';
import { useCloudAnswer, useCloudState } from './queries.ts';
import { momentText, moneyText, routeText } from './words.ts';

/** What the cloud said of one keyframe, set by set beside what the device found; either can be taken. */
export function CloudOpinion({ keyframeId }: { keyframeId: KeyframeId }): ReactElement {
  const { data: answer, error } = useCloudAnswer(keyframeId);
  const { opinion } = texts().cloud;
  if (error) return <p className="error-text">{error.message}</p>;
  if (!answer) return <p className="quiet-text">…</p>;
  const { state, route, receivedAt } = answer;
  const words = { waiting: opinion.waiting, sending: opinion.sending, fetching: opinion.fetching } as const;
  return (
    <section className="opinion" aria-label={opinion.heading}>
      {state === 'waiting' || state === 'sending' || state === 'fetching' ? (
        <p role="status">{words[state]}</p>
      ) : null}
      {answer.error ? (
        <p className="error-text">
          {answer.error.message} {answer.error.nextStep}
        </p>
      ) : null}
      {answer.sets.length === 0 ? (
        <Ask answer={answer} />
      ) : (
        <>
          <div className="opinion-row opinion-heads" aria-hidden="true">
            <span />
            <b>{opinion.device}</b>
            <b>{opinion.cloud}</b>
          </div>
          {answer.sets.map((set) => (
            <SetRow key={set.kind} answer={answer} set={set} />
          ))}
          {route && receivedAt ? (
            <p className="quiet-text">{opinion.from(routeText(route), momentText(receivedAt))}</p>
          ) : null}
        </>
      )}
    </section>
  );
}

function Ask({ answer }: { answer: CloudAnswerView }): ReactElement | null {
  const environment = useEnvironment();
  const cloud = useCloudState().data;
  const { opinion, send } = texts().cloud;
  if (!['unasked', 'done', 'failed'].includes(answer.state)) return null;
  const mayAsk = cloud?.account && cloud.settings.isAllowed;
  return (
    <div className="cloud-why">
      {answer.state === 'unasked' ? <span>{opinion.unasked}</span> : null}
      {mayAsk ? (
        <button
          type="button"
          className="button accent"
          onClick={() => attempt(askAbout(environment, answer.keyframeId))}
        >
          {opinion.ask(moneyText(pricePerCallMicros[cloud.route ?? 'kling']))}
        </button>
      ) : (
        <span className="quiet-text">{cloud?.account ? send.notAllowed : send.noKey}</span>
      )}
    </div>
  );
}

/** How far the two agree, in words. */
export function agreementText(set: CloudSetView): string {
  const { opinion } = texts().cloud;
  const { isPresent, isPresentOnDevice, match, box, device } = set;
  if (!isPresent) return isPresentOnDevice ? opinion.onlyDevice : opinion.bothNone;
  if (!isPresentOnDevice) return opinion.onlyCloud;
  if (match) return opinion.agree(Math.round(100 * match.overlap));
  return box && device ? opinion.apart : opinion.bothFlag;
}

function SetRow({ answer, set }: { answer: CloudAnswerView; set: CloudSetView }): ReactElement {
  const { opinion, kinds } = texts().cloud;
  const { kind, isPresent, picture, message } = set;
  const part = commonPart([set.device?.box, set.box], answer);
  return (
    <section className="opinion-row" aria-label={kinds[kind]}>
      <div>
        <b>{kinds[kind]}</b>
        <p className="quiet-text">{agreementText(set)}</p>
        {isPresent && picture === 'flag' ? <p className="quiet-text">{opinion.flag}</p> : null}
        {message ? <p className="error-text">{message}</p> : null}
      </div>
      <Side answer={answer} set={set} side="device" part={part} />
      <Side answer={answer} set={set} side="cloud" part={part} />
    </section>
  );
}

function Side(props: {
  answer: CloudAnswerView;
  set: CloudSetView;
  side: 'device' | 'cloud';
  part: ReturnType<typeof commonPart>;
}): ReactElement {
  const environment = useEnvironment();
  const { answer, set, side, part } = props;
  const { opinion, kinds } = texts().cloud;
  const isTaken = (set.taken ?? 'device') === side;
  const area = side === 'device' ? set.device : set.box && { box: set.box, mask: set.mask };
  const isThere = side === 'device' ? set.isPresentOnDevice : set.isPresent;
  return (
    <button
      type="button"
      className="opinion-side"
      aria-pressed={isTaken}
      aria-label={opinion.take(side === 'device' ? opinion.device : opinion.cloud, kinds[set.kind])}
      onClick={() => attempt(takeSet(environment, answer.keyframeId, set.kind, side))}
    >
      <AreaTile image={answer.image} part={part} area={area} />
      <small>{isThere ? '' : opinion.nothing}</small>
      {isTaken ? <small className="opinion-taken">{opinion.taken}</small> : null}
    </button>
  );
}
