import { join } from 'node:path';
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
  type ExportJob,
  exportPreview,
  exportText,
  listFormats,
  manifestText,
  type Target,
  targetOf,
} from './export/index.ts';
import { exportedIdsKey, importCalls } from './import-calls.ts';
import type { Library } from './library/index.ts';
import { writeNoted } from './writings.ts';

const storedSchema = exportRequestSchema.extend({ path: z.string() });

/** Handing over the open library, and taking back what was changed elsewhere. */
export function exportCalls(engine: Engine): EngineClient['export'] {
  const remembered = () => engine.current.library.remembered;
  const jobOf = (request: ExportRequest, outFolder: string): ExportJob => ({
    ...request,
    manifest: engine.manifest(),
    title: engine.current.library.name,
    outFolder,
  });
  return {
    manifest: async ({ path }) => {
      const text = manifestText(engine.manifest());
      await writeNoted(engine.current.library, [{ path, text }]);
      return { path, bytes: Buffer.byteLength(text) };
    },
    ...importCalls(engine),
    formats: async () => listFormats(),
    preview: async (request) => exportPreview(jobOf(request, '/')),
    write: async ({ path, ...request }) => {
      const target = await targetOf(request.format, path);
      const result = await writeFiles(engine.current.library, jobOf(request, target.folder), target);
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

async function writeFiles(library: Library, job: ExportJob, target: Target): Promise<ExportResult> {
  const { plan, files, warnings } = exportText(job);
  if (files.length === 0) throw new CastlineError('invalid-request', 'No range fits what was chosen.');
  const named = target.fileName !== undefined && files.length === 1 ? target.fileName : undefined;
  const placed = files.map(({ name, text }) => ({ path: join(target.folder, named ?? name), text }));
  await writeNoted(library, placed);
  if (!library.isReadOnly) {
    const ids = plan.clips.flatMap(({ ranges }) => ranges.map(({ element }) => element.id));
    library.remembered.write(exportedIdsKey(job.format), ids);
  }
  const written = placed.map(({ path, text }) => ({ path, bytes: Buffer.byteLength(text) }));
  return {
    format: job.format,
    path: written.length === 1 ? (written[0]?.path ?? target.folder) : target.folder,
    files: written,
    rangeCount: plan.clips.reduce((sum, clip) => sum + clip.ranges.length, 0),
    warnings: [...warnings],
  };
}
