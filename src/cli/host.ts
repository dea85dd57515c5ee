import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { createEngine, type Engine } from '../engine/index.ts';
import type { EngineEvent } from '../shared/contract/index.ts';

/** The engine for one command. */
export function openEngine(library: string, create: boolean, onEvent?: (event: EngineEvent) => void): Engine {
  return createEngine(
    {
      libraryPath: library,
      createLibrary: create,
      programRoot: fileURLToPath(new URL('../..', import.meta.url)),
      recognitionWorker: new URL('../engine/recognition/local/worker.ts', import.meta.url),
      groupingWorker: new URL('../engine/identity/worker.ts', import.meta.url),
      env: process.env,
      ...(onEvent ? { onEvent } : {}),
    },
    availableParallelism(),
  );
}

/** Opens an existing library for one piece of work and closes it whatever happens. */
export async function withEngine<T>(library: string, work: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = openEngine(library, false);
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}
