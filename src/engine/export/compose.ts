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
export const manyElements = 2000;
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

/** An export in memory, to be written when it is wanted. */
export interface ComposedExport {
  readonly summary: ExportSummary;
  /** @throws CastlineError disk-full, no-permission, write-failed */
  write(): Promise<readonly WrittenFile[]>;
}

/** What the worker is sent; the manifest's elements come in pieces of JSON. */
export interface ExportWork {
  readonly job: Omit<ExportJob, 'manifest'>;
  readonly manifest: Omit<Manifest, 'elements'>;
  readonly elements: readonly string[];
  /** Left out: only a preview is wanted. */
  readonly target?: Target;
}

/** What the thread that composes exports answers. */
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

/** The thread of one export. It is started when it is first sent something, or before. */
export class ExportThread {
  private readonly url: URL;
  private worker: Worker | undefined;
  /** Why it is not there any more. */
  private lost: { readonly cause: unknown } | undefined;

  constructor(url: URL) {
    this.url = url;
  }

  /** Lets it load its code (0.1 to 0.4 s) while the manifest is still being read. */
  start(): Worker {
    if (this.worker) return this.worker;
    this.worker = new Worker(this.url);
    // It may end before anybody waits for an answer.
    for (const event of ['error', 'exit'])
      this.worker.on(event, (cause: unknown) => {
        this.lost ??= { cause };
      });
    return this.worker;
  }

  /** @throws CastlineError worker-crashed, and whatever it answers */
  send(message: ExportWork | 'write'): Promise<ExportReply> {
    const worker = this.start();
    return new Promise((resolve, reject) => {
      const lost = (cause: unknown): void =>
        reject(new CastlineError('worker-crashed', 'The export ended before it was done.', { cause }));
      if (this.lost) return lost(this.lost.cause);
      worker.once('error', lost);
      worker.once('exit', lost);
      worker.once('message', (reply: ExportReply) => {
        worker.off('error', lost);
        worker.off('exit', lost);
        if (reply.type === 'failed') reject(errorFromReport(reply.error));
        else resolve(reply);
      });
      worker.postMessage(message);
    });
  }

  /** Sends a job, its elements in pieces. */
  async begin({ manifest, ...job }: ExportJob, target?: Target): Promise<ExportReply> {
    const { elements: all, ...head } = manifest;
    const elements: string[] = [];
    for (let at = 0; at < all.length; at += elementsPerPiece) {
      elements.push(JSON.stringify(all.slice(at, at + elementsPerPiece)));
      await new Promise(setImmediate);
    }
    return this.send({ job, manifest: head, elements, ...(target ? { target } : {}) });
  }

  async end(): Promise<void> {
    await this.worker?.terminate();
  }
}

const unexpected = (): CastlineError =>
  new CastlineError('internal', 'The export answered something else than it was asked.');

/** In the thread, where there is one and enough to do. @throws CastlineError invalid-request, worker-crashed */
export async function composeExport(
  job: ExportJob,
  target: Target,
  thread: ExportThread | undefined,
): Promise<ComposedExport> {
  if (!thread || job.manifest.elements.length < manyElements) {
    const { placed, summary } = compose(job, target);
    return { summary, write: async () => writeSet(placed) };
  }
  const reply = await thread.begin(job, target);
  if (reply.type !== 'composed') throw unexpected();
  const write = async (): Promise<readonly WrittenFile[]> => {
    const written = await thread.send('write');
    if (written.type !== 'written') throw unexpected();
    return written.files;
  };
  return { summary: reply.summary, write };
}

/** What a dialog shows before anything is written. @throws CastlineError invalid-request, worker-crashed */
export async function previewExport(
  job: ExportJob,
  thread: ExportThread | undefined,
): Promise<ExportPreview> {
  if (!thread || job.manifest.elements.length < manyElements) return exportPreview(job);
  const reply = await thread.begin(job);
  if (reply.type !== 'preview') throw unexpected();
  return reply.preview;
}
