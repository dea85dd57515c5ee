import type { AccountInput, CloudSettings, CloudState } from '../../../shared/contract/index.ts';
import type { AssetId, KeyframeId } from '../../../shared/ids.ts';
import type { SetKind } from '../../../shared/recognition.ts';
import type { Environment } from '../../app/environment.ts';
import { fetchedAnew, keys } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { useToasts } from '../../ui/toast-store.ts';
import { cloudKeys } from './queries.ts';

const toast = useToasts.getState().show;

const keep = ({ queries }: Environment, state: CloudState): void => {
  queries.setQueryData(cloudKeys.state, state);
};

/** Keeps settings of the cloud recogniser, such as its limits. */
export async function saveCloudSettings(
  environment: Environment,
  change: Partial<CloudSettings>,
): Promise<void> {
  const { client } = environment;
  const { settings } = await client.cloud.state();
  keep(environment, await client.cloud.setSettings({ ...settings, ...change }));
}

/** Keeps account and key; the key is not kept in the window. */
export async function saveAccount({ client, queries }: Environment, input: AccountInput): Promise<void> {
  queries.setQueryData(cloudKeys.account, await client.account.save(input));
  await queries.invalidateQueries({ queryKey: keys.cloud });
  toast({ topic: 'cloud', title: texts().cloud.account.saved });
}

/** Forgets account and key. */
export async function forgetAccount({ client, queries }: Environment): Promise<void> {
  queries.setQueryData(cloudKeys.account, await client.account.forget());
  await queries.invalidateQueries({ queryKey: keys.cloud });
  toast({ topic: 'cloud', title: texts().cloud.account.forgotten });
}

/** Queues the pictures of a clip, or of all. */
export async function sendPictures(environment: Environment, assetId: AssetId | undefined): Promise<void> {
  const { state } = await environment.client.cloud.send(assetId ? { assetIds: [assetId] } : {});
  keep(environment, state);
}

/** Queues one keyframe. */
export async function askAbout(environment: Environment, keyframeId: KeyframeId): Promise<void> {
  keep(environment, await environment.client.cloud.sendKeyframe({ keyframeId }));
  await environment.queries.invalidateQueries({ queryKey: keys.cloud });
}

/** Pauses the queue, or lets it go on: also after it was stopped. */
export async function pauseCloud(environment: Environment, paused: boolean): Promise<void> {
  keep(environment, await environment.client.cloud.pause({ paused }));
}

/** Queues again what failed; `includeUnknown`: also what may have been charged. */
export async function retryPictures(environment: Environment, includeUnknown: boolean): Promise<void> {
  keep(environment, (await environment.client.cloud.retry({ includeUnknown })).state);
}

/** Takes all that was not sent out of the queue. */
export async function emptyQueue(environment: Environment): Promise<void> {
  keep(environment, await environment.client.cloud.clear());
}

/** One step to undo. */
export async function takeSet(
  { client, queries }: Environment,
  keyframeId: KeyframeId,
  kind: SetKind,
  taken: 'device' | 'cloud',
): Promise<void> {
  queries.setQueryData(cloudKeys.answer(keyframeId), await client.cloud.take({ keyframeId, kind, taken }));
  await fetchedAnew(queries, keys.edits);
}
