import { cpus } from 'node:os';
import { z } from 'zod';
import { createEngine, dispatch, type Engine, repairLibrary, restoreLibrary } from '../engine/index.ts';
import { CastlineError, toCastlineError } from '../shared/errors.ts';
import { HostTransport } from './cloud/host-transport.ts';
import { type FromHost, hostStartSchema, toHostSchema } from './host-protocol.ts';

/**
 * Entry of the process that the engine lives in: analysis, SQLite and inference never share a thread with the window or
 * the main process, and a crash here takes neither with it.
 */
const port = process.parentPort;
const start = hostStartSchema.parse(JSON.parse(z.string().parse(process.argv[2])));

const say = (message: FromHost): void => port.postMessage(message);

const cloud = new HostTransport((id, ask) => say({ type: 'cloud', id, ask }));

function open(): Engine | CastlineError {
  try {
    if (start.remedy === 'restore') restoreLibrary(start.libraryPath, undefined, new Date());
    if (start.remedy === 'repair') repairLibrary(start.libraryPath, new Date());
    return createEngine(
      {
        libraryPath: start.libraryPath,
        createLibrary: start.createLibrary,
        programRoot: start.programRoot,
        recognitionWorker: new URL(start.recognitionWorker),
        groupingWorker: new URL(start.groupingWorker),
        exportWorker: new URL(start.exportWorker),
        proxyFolder: start.proxyFolder,
        env: process.env,
        cloud,
        onEvent: (event) => say({ type: 'event', event }),
      },
      cpus().length,
    );
  } catch (thrown) {
    return toCastlineError(thrown);
  }
}

const engine = open();
if (engine instanceof CastlineError) {
  say({ type: 'failed', error: engine.report() });
} else {
  port.on('message', ({ data }) => {
    void answer(engine, data);
  });
  say({ type: 'ready' });
}

async function answer(opened: Engine, data: unknown): Promise<void> {
  const message = toHostSchema.parse(data);
  switch (message.type) {
    case 'call':
      say({ type: 'reply', id: message.id, reply: await dispatch(opened.calls, message.request) });
      return;
    case 'locate':
      say({
        type: 'located',
        id: message.id,
        // While a library is restored or repaired it is closed, and a player goes on asking: not there for now.
        path: (await opened.locate(message.kind, message.key).catch(() => undefined)) ?? null,
      });
      return;
    case 'cloud':
      cloud.receive(message.id, message.answer);
      return;
    case 'account-changed':
      opened.current.cloud.accountChanged();
      return;
    case 'close':
      // The process ends either way; what could not be folded into the file stays in its log.
      await opened.close().catch(() => undefined);
      say({ type: 'closed' });
  }
}
