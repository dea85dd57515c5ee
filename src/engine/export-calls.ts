import { z } from 'zod';
import {
  type EngineClient,
  type ExportRequest,
  type ExportResult,
  exportRequestSchema,
} from '../shared/contract/index.ts';
import { CastlineError } from '../shared/errors.ts';
import type { Engine } from './engine.ts';
import {
  composeExport,
  type ExportJob,
  listFormats,
  manifestText,
  previewExport,
  type Target,
  targetOf,
} from './export/index.ts';
import { onlyFound } from './export-search.ts';
import { exportedIdsKey, importCalls } from './import-calls.ts';
import type { Library } from './library/index.ts';
import { noting, writeNoted } from './writings.ts';

const storedSchema = exportRequestSchema.extend({ path: z.string() });

/** Handing over the open library, and taking back what was changed elsewhere. */
export function exportCalls(engine: Engine): EngineClient['export'] {
  const remembered = () => engine.current.library.remembered;
  const { exportWorker } = engine.options;
  const jobOf = async (request: ExportRequest, outFolder: string): Promise<ExportJob> => ({
    ...request,
    manifest: await onlyFound(
      engine.current.library,
      engine.calls.search,
      await engine.manifestInTurns(),
      request.selection,
    ),
    title: engine.current.library.name,
    outFolder,
  });
  return {
    manifest: async ({ path }) => {
      const text = manifestText(await engine.manifestInTurns());
      await writeNoted(engine.current.library, [{ path, text }]);
      return { path, bytes: Buffer.byteLength(text) };
    },
    ...importCalls(engine),
    formats: async () => listFormats(),
    preview: async (request) => previewExport(await jobOf(request, '/'), exportWorker),
    write: async ({ path, ...request }) => {
      const target = await targetOf(request.format, path);
      const { library } = engine.current;
      const job = await jobOf(request, target.folder);
      const result = await writeFiles(library, job, target, exportWorker);
      if (!engine.current.library.isReadOnly)
        remembered().write(`export:${request.format}`, { ...request, path });
      return result;
    },
    remembered: async () =>
      listFormats().flatMap(({ id }) => {
        const last = remembered().read(`export:${id}`, storedSchema);
        return last ? [last] : [];
      }),
  };
}

async function writeFiles(
  library: Library,
  job: ExportJob,
  target: Target,
  workerUrl: URL | undefined,
): Promise<ExportResult> {
  const composed = await composeExport(job, target, workerUrl);
  try {
    const { paths, rangeCount, elementIds, warnings } = composed.summary;
    if (paths.length === 0) throw new CastlineError('invalid-request', 'No range fits what was chosen.');
    const files = await noting(library, paths, () => composed.write());
    if (!library.isReadOnly) library.remembered.write(exportedIdsKey(job.format), elementIds);
    return {
      format: job.format,
      path: paths.length === 1 ? (paths[0] ?? target.folder) : target.folder,
      files: [...files],
      rangeCount,
      warnings: [...warnings],
    };
  } finally {
    await composed.end();
  }
}
