import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { createEngine, type Engine } from '../engine/index.ts';
import type { CloudTransport } from '../shared/cloud.ts';
import type { EngineEvent } from '../shared/contract/index.ts';

const programRoot = fileURLToPath(new URL('../..', import.meta.url));

/** Castline's own version. */
export function programVersion(): string {
  const text = readFileSync(join(programRoot, 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

/** The engine for one command. Says on stderr, whatever the command, where edits of the library are missing. */
export function openEngine(
  library: string,
  create: boolean,
  onEvent?: (event: EngineEvent) => void,
  cloud?: CloudTransport,
): Engine {
  const engine = createEngine(
    {
      libraryPath: library,
      createLibrary: create,
      programRoot,
      recognitionWorker: new URL('../engine/recognition/local/worker.ts', import.meta.url),
      groupingWorker: new URL('../engine/identity/worker.ts', import.meta.url),
      exportWorker: new URL('../engine/export/worker.ts', import.meta.url),
      env: process.env,
      ...(onEvent ? { onEvent } : {}),
      ...(cloud ? { cloud } : {}),
    },
    availableParallelism(),
  );
  const lost = engine.current.library.lossReport;
  if (lost) process.stderr.write(`${lost.message} ${lost.nextStep} [${lost.code}]\n`);
  return engine;
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
