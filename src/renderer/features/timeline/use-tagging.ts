import { useEffect } from 'react';
import { useDesk } from '../../app/desk-store.ts';
import { useEnvironment } from '../../app/environment.ts';
import { endRuns } from './tagging.ts';
import { useTagging } from './tagging-store.ts';

/**
 * Ends what is being tagged when playing stops, the clip ends or is left, or the playhead is put elsewhere; and where the
 * window loses the keyboard, what is held, because no key is let go here any more. Nothing of it is lost.
 */
export function useTaggingGuard(): void {
  const environment = useEnvironment();
  useEffect(() => {
    const stop = useDesk.subscribe((state, before) => {
      const { runs } = useTagging.getState();
      if (runs.length === 0) return;
      const left = state.assetId !== before.assetId || state.seekCount !== before.seekCount;
      const stopped = before.speed !== 0 && state.speed === 0;
      if (left) endRuns(environment, runs, before.frame);
      else if (stopped) endRuns(environment, runs);
    });
    const letGo = (): void => {
      endRuns(
        environment,
        useTagging.getState().runs.filter(({ heldSince }) => heldSince !== undefined),
      );
    };
    const leave = (): void => endRuns(environment, useTagging.getState().runs);
    window.addEventListener('blur', letGo);
    window.addEventListener('pagehide', leave);
    return () => {
      stop();
      window.removeEventListener('blur', letGo);
      window.removeEventListener('pagehide', leave);
    };
  }, [environment]);
}
