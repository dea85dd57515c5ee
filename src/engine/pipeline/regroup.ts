import { Worker } from 'node:worker_threads';
import { CastlineError } from '../../shared/errors.ts';
import { type GroupedTrack, type GroupingReply, type GroupingWork, groupTracks } from '../identity/index.ts';
import type { GroupingTask } from './grouping.ts';

/** How a regrouping runs. */
export interface RegroupOptions {
  /** Entry of the worker thread; without it, grouping runs in the thread that asks. */
  readonly workerUrl: URL | undefined;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

const cancelled = (): CastlineError => new CastlineError('cancelled', 'Grouping was stopped.');

/**
 * Groups tracks in a thread of their own: thousands take many seconds.
 *
 * @throws CastlineError cancelled, worker-crashed
 */
export async function groupInWorker(
  { tracks, grouper }: GroupingTask,
  { workerUrl, signal, onProgress }: RegroupOptions,
): Promise<readonly GroupedTrack[]> {
  if (signal.aborted) throw cancelled();
  if (!workerUrl) return groupTracks(tracks, { ...grouper, watch: onProgress });
  const worker = new Worker(workerUrl, { workerData: { tracks, grouper } satisfies GroupingWork });
  const stop = (): void => void worker.terminate();
  signal.addEventListener('abort', stop);
  try {
    return await new Promise((resolve, reject) => {
      worker.on('message', (reply: GroupingReply) => {
        if (reply.type === 'progress') onProgress(reply.done, reply.total);
        else resolve(reply.grouped);
      });
      const lost = (cause: unknown): void =>
        reject(
          signal.aborted
            ? cancelled()
            : new CastlineError('worker-crashed', 'Grouping ended before it was done.', { cause }),
        );
      worker.on('error', lost);
      worker.on('exit', lost);
    });
  } finally {
    signal.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
