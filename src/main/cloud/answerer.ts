import type { CloudTransport } from '../../shared/cloud.ts';
import type { CloudAnswer, CloudAsk } from './protocol.ts';

/** Makes the calls that one engine process asks for, and ends them when that process is gone. */
export class CloudAnswerer {
  private readonly transport: CloudTransport;
  private readonly post: (id: number, answer: CloudAnswer) => void;
  private readonly running = new Map<number, AbortController>();

  constructor(transport: CloudTransport, post: (id: number, answer: CloudAnswer) => void) {
    this.transport = transport;
    this.post = post;
  }

  async receive(id: number, ask: CloudAsk): Promise<void> {
    if (ask.kind === 'abort') {
      this.running.get(id)?.abort();
      return;
    }
    const control = new AbortController();
    this.running.set(id, control);
    const answer = await this.answer(ask, control.signal);
    if (this.running.delete(id)) this.post(id, answer);
  }

  /** Nobody waits for answers any more. */
  end(): void {
    const open = [...this.running.values()];
    this.running.clear();
    for (const control of open) control.abort();
  }

  private async answer(ask: Exclude<CloudAsk, { kind: 'abort' }>, signal: AbortSignal): Promise<CloudAnswer> {
    switch (ask.kind) {
      case 'account':
        return { kind: 'account', account: (await this.transport.account()) ?? null };
      case 'send':
        return { kind: 'send', outcome: await this.transport.send(ask.request, signal) };
      case 'fetch':
        return { kind: 'fetch', outcome: await this.transport.fetchPicture(ask.url, signal) };
    }
  }
}
