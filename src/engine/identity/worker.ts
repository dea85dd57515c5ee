/** Entry of the grouping's worker thread: groups one set of tracks and ends. */

import { parentPort, workerData } from 'node:worker_threads';
import { type GroupableTrack, type GroupedTrack, type Grouper, groupTracks } from './group.ts';

/** What the worker is started with. */
export interface GroupingWork {
  readonly tracks: readonly GroupableTrack[];
  readonly grouper: Omit<Grouper, 'watch'>;
}

/** What the thread that groups people says. */
export type GroupingReply =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'grouped'; readonly grouped: readonly GroupedTrack[] };

/** At most so often progress is told. */
const everyMs = 100;

if (parentPort) {
  const port = parentPort;
  const { tracks, grouper } = workerData as GroupingWork;
  let told = 0;
  const watch = (done: number, total: number): void => {
    if (performance.now() - told < everyMs) return;
    told = performance.now();
    port.postMessage({ type: 'progress', done, total } satisfies GroupingReply);
  };
  port.postMessage({
    type: 'grouped',
    grouped: groupTracks(tracks, { ...grouper, watch }),
  } satisfies GroupingReply);
}
