import type { EngineClient } from '../shared/contract/index.ts';
import { takeSet } from './decisions/index.ts';
import type { LibrarySession } from './session.ts';
import { cloudAnswer, ledgerLine } from './views/index.ts';

/** The calls of the area `cloud`. The session is asked for each time: another library may have been opened. */
export function cloudCalls(current: () => LibrarySession): EngineClient['cloud'] {
  const desk = () => current().cloud;
  return {
    state: () => desk().state(),
    setSettings: (settings) => desk().setSettings(settings),
    estimate: ({ assetIds }) => desk().estimate(assetIds),
    send: ({ assetIds }) => desk().send(assetIds),
    sendKeyframe: ({ keyframeId }) => desk().sendKeyframe(keyframeId),
    pause: ({ paused }) => desk().pause(paused),
    retry: ({ includeUnknown }) => desk().retry(includeUnknown),
    clear: () => desk().clear(),
    ledger: async () => current().library.cloudCalls.list().map(ledgerLine).toReversed(),
    answer: async ({ keyframeId }) => cloudAnswer(current().library, keyframeId),
    take: async ({ keyframeId, kind, taken }) => {
      current().decide((library) => takeSet(library, keyframeId, kind, taken));
      return cloudAnswer(current().library, keyframeId);
    },
    test: () => desk().test(),
  };
}
