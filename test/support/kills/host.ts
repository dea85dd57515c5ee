import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { createEngine, type Engine } from '../../../src/engine/index.ts';

const at = (path: string): URL => new URL(path, import.meta.url);

/** The engine that the app and the CLI run, on one library. */
export function openRealEngine(libraryPath: string, create = false): Engine {
  return createEngine(
    {
      libraryPath,
      createLibrary: create,
      programRoot: fileURLToPath(at('../../..')),
      recognitionWorker: at('../../../src/engine/recognition/local/worker.ts'),
      groupingWorker: at('../../../src/engine/identity/worker.ts'),
      env: process.env,
    },
    availableParallelism(),
  );
}
