import type { QueryClient } from '@tanstack/react-query';
import type { ProxyView, WindowEvent, Workload } from '../../shared/contract/index.ts';
import type { Environment } from './environment.ts';
import { type Grouping, keys } from './queries.ts';

/** A job that has come to another phase has kept something new: frames, shots, keyframes. */
function refreshStepped(queries: QueryClient, before: Workload | undefined, now: Workload): void {
  const phases = new Map(before?.jobs.map((job) => [job.id, job.progress.phase]));
  const stepped = now.jobs.filter(({ id, progress }) => phases.get(id) !== progress.phase);
  if (stepped.length > 0) void queries.invalidateQueries({ queryKey: keys.assets });
  for (const { assetId } of stepped) {
    if (assetId) void queries.invalidateQueries({ queryKey: keys.detail(assetId) });
  }
}

/** Marks as outdated what an event of the engine says has changed; the desk starts afresh with another library. */
export function applyEvent(
  { queries, desk }: Pick<Environment, 'queries' | 'desk'>,
  event: WindowEvent,
): void {
  switch (event.type) {
    case 'library-opened':
      desk.getState().selectAsset(undefined);
      void queries.resetQueries();
      break;
    case 'workload':
      refreshStepped(queries, queries.getQueryData<Workload>(keys.workload), event.workload);
      queries.setQueryData<Workload>(keys.workload, event.workload);
      break;
    case 'proxy':
      queries.setQueryData<ProxyView>(keys.proxy(event.assetId), event.proxy);
      break;
    case 'changed':
      // Whatever is new may be what is looked for.
      void queries.invalidateQueries({ queryKey: keys.search });
      for (const area of event.areas) {
        void queries.invalidateQueries({ queryKey: keys[area] });
        if (area === 'assets') {
          const { assetId } = event;
          void queries.invalidateQueries({ queryKey: assetId ? keys.detail(assetId) : keys.details });
          void queries.invalidateQueries({ queryKey: assetId ? keys.preview(assetId) : keys.previews });
        }
        // Grouping may move faces from one person to another: the boxes and lanes of every clip follow.
        if (area === 'cast') void queries.invalidateQueries({ queryKey: keys.details });
        // Undo may take back whose result counts for a set.
        if (area === 'edits') void queries.invalidateQueries({ queryKey: keys.cloud });
        if (area === 'library') void queries.invalidateQueries({ queryKey: keys.recents });
      }
      break;
    case 'all-changed':
      void queries.invalidateQueries();
      break;
    case 'grouping':
      queries.setQueryData<Grouping | null>(keys.grouping, event.done < event.total ? event : null);
      break;
    case 'menu':
      break;
    default:
      event satisfies never;
  }
}
