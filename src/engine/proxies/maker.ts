import type { ProxyView } from '../../shared/contract/views.ts';
import { isCancellation, toCastlineError } from '../../shared/errors.ts';
import type { AssetId } from '../../shared/ids.ts';
import type { ProxyShelf } from './shelf.ts';

/** What the maker of proxies works with. */
export interface ProxyMakerOptions {
  readonly shelf: ProxyShelf;
  readonly clock: () => Date;
  readonly onChange: (assetId: AssetId, proxy: ProxyView) => void;
}

/** Writes a proxy of one clip to a file. */
export type ProxyWork = (
  outFile: string,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
) => Promise<void>;

const reportEveryMs = 250;

/** Makes proxies when they are asked for, one at a time, the last one asked for first: that is the clip being looked at. */
export class ProxyMaker {
  private readonly options: ProxyMakerOptions;
  private readonly states = new Map<AssetId, ProxyView>();
  private readonly wanted: { assetId: AssetId; fingerprint: string; work: ProxyWork }[] = [];
  private running: Promise<void> | undefined;
  private readonly abort = new AbortController();

  constructor(options: ProxyMakerOptions) {
    this.options = options;
  }

  /** Path of the clip's proxy where it is ready. */
  find(fingerprint: string): Promise<string | undefined> {
    return this.options.shelf.find(fingerprint, this.options.clock());
  }

  /** State of the clip's proxy; a missing one, or one that failed, is begun. */
  async ask(assetId: AssetId, fingerprint: string, work: ProxyWork): Promise<ProxyView> {
    if (await this.find(fingerprint)) return { state: 'ready' };
    const known = this.states.get(assetId);
    if (known?.state === 'making') return known;
    this.states.set(assetId, { state: 'making', fraction: 0 });
    this.wanted.push({ assetId, fingerprint, work });
    this.running ??= this.run().finally(() => {
      this.running = undefined;
    });
    return { state: 'making', fraction: 0 };
  }

  async close(): Promise<void> {
    this.wanted.length = 0;
    this.abort.abort();
    await this.running;
  }

  private say(assetId: AssetId, proxy: ProxyView): void {
    this.states.set(assetId, proxy);
    this.options.onChange(assetId, proxy);
  }

  private async run(): Promise<void> {
    for (let next = this.wanted.pop(); next; next = this.wanted.pop()) {
      const { assetId, fingerprint, work } = next;
      let reportedMs = 0;
      const report = (fraction: number): void => {
        const ms = this.options.clock().getTime();
        if (ms - reportedMs < reportEveryMs) return;
        reportedMs = ms;
        this.say(assetId, { state: 'making', fraction });
      };
      try {
        await this.options.shelf.add(fingerprint, (outFile) => work(outFile, report, this.abort.signal));
        this.say(assetId, { state: 'ready' });
      } catch (thrown) {
        this.states.delete(assetId);
        if (!isCancellation(thrown))
          this.say(assetId, { state: 'failed', error: toCastlineError(thrown).report() });
      }
    }
  }
}
