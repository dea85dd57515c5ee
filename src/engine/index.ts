import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { CloudTransport } from '../shared/cloud.ts';
import type { EngineEvent } from '../shared/contract/index.ts';
import { toCastlineError } from '../shared/errors.ts';
import { Engine } from './engine.ts';
import { sqliteVersion } from './library/index.ts';
import { coreSpeed, modeFor } from './machine-speed.ts';
import { findMediaTools } from './media/index.ts';
import { createModalRecogniser } from './recognition/index.ts';
import { systemFacts } from './system.ts';

export { dispatch } from './dispatch.ts';
export { Engine } from './engine.ts';
export { copyLibrary, moveLibrary, restoreLibrary } from './library/index.ts';
export { collectMediaFiles, noWork } from './pipeline/index.ts';

export { healthView, repairLibrary, verifyLibrary } from './upkeep.ts';

/** Where the engine runs, and what its host lends it. */
export interface EngineHost {
  readonly libraryPath: string;
  readonly createLibrary: boolean;
  /** Root of the installed program: holds package.json and resources/. */
  readonly programRoot: string;
  /** The recogniser's worker: its source under Node, its bundle in the app. */
  readonly recognitionWorker: URL;
  /** The same for regrouping; without it that is done in the engine's own thread. */
  readonly groupingWorker?: URL;
  /** The same for large exports. */
  readonly exportWorker?: URL;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onEvent?: (event: EngineEvent) => void;
  /** The way to the cloud recogniser; without it nothing can be sent. */
  readonly cloud?: CloudTransport;
  /** Present for a program with a window. */
  readonly proxyFolder?: string;
}

/** The facts of `doctor`, without a library. */
export async function readSystemFacts(options: {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly modelsDir: string;
}): Promise<Awaited<ReturnType<typeof systemFacts>>> {
  const media = await findMediaTools({ env: options.env }).catch(toCastlineError);
  return systemFacts({ media, sqliteVersion: sqliteVersion(), modelsDir: options.modelsDir });
}

const packageSchema = z.object({ version: z.string() });

/** Inference threads: half of two cores does not starve decoding, four are as many as these small models can use. */
function inferenceThreads(cores: number): number {
  return Math.max(1, Math.min(4, Math.floor(cores / 2)));
}

/**
 * Two clips keep two cores busy, as one is decoded while the other is recognised; more cores carry more decoders, as far
 * as a laptop's disk and memory follow.
 */
function jobsSideBySide(cores: number): number {
  return Math.max(2, Math.min(4, Math.floor(cores / 2)));
}

/** About three hours of proxies at 1280 pixels. */
const maxProxyBytes = 8 * 1024 ** 3;

/**
 * The one composition: app, CLI and tests build their engine here.
 *
 * @throws CastlineError as opening a library does.
 */
export function createEngine(host: EngineHost, cores: number): Engine {
  const about = packageSchema.parse(JSON.parse(readFileSync(join(host.programRoot, 'package.json'), 'utf8')));
  const modelsDir = join(host.programRoot, 'resources', 'models');
  return new Engine({
    libraryPath: host.libraryPath,
    createLibrary: host.createLibrary,
    clock: () => new Date(),
    version: about.version,
    findMedia: () => findMediaTools({ env: host.env }),
    recognisers: createModalRecogniser({
      modelsDir,
      workerUrl: host.recognitionWorker,
      threads: inferenceThreads(cores),
      idleMs: 60_000,
    }),
    automaticMode: () => modeFor(coreSpeed(), inferenceThreads(cores)),
    groupingWorker: host.groupingWorker,
    exportWorker: host.exportWorker,
    ...(host.cloud ? { cloud: host.cloud } : {}),
    modelsDir,
    maxKeyframeSidePx: 1920,
    parallelJobs: jobsSideBySide(cores),
    ...(host.proxyFolder ? { desk: { proxyFolder: host.proxyFolder, maxProxyBytes } } : {}),
    onEvent: host.onEvent ?? (() => undefined),
  });
}
