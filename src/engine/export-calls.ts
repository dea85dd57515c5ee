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
  ExportThread,
  listFormats,
  manifestText,
  manyElements,
  previewExport,
  type Target,
  targetOf,
} from './export/index.ts';
import { onlyFound } from './export-search.ts';
import { exportedIdsKey, importCalls } from './import-calls.ts';
import { type Library, makeFolder } from './library/index.ts';
import { noting, writeNoted } from './writings.ts';

const storedSchema = exportRequestSchema.extend({ path: z.string() });

/** Handing over the open library, and taking back what was changed elsewhere. */
export function exportCalls(engine: Engine): EngineClient['export'] {
  const remembered = () => engine.current.library.remembered;
  /** With a thread for large exports, which is on its way already where the shots alone are many of the elements. */
  const withThread = async <T>(work: (thread: ExportThread | undefined) => Promise<T>): Promise<T> => {
    const { exportWorker } = engine.options;
    const thread = exportWorker && new ExportThread(exportWorker);
    if (engine.current.library.shots.count() >= manyElements / 2) thread?.start();
    try {
      return await work(thread);
    } finally {
      await thread?.end();
    }
  };
  const jobOf = async (request: ExportRequest, outFolder: string): Promise<ExportJob> => {
    const isManifest = request.format === 'manifest';
    const { outfits = isManifest, props = isManifest } = request.selection;
    const selection = { ...request.selection, outfits, props };
    const { library } = engine.current;
    const manifest = await engine.manifestInTurns({ outfits, props });
    return {
      ...request,
      selection,
      manifest: await onlyFound(library, engine.calls.search, manifest, selection),
      title: library.name,
      outFolder,
    };
  };
  return {
    manifest: async ({ path }) => {
      const text = manifestText(await engine.manifestInTurns());
      await writeNoted(engine.current.library, [{ path, text }]);
      return { path, bytes: Buffer.byteLength(text) };
    },
    ...importCalls(engine),
    formats: async () => listFormats(),
    preview: (request) => withThread(async (thread) => previewExport(await jobOf(request, '/'), thread)),
    write: async ({ path, ...request }) => {
      const target = await targetOf(request.format, path);
      makeFolder(target.folder);
      const { library } = engine.current;
      const result = await withThread(async (thread) =>
        writeFiles(library, await jobOf(request, target.folder), target, thread),
      );
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
  thread: ExportThread | undefined,
): Promise<ExportResult> {
  const { summary, write } = await composeExport(job, target, thread);
  const { paths, rangeCount, elementIds, warnings } = summary;
  if (paths.length === 0) throw new CastlineError('invalid-request', 'No range fits what was chosen.');
  const files = await noting(library, paths, write);
  if (!library.isReadOnly) library.remembered.write(exportedIdsKey(job.format), elementIds);
  return {
    format: job.format,
    path: paths.length === 1 ? (paths[0] ?? target.folder) : target.folder,
    files: [...files],
    rangeCount,
    warnings: [...warnings],
  };
}
