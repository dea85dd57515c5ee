import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ExportPreview, ExportWarning } from '../../shared/contract/index.ts';
import { CastlineError, type ErrorReport, errorFromReport } from '../../shared/errors.ts';
import type { Manifest } from '../../shared/manifest.ts';
import { type ExportJob, exportPreview, exportText } from './export.ts';
import type { Target } from './target.ts';
import { type WrittenFile, writeSet } from './write.ts';

/**
 * Composing and writing an export, in a thread of its own where there is much of it: the engine's thread answers the window
 * meanwhile.
 */

/** From so many elements on a thread of its own is worth its start. */
const manyElements = 2000;
/** Elements are handed over in pieces, so that no piece holds up the engine's thread. */
const elementsPerPiece = 400;

/** What is known before anything is written. */
export interface ExportSummary {
  readonly paths: readonly string[];
  readonly rangeCount: number;
  /** Elements that are in it. */
  readonly elementIds: readonly string[];
  readonly warnings: readonly ExportWarning[];
}

export interface ComposedExport {
  readonly summary: ExportSummary;
  /** @throws CastlineError disk-full, no-permission, write-failed */
  write(): Promise<readonly WrittenFile[]>;
  /** Frees what it holds, written or not. */
  end(): Promise<void>;
}

/** What the worker is started with; the manifest's elements come in pieces of JSON. */
export interface ExportWork {
  readonly job: Omit<ExportJob, 'manifest'>;
  readonly manifest: Omit<Manifest, 'elements'>;
  readonly elements: readonly string[];
  /** Left out: only a preview is wanted. */
  readonly target?: Target;
}

export type ExportReply =
  | { readonly type: 'preview'; readonly preview: ExportPreview }
  | { readonly type: 'composed'; readonly summary: ExportSummary }
  | { readonly type: 'written'; readonly files: readonly WrittenFile[] }
  | { readonly type: 'failed'; readonly error: ErrorReport };

/** Texts with the places they go to. */
export function compose(job: ExportJob, target: Target) {
  const { plan, files, warnings } = exportText(job);
  const named = target.fileName !== undefined && files.length === 1 ? target.fileName : undefined;
  const placed = files.map(({ name, text }) => ({ path: join(target.folder, named ?? name), text }));
  const ids = plan.clips.flatMap(({ ranges }) => ranges.map(({ element }) => element.id));
  const summary: ExportSummary = {
    paths: placed.map(({ path }) => path),
    rangeCount: ids.length,
    elementIds: ids,
    warnings,
  };
  return { placed, summary };
}

async function startWorker(workerUrl: URL, job: ExportJob, target?: Target) {
  const { manifest, ...rest } = job;
  const { elements, ...head } = manifest;
  const pieces: string[] = [];
  for (let at = 0; at < elements.length; at += elementsPerPiece) {
    pieces.push(JSON.stringify(elements.slice(at, at + elementsPerPiece)));
    await new Promise(setImmediate);
  }
  const work: ExportWork = { job: rest, manifest: head, elements: pieces, ...(target ? { target } : {}) };
  const worker = new Worker(workerUrl, { workerData: work });
  const next = (): Promise<ExportReply> =>
    new Promise((resolve, reject) => {
      const lost = (cause: unknown): void =>
        reject(new CastlineError('worker-crashed', 'The export ended before it was done.', { cause }));
      worker.once('error', lost);
      worker.once('exit', lost);
      worker.once('message', (reply: ExportReply) => {
        worker.off('error', lost);
        worker.off('exit', lost);
        if (reply.type === 'failed') reject(errorFromReport(reply.error));
        else resolve(reply);
      });
    });
  return { worker, next };
}

const unexpected = (): CastlineError =>
  new CastlineError('internal', 'The export answered something else than it was asked.');

/** @throws CastlineError invalid-request, worker-crashed */
export async function composeExport(
  job: ExportJob,
  target: Target,
  workerUrl: URL | undefined,
): Promise<ComposedExport> {
  if (!workerUrl || job.manifest.elements.length < manyElements) {
    const { placed, summary } = compose(job, target);
    return { summary, write: async () => writeSet(placed), end: async () => undefined };
  }
  const { worker, next } = await startWorker(workerUrl, job, target);
  const end = async (): Promise<void> => void (await worker.terminate());
  try {
    const reply = await next();
    if (reply.type !== 'composed') throw unexpected();
    const write = async (): Promise<readonly WrittenFile[]> => {
      const answer = next();
      worker.postMessage('write');
      const written = await answer;
      if (written.type !== 'written') throw unexpected();
      return written.files;
    };
    return { summary: reply.summary, write, end };
  } catch (thrown) {
    await end();
    throw thrown;
  }
}

/** What a dialog shows before anything is written. @throws CastlineError invalid-request, worker-crashed */
export async function previewExport(job: ExportJob, workerUrl: URL | undefined): Promise<ExportPreview> {
  if (!workerUrl || job.manifest.elements.length < manyElements) return exportPreview(job);
  const { worker, next } = await startWorker(workerUrl, job);
  try {
    const reply = await next();
    if (reply.type !== 'preview') throw unexpected();
    return reply.preview;
  } finally {
    await worker.terminate();
  }
}
