/** Entry of the recogniser's worker thread: holds the loaded models and answers one picture after the other. */

import { parentPort, workerData } from 'node:worker_threads';
import { CastlineError } from '../../../shared/errors.ts';
import { readModelList } from '../models.ts';
import { Laps } from './laps.ts';
import type { Reply, Request, WorkerSettings } from './messages.ts';
import { PictureReader } from './picture-reader.ts';

const settings = workerData as WorkerSettings;
const port = parentPort;
if (!port) throw new Error('This file is the entry of a worker thread.');

const answer = (reply: Reply): void => port.postMessage(reply);

let reading: Promise<PictureReader> | undefined;
let running: { id: number; controller: AbortController } | undefined;

/** Reads the list of models once; after a failure the next picture tries again, as a file may have been put right. */
function reader(): Promise<PictureReader> {
  reading ??= readModelList(settings.modelsDir).then(
    (models) => new PictureReader(settings, models),
    (error: unknown) => {
      reading = undefined;
      throw error;
    },
  );
  return reading;
}

async function recognise(request: Extract<Request, { type: 'recognise' }>): Promise<void> {
  const { id } = request;
  const controller = new AbortController();
  running = { id, controller };
  try {
    const pictureReader = await reader();
    const start = performance.now();
    const laps = new Laps();
    const read = await pictureReader.read(request, request.mode, controller.signal, laps);
    const elapsedMs = performance.now() - start;
    answer({ type: 'answer', id, answer: { ...read, elapsedMs, stepMs: laps.ms } });
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
  const loaded = await reading?.catch(() => undefined);
  await loaded?.release();
  port?.close();
}

port.on('message', (request: Request) => {
  if (request.type === 'recognise') void recognise(request);
  else if (request.type === 'close') void close();
  else if (running?.id === request.id) running.controller.abort();
});
