import { type UtilityProcess, utilityProcess } from 'electron';
import type { CloudTransport } from '../shared/cloud.ts';
import type { EngineEvent, Reply, Request } from '../shared/contract/index.ts';
import { CastlineError, errorFromReport } from '../shared/errors.ts';
import { CloudAnswerer } from './cloud/answerer.ts';
import { fromHostSchema, type HostStart, type ToHost } from './host-protocol.ts';

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: CastlineError) => void;
}

/** How the engine’s process is started and heard. */
export interface EngineProcessOptions {
  /** Bundle of engine-host.ts. */
  readonly entry: string;
  readonly start: HostStart;
  /** Makes the engine's calls to the cloud recogniser. */
  readonly cloud: CloudTransport;
  readonly onEvent: (event: EngineEvent) => void;
  /** The process ended although nobody asked it to. */
  readonly onCrash: () => void;
}

const closeWithinMs = 5000;

const stopped = (): CastlineError => new CastlineError('worker-crashed', 'The engine stopped unexpectedly.');

/** The engine's process as the main process sees it, once it has begun: asks by message, and fails what waits when the process ends. */
export class EngineProcess {
  private readonly options: EngineProcessOptions;
  private child: UtilityProcess | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private readonly ready: Promise<void>;
  private readonly cloud: CloudAnswerer;
  private nextId = 1;
  private isClosing = false;
  private hasEnded = false;
  private settleReady: Waiting = { resolve: () => undefined, reject: () => undefined };
  private settleClosed: () => void = () => undefined;

  constructor(options: EngineProcessOptions) {
    this.options = options;
    this.ready = new Promise<void>((resolve, reject) => {
      this.settleReady = { resolve: () => resolve(), reject };
    });
    // Whoever needs the engine hears of it; nobody waiting is no error.
    this.ready.catch(() => undefined);
    this.cloud = new CloudAnswerer(options.cloud, (id, answer) => this.post({ type: 'cloud', id, answer }));
  }

  /** Starts the process, once. What is asked before waits for it. */
  begin(): void {
    if (this.child || this.isClosing) return;
    this.child = utilityProcess.fork(this.options.entry, [JSON.stringify(this.options.start)], {
      serviceName: 'Castline engine',
    });
    this.child.on('message', (data) => this.receive(data));
    this.child.on('exit', () => this.onExit());
  }

  /** Resolves when the library is open. @throws CastlineError as opening a library does. */
  whenReady(): Promise<void> {
    return this.ready;
  }

  async call(request: Request): Promise<Reply> {
    return (await this.ask((id) => ({ type: 'call', id, request }))) as Reply;
  }

  /** Path of an asset, its proxy or a stored picture; undefined when the library does not have it. */
  async locate(kind: 'asset' | 'image' | 'proxy', key: string): Promise<string | undefined> {
    return ((await this.ask((id) => ({ type: 'locate', id, kind, key }))) as string | null) ?? undefined;
  }

  /** Tells the engine that the account or its key is another one. */
  noteAccount(): void {
    if (!this.hasEnded) this.post({ type: 'account-changed' });
  }

  /** Lets the engine finish its writes and end; kills it when it takes too long. */
  async close(): Promise<void> {
    this.isClosing = true;
    if (this.hasEnded || !this.child) return;
    const closed = new Promise<void>((resolve) => {
      this.settleClosed = resolve;
    });
    this.post({ type: 'close' });
    const timer = setTimeout(() => this.settleClosed(), closeWithinMs);
    await closed;
    clearTimeout(timer);
    this.child?.kill();
  }

  private post(message: ToHost): void {
    this.child?.postMessage(message);
  }

  private async ask(messageFor: (id: number) => ToHost): Promise<unknown> {
    await this.ready;
    if (this.hasEnded) throw stopped();
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.post(messageFor(id));
    });
  }

  private settle(id: number, value: unknown): void {
    this.waiting.get(id)?.resolve(value);
    this.waiting.delete(id);
  }

  private receive(data: unknown): void {
    const message = fromHostSchema.parse(data);
    switch (message.type) {
      case 'ready':
        this.settleReady.resolve(undefined);
        return;
      case 'failed':
        this.isClosing = true;
        this.settleReady.reject(errorFromReport(message.error));
        return;
      case 'reply':
        this.settle(message.id, message.reply);
        return;
      case 'located':
        this.settle(message.id, message.path);
        return;
      case 'event':
        this.options.onEvent(message.event);
        return;
      case 'cloud':
        void this.cloud.receive(message.id, message.ask);
        return;
      case 'closed':
        this.settleClosed();
    }
  }

  private onExit(): void {
    const error = stopped();
    this.hasEnded = true;
    this.settleReady.reject(error);
    this.settleClosed();
    this.cloud.end();
    for (const waiting of this.waiting.values()) waiting.reject(error);
    this.waiting.clear();
    if (!this.isClosing) this.options.onCrash();
  }
}
