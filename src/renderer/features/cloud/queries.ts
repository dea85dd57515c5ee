import { useQuery } from '@tanstack/react-query';
import type { CloudState } from '../../../shared/contract/index.ts';
import type { AssetId, KeyframeId } from '../../../shared/ids.ts';
import { useEnvironment } from '../../app/environment.ts';
import { keys } from '../../app/queries.ts';

/** Under `keys.cloud`, so that an event of the queue marks them all as outdated. */
export const cloudKeys = {
  state: [...keys.cloud, 'state'],
  ledger: [...keys.cloud, 'ledger'],
  account: [...keys.cloud, 'account'],
  answer: (keyframeId: KeyframeId) => [...keys.cloud, 'answer', keyframeId],
  /** Not under it: choosing takes a moment, and only some of what the queue does changes the choice. */
  estimate: (assetId: AssetId | undefined, about: string) => ['cloud-estimate', assetId, about],
} as const;

export function useCloudState() {
  const { client } = useEnvironment();
  return useQuery({ queryKey: cloudKeys.state, queryFn: () => client.cloud.state() });
}

export function useAccount() {
  const { client } = useEnvironment();
  return useQuery({ queryKey: cloudKeys.account, queryFn: () => client.account.read() });
}

export function useLedger() {
  const { client } = useEnvironment();
  return useQuery({ queryKey: cloudKeys.ledger, queryFn: () => client.cloud.ledger() });
}

/** What sending would cost, worked out anew when pictures came or went or a limit was changed. */
export function useEstimate(assetId: AssetId | undefined, state: CloudState) {
  const { client } = useEnvironment();
  const { pictures, settings, account } = state;
  const about = JSON.stringify([
    pictures.done,
    pictures.failed,
    settings.maxCalls,
    settings.maxCostMicros,
    account?.id,
  ]);
  return useQuery({
    queryKey: cloudKeys.estimate(assetId, about),
    enabled: pictures.waiting + pictures.sending + pictures.fetching === 0,
    queryFn: () => client.cloud.estimate(assetId ? { assetIds: [assetId] } : {}),
    // The choice also follows the cast, which other events tell of.
    staleTime: 0,
    gcTime: 0,
  });
}

/** What the cloud said of a keyframe; none is asked for while there is none. */
export function useCloudAnswer(keyframeId: KeyframeId) {
  const { client } = useEnvironment();
  return useQuery({
    queryKey: cloudKeys.answer(keyframeId),
    queryFn: () => client.cloud.answer({ keyframeId }),
  });
}
