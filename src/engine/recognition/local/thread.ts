import './telemetry.ts';
import { Worker } from 'node:worker_threads';
import { CastlineError } from '../../../shared/errors.ts';
import type { RecognitionMode } from '../../../shared/recognition.ts';
import type { Picture, RecognitionAnswer } from '../port.ts';
import type { Reply, Request, WorkerSettings } from './messages.ts';
import { defaultEmbedder, type EmbedderId } from './rules.ts';

/** How the recogniser’s thread runs. */
export interface ThreadOptions {
  /** Folder with models.json and the model files. */
  readonly modelsDir: string;
  /** The worker's entry: `local/worker.ts` under Node, its bundle in the app. */
  readonly workerUrl: URL;
  /** Threads for inference, at least 1; the worker itself is one of them. */
  readonly threads: number;
  /** Which model describes faces for grouping; `fr_feature` when not given. */
  readonly embedder?: EmbedderId;
  /** After this time without work the worker ends and its memory is freed; the next picture starts it again. */
  readonly idleMs: number;
}

/** A worker that was asked to end frees its models first; one that does not within this time is ended by force. */
const closingMs = 3000;

/**
 * Of JavaScript alone, in MiB: pictures and models lie elsewhere. Far more than the work takes; a worker that wants more is
 * ended before the whole engine is.
 */
const mostHeapMb = 1024;

/** Larger pictures are not kept for a second try. About 21 megapixels. */
const mostSpareBytes = 64 * 1024 ** 2;

interface Call {
  readonly id: number;
  readonly picture: Picture;
  readonly mode: RecognitionMode;
  /** Bytes for a second try, made when the first begins; undefined where that is not to be. */
  spare?: Uint8Array<ArrayBuffer> | undefined;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (answer: RecognitionAnswer) => void;
  readonly reject: (reason: unknown) => void;
  readonly onAbort: () => void;
}

/** The bytes to move to the worker: as they are when they fill their buffer, else a copy of their own. */
function ownBytes(rgb: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = rgb;
  const isWhole = buffer instanceof ArrayBuffer && buffer.byteLength === rgb.byteLength;
  return isWhole ? new Uint8Array(buffer) : Uint8Array.from(rgb);
}

/** The thread that recognises: a row of pictures before a worker that comes and goes. */
export class RecognitionThread {
  private readonly options: ThreadOptions;
  private readonly waiting: Call[] = [];
  private running: Call | undefined;
  /** The caller of the running picture gave up; the next picture waits until the worker has stopped. */
  private isAbandoned = false;
  private worker: Worker | undefined;
  private idleTimer: NodeJS.Timeout | undefined;
  private isClosed = false;
  private nextId = 1;

  constructor(options: ThreadOptions) {
    this.options = options;
  }

  /** As `Recogniser.recognise`. */
  recognise(picture: Picture, mode: RecognitionMode, signal?: AbortSignal): Promise<RecognitionAnswer> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      if (this.isClosed) throw new CastlineError('cancelled', 'The recogniser was closed.');
      const { widthPx, heightPx, rgb } = picture;
      if (widthPx < 1 || heightPx < 1 || rgb.length !== widthPx * heightPx * 3) {
        throw new CastlineError(
          'recognition-failed',
          `A picture of ${widthPx} x ${heightPx} pixels cannot have ${rgb.length} bytes.`,
        );
      }
      const id = this.nextId;
      this.nextId += 1;
      const onAbort = (): void => this.abort(id);
      signal?.addEventListener('abort', onAbort, { once: true });
      this.waiting.push({ id, picture, mode, signal, resolve, reject, onAbort });
      this.startNext();
    });
  }

  async close(): Promise<void> {
    this.isClosed = true;
    const refusal = new CastlineError('cancelled', 'The recogniser was closed.');
    for (const call of this.waiting.splice(0)) this.settle(call, () => call.reject(refusal));
    const { running } = this;
    this.running = undefined;
    if (running) this.settle(running, () => running.reject(refusal));
    await this.endWorker();
  }

  private abort(id: number): void {
    const index = this.waiting.findIndex((call) => call.id === id);
    const [waiting] = index >= 0 ? this.waiting.splice(index, 1) : [];
    const call = waiting ?? (this.running?.id === id ? this.running : undefined);
    if (!call) return;
    this.settle(call, () => call.reject(call.signal?.reason));
    if (call === this.running) {
      this.isAbandoned = true;
      this.post({ type: 'cancel', id });
    }
  }

  private settle(call: Call, answer: () => void): void {
    call.signal?.removeEventListener('abort', call.onAbort);
    answer();
  }

  private startNext(): void {
    if (this.running) return;
    const call = this.waiting.shift();
    if (!call) {
      this.rest();
      return;
    }
    clearTimeout(this.idleTimer);
    const rgb = ownBytes(call.picture.rgb);
    if (rgb.length <= mostSpareBytes) call.spare = Uint8Array.from(rgb);
    this.begin(call, rgb);
  }

  private begin(call: Call, rgb: Uint8Array<ArrayBuffer>): void {
    this.running = call;
    this.isAbandoned = false;
    this.worker ??= this.startWorker();
    this.worker.ref();
    const { id, mode, picture } = call;
    const { widthPx, heightPx } = picture;
    this.post({ type: 'recognise', id, mode, widthPx, heightPx, rgb }, [rgb.buffer]);
  }

  private post(request: Request, transfer: readonly ArrayBuffer[] = []): void {
    this.worker?.postMessage(request, transfer);
  }

  /** With nothing to do the worker does not keep the process alive, and ends after a while. */
  private rest(): void {
    this.worker?.unref();
    clearTimeout(this.idleTimer);
    this.idleTimer = setTimeout(() => void this.endWorker(), this.options.idleMs).unref();
  }

  private startWorker(): Worker {
    const { modelsDir, embedder = defaultEmbedder, threads, workerUrl } = this.options;
    const settings: WorkerSettings = { modelsDir, embedder, threads: Math.max(1, Math.floor(threads)) };
    const worker = new Worker(workerUrl, {
      workerData: settings,
      resourceLimits: { maxOldGenerationSizeMb: mostHeapMb },
    });
    worker.on('message', (reply: Reply) => this.receive(worker, reply));
    worker.on('error', (error) => this.lose(worker, error));
    worker.on('exit', (code) => this.lose(worker, new Error(`The worker ended with code ${code}.`)));
    return worker;
  }

  private receive(worker: Worker, reply: Reply): void {
    const call = this.running;
    if (worker !== this.worker || !call || call.id !== reply.id) return;
    this.running = undefined;
    if (!this.isAbandoned) {
      this.settle(call, () => {
        if (reply.type === 'answer') call.resolve(reply.answer);
        else if (reply.type === 'cancelled') call.reject(call.signal?.reason);
        else call.reject(errorOf(reply));
      });
    }
    this.startNext();
  }

  /** The worker is gone: a new one tries its picture once more and, if that one goes too, the next ones. */
  private lose(worker: Worker, cause: Error): void {
    if (worker !== this.worker) return;
    this.worker = undefined;
    const call = this.running;
    this.running = undefined;
    if (call?.spare && !this.isAbandoned) {
      const rgb = call.spare;
      call.spare = undefined;
      this.begin(call, rgb);
      return;
    }
    if (call && !this.isAbandoned) {
      const message = 'The recogniser crashed while it worked on a picture.';
      this.settle(call, () => call.reject(new CastlineError('worker-crashed', message, { cause })));
    }
    this.startNext();
  }

  private async endWorker(): Promise<void> {
    clearTimeout(this.idleTimer);
    const { worker } = this;
    if (!worker) return;
    this.worker = undefined;
    worker.ref();
    const gone = new Promise<void>((resolve) => {
      worker.once('exit', () => resolve());
    });
    const force = setTimeout(() => void worker.terminate(), closingMs).unref();
    worker.postMessage({ type: 'close' } satisfies Request);
    await gone;
    clearTimeout(force);
  }
}

function errorOf(reply: Extract<Reply, { type: 'failure' }>): CastlineError {
  const { report, details } = reply;
  return new CastlineError(report.code, report.message, details === undefined ? {} : { details });
}
