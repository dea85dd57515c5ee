import { type ReactElement, useState } from 'react';
import type { AssetSummary, CloudEstimate, CloudState } from '../../../shared/contract/index.ts';
import { imageUrl } from '../../../shared/contract/media-urls.ts';
import type { AssetId } from '../../../shared/ids.ts';
import { attempt } from '../../app/actions.ts';
import { useDesk } from '../../app/desk-store.ts';
import { useEnvironment } from '../../app/environment.ts';
import { texts } from '../../texts/index.ts';
import { Choice } from '../settings/choice.tsx';
import { saveCloudSettings, sendPictures } from './actions.ts';
import { useCloudState, useEstimate } from './queries.ts';
import { moneyText, openCount } from './words.ts';
import { WorkNow } from './work.tsx';

/** Says what sending would cost before anything is sent, sends, and shows how it goes on. */
export function SendPage(props: { asset: AssetSummary | undefined; clips: number }): ReactElement {
  const { data: state, error } = useCloudState();
  const [isAll, setAll] = useState(false);
  const { send } = texts().cloud;
  if (error) return <p className="error-text">{error.message}</p>;
  if (!state) return <p className="quiet-text">{send.working}</p>;
  const assetId = isAll ? undefined : props.asset?.id;
  return (
    <>
      <WorkNow state={state} />
      <section className="cloud-part" aria-label={send.tabSend}>
        {props.asset && props.clips > 1 ? (
          <Choice
            label={send.scope}
            help={isAll ? send.all : props.asset.name}
            value={isAll ? 'all' : 'one'}
            options={[
              { value: 'one', label: send.thisClip },
              { value: 'all', label: send.all },
            ]}
            onChoose={(chosen) => setAll(chosen === 'all')}
          />
        ) : null}
        <Estimated state={state} assetId={assetId} />
      </section>
    </>
  );
}

function Estimated({
  state,
  assetId,
}: {
  state: CloudState;
  assetId: AssetId | undefined;
}): ReactElement | null {
  const { data: estimate, error, isFetching } = useEstimate(assetId, state);
  const { send, calls } = texts().cloud;
  // What is under way is not to be sent once more.
  if (openCount(state.pictures) > 0) return null;
  if (error) return <p className="error-text">{error.message}</p>;
  if (!estimate) return isFetching ? <p className="quiet-text">{send.working}</p> : null;
  const isLimited = estimate.callsWithinBudget < estimate.calls;
  return (
    <>
      <p>
        <b>
          {estimate.calls === 0
            ? state.failures.length > 0
              ? send.nothingButFailed
              : send.nothing
            : send.estimate(estimate.calls, estimate.keyframes, moneyText(estimate.costMicros))}
        </b>
      </p>
      <p className="quiet-text">
        {send.left(estimate.alreadyAnswered, estimate.alreadyQueued, estimate.notChosen)}
        {isLimited ? ` ${send.within(calls(estimate.callsWithinBudget))}` : ''}
      </p>
      <Chosen images={estimate.images} />
      <SendButton state={state} estimate={estimate} assetId={assetId} />
    </>
  );
}

/** So many are shown; the others are counted. */
const mostShown = 14;

function Chosen({ images }: { images: CloudEstimate['images'] }): ReactElement | null {
  const { send } = texts().cloud;
  if (images.length === 0) return null;
  return (
    <ul className="cloud-chosen" aria-label={send.chosen}>
      {images.slice(0, mostShown).map((image) => (
        <li key={image}>
          <img src={imageUrl(image)} alt="" draggable={false} />
        </li>
      ))}
      {images.length > mostShown ? (
        <li className="quiet-text">{send.more(images.length - mostShown)}</li>
      ) : null}
    </ul>
  );
}

function SendButton(props: {
  state: CloudState;
  estimate: CloudEstimate;
  assetId: AssetId | undefined;
}): ReactElement | null {
  const environment = useEnvironment();
  const openDialog = useDesk((desk) => desk.openDialog);
  const { send, pictures } = texts().cloud;
  const { state, estimate, assetId } = props;
  if (!state.account) {
    return (
      <div className="cloud-why">
        <span>{send.noKey}</span>
        <button type="button" className="button accent" onClick={() => openDialog('settings')}>
          {send.toSettings}
        </button>
      </div>
    );
  }
  if (!state.settings.isAllowed) {
    return (
      <div className="cloud-why">
        <span>{send.notAllowed}</span>
        <button
          type="button"
          className="button accent"
          onClick={() => attempt(saveCloudSettings(environment, { isAllowed: true }))}
        >
          {send.allow}
        </button>
      </div>
    );
  }
  if (estimate.calls === 0) return null;
  return (
    <button
      type="button"
      className="button accent"
      onClick={() => attempt(sendPictures(environment, assetId))}
    >
      {send.button(pictures(estimate.calls), moneyText(estimate.costMicros))}
    </button>
  );
}
