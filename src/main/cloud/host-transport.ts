import type {
  CloudAccount,
  CloudRequest,
  CloudTransport,
  PictureOutcome,
  RawOutcome,
} from '../../shared/cloud.ts';
import type { CloudAnswer, CloudAsk } from './protocol.ts';

const aborted: RawOutcome = { kind: 'failure', failure: 'aborted', wasSent: true, detail: 'aborted' };
const notFetched: PictureOutcome = { kind: 'refused', reason: 'unreachable', detail: 'aborted' };

/** The way to the provider as the engine's process has it: every call is made by the main process, which holds the key. */
export class HostTransport implements CloudTransport {
  private readonly post: (id: number, ask: CloudAsk) => void;
  private readonly waiting = new Map<number, (answer: CloudAnswer) => void>();
  private nextId = 1;

  constructor(post: (id: number, ask: CloudAsk) => void) {
    this.post = post;
  }

  /** Takes an answer of the main process. */
  receive(id: number, answer: CloudAnswer): void {
    this.waiting.get(id)?.(answer);
    this.waiting.delete(id);
  }

  async account(): Promise<CloudAccount | undefined> {
    const answer = await this.ask({ kind: 'account' });
    return answer.kind === 'account' ? (answer.account ?? undefined) : undefined;
  }

  async send(request: CloudRequest, signal: AbortSignal): Promise<RawOutcome> {
    const answer = await this.ask({ kind: 'send', request }, signal);
    return answer.kind === 'send' ? answer.outcome : aborted;
  }

  async fetchPicture(url: string, signal: AbortSignal): Promise<PictureOutcome> {
    const answer = await this.ask({ kind: 'fetch', url }, signal);
    return answer.kind === 'fetch' ? answer.outcome : notFetched;
  }

  /** The main process answers an ask that was aborted too: with what had become of it. */
  private ask(ask: CloudAsk, signal?: AbortSignal): Promise<CloudAnswer> {
    const id = this.nextId++;
    return new Promise((resolve) => {
      const abort = (): void => this.post(id, { kind: 'abort' });
      this.waiting.set(id, (answer) => {
        signal?.removeEventListener('abort', abort);
        resolve(answer);
      });
      this.post(id, ask);
      if (signal?.aborted) abort();
      else signal?.addEventListener('abort', abort, { once: true });
    });
  }
}
