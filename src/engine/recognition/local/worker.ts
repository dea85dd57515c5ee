/** Entry of the recogniser's worker thread: holds the loaded models and answers one picture after the other. */

import { parentPort, workerData } from 'node:worker_threads';
import { CastlineError } from '../../../shared/errors.ts';
import { readModelList } from '../models.ts';
import { FaceFinder } from './faces.ts';
import type { Reply, Request, WorkerSettings } from './messages.ts';

const settings = workerData as WorkerSettings;
const port = parentPort;
if (!port) throw new Error('This file is the entry of a worker thread.');

const answer = (reply: Reply): void => port.postMessage(reply);

let loading: Promise<FaceFinder> | undefined;
let running: { id: number; controller: AbortController } | undefined;

async function load(): Promise<FaceFinder> {
  const models = await readModelList(settings.modelsDir);
  return FaceFinder.load(settings.modelsDir, models, settings.embedder, settings.threads);
}

/** Loads the models once; after a failure the next picture tries again, as a file may have been put right. */
function finder(): Promise<FaceFinder> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function recognise(request: Extract<Request, { type: 'recognise' }>): Promise<void> {
  const { id } = request;
  const controller = new AbortController();
  running = { id, controller };
  try {
    const faceFinder = await finder();
    const start = performance.now();
    const faces = await faceFinder.find(request, controller.signal);
    answer({ type: 'answer', id, faces, elapsedMs: performance.now() - start });
  } catch (thrown) {
    if (controller.signal.aborted) answer({ type: 'cancelled', id });
    else answer(failureOf(id, thrown));
  } finally {
    running = undefined;
  }
}

function failureOf(id: number, thrown: unknown): Reply {
  const error =
    thrown instanceof CastlineError
      ? thrown
      : new CastlineError('recognition-failed', 'The recogniser could not work on this picture.', {
          details: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown),
        });
  const { details } = error;
  return { type: 'failure', id, report: error.report(), ...(details === undefined ? {} : { details }) };
}

async function close(): Promise<void> {
  const loaded = await loading?.catch(() => undefined);
  await loaded?.release();
  port?.close();
}

port.on('message', (request: Request) => {
  if (request.type === 'recognise') void recognise(request);
  else if (request.type === 'close') void close();
  else if (running?.id === request.id) running.controller.abort();
});
