import {
  type CloudAccount,
  type CloudRoute,
  type CloudTransport,
  pricePerCallMicros,
  type RawOutcome,
  routesOf,
} from '../shared/cloud.ts';
import type { CloudEstimate, CloudState } from '../shared/contract/cloud.ts';
import { CastlineError, type ErrorReport } from '../shared/errors.ts';
import { type AssetId, type ImageHash, imageHashSchema, type KeyframeId } from '../shared/ids.ts';
import {
  CloudQueue,
  chooseFrames,
  type Decision,
  decide,
  likenessOf,
  pixelHash,
  requestFor,
  routeFor,
} from './cloud/index.ts';
import type { CallTotals, Library } from './library/index.ts';
import { decodePictures, type MediaTools } from './media/index.ts';
import { cloudFootage } from './views/index.ts';

/** What the cloud’s side of an open library works with. */
export interface CloudDeskOptions {
  readonly library: Library;
  readonly transport: CloudTransport;
  readonly findMedia: () => Promise<MediaTools>;
  readonly clock: () => Date;
  readonly signal: AbortSignal;
  readonly onChange: () => void;
}

/** What the ledger has in place of a picture for a call without one. */
const noImage = imageHashSchema.parse('0'.repeat(64));

/** Pictures that are decoded at once to be told apart. */
const batchSize = 8;

/** The cloud recogniser of an open library: what would be sent, sending it, and how that goes. */
export class CloudDesk {
  private readonly options: CloudDeskOptions;
  private readonly queue: CloudQueue;
  private runLimits: Partial<CallTotals> = {};
  private isRunAllowed = false;

  constructor(options: CloudDeskOptions) {
    this.options = options;
    this.queue = new CloudQueue({
      ...options,
      random: Math.random,
      owner: String(process.pid),
      runLimits: () => this.runLimits,
      isRunAllowed: () => this.isRunAllowed,
    });
  }

  /** Takes up what an earlier run left, where the user still allows it. */
  start(): void {
    this.queue.wake();
  }

  /** The account or its key is another one: what the one before could not do, this one may. */
  accountChanged(): void {
    this.queue.resume();
  }

  /**
   * Allows sending until the library is closed, by a command given by hand; with limits for what is sent from now on, on top
   * of those of the library: so many calls, so much money more.
   */
  allowRun(more: { readonly calls?: number; readonly costMicros?: number }): void {
    const { calls, costMicros } = this.options.library.cloudCalls.totals();
    this.isRunAllowed = true;
    this.runLimits = {
      ...(more.calls === undefined ? {} : { calls: calls + more.calls }),
      ...(more.costMicros === undefined ? {} : { costMicros: costMicros + more.costMicros }),
    };
  }

  whenAtRest(): Promise<void> {
    return this.queue.whenAtRest();
  }

  async state(): Promise<CloudState> {
    const { library, transport } = this.options;
    const account = (await transport.account()) ?? null;
    const way = account ? routeFor(library, account) : undefined;
    return {
      account,
      route: way?.isProven ? way.route : null,
      settings: library.cloudFacts.settings(),
      activity: this.queue.activity,
      pictures: library.cloudItems.counts(),
      failures: library.cloudItems.failures().map(({ code, message, count }) => ({
        error: new CastlineError(code, message).report(),
        count,
      })),
      spent: library.cloudCalls.totals(),
    };
  }

  setSettings(settings: CloudState['settings']): Promise<CloudState> {
    this.options.library.cloudFacts.setSettings(settings);
    this.queue.wake();
    return this.state();
  }

  async estimate(assetIds?: readonly AssetId[]): Promise<CloudEstimate> {
    const { library } = this.options;
    const images = cloudFootage(library, assetIds).candidates.map(({ image }) => image);
    await this.learnPictures(images);
    const footage = cloudFootage(library, assetIds);
    const account = await this.options.transport.account();
    const answered = new Set(images.filter((image) => this.isAnswered(image, account)));
    const queued = new Set(images.filter((image) => !answered.has(image) && this.isQueued(image)));
    const chosen = chooseFrames(footage.candidates, footage.seconds, new Set([...answered, ...queued]));
    const unique = new Map(chosen.map(({ image }) => [library.cloudItems.facts(image)?.pixels, image]));
    const calls = unique.size;
    const price = pricePerCallMicros[(account && routeFor(library, account)?.route) ?? 'kling'];
    return {
      keyframes: images.length,
      footageSeconds: footage.seconds,
      calls,
      costMicros: calls * price,
      alreadyAnswered: answered.size,
      alreadyQueued: queued.size,
      notChosen: images.length - answered.size - queued.size - calls,
      callsWithinBudget: Math.min(calls, this.callsLeft(price)),
      images: [...unique.values()],
    };
  }

  async send(assetIds?: readonly AssetId[]): Promise<{ queued: number; state: CloudState }> {
    const { images } = await this.estimate(assetIds);
    const queued = this.add(images, 'queue');
    this.queue.resume();
    return { queued, state: await this.state() };
  }

  /** @throws CastlineError not-found */
  async sendKeyframe(keyframeId: KeyframeId): Promise<CloudState> {
    const keyframe = this.options.library.shots.keyframe(keyframeId);
    if (!keyframe)
      throw new CastlineError('not-found', 'The clip was analysed anew and has other keyframes now.');
    await this.learnPictures([keyframe.image]);
    if (!this.isAnswered(keyframe.image, await this.options.transport.account()))
      this.add([keyframe.image], 'person');
    this.queue.resume();
    return this.state();
  }

  pause(paused: boolean): Promise<CloudState> {
    const { cloudFacts } = this.options.library;
    cloudFacts.setSettings({ ...cloudFacts.settings(), isPaused: paused });
    if (!paused) this.queue.resume();
    this.options.onChange();
    return this.state();
  }

  async retry(includeUnknown: boolean): Promise<{ queued: number; state: CloudState }> {
    const queued = this.options.library.cloudItems.retry(includeUnknown ? ['failed', 'unknown'] : ['failed']);
    this.queue.resume();
    return { queued, state: await this.state() };
  }

  clear(): Promise<CloudState> {
    this.options.library.cloudItems.clearWaiting();
    this.queue.wake();
    return this.state();
  }

  /**
   * Sends a request that holds no picture: it cannot be charged, and is refused for its key where that is wrong, else for its
   * missing picture. Learned routes do not matter: the native ones tell more.
   */
  async test(): Promise<{ ok: boolean; message: string; error?: ErrorReport }> {
    const { transport, clock, signal } = this.options;
    const account = await transport.account();
    if (!account) return failed('cloud-no-key', 'There is no key for the provider.');
    const route = account.route === 'auto' ? (routesOf[account.service].at(-1) ?? 'kling') : account.route;
    const request = requestFor(route, Buffer.alloc(0), ' ');
    const note = this.noteTest(account, route, Buffer.byteLength(request.body));
    const outcome = await transport.send(request, signal);
    const decision = decide(outcome, { signs: account.signs, hasSignedAgain: true, now: clock() });
    note(decision, outcome);
    const { code, message } = decision;
    if (code === 'cloud-picture-refused' || decision.action === 'keep') {
      return {
        ok: true,
        message: `${new URL(account.baseUrl).host} knows the key. Nothing was sent or charged.`,
      };
    }
    return failed(code ?? 'internal', message);
  }

  /** A line of the ledger for a call that costs nothing; gives what ends it. */
  private noteTest(account: CloudAccount, route: CloudRoute, bytes: number) {
    const { library, clock } = this.options;
    const now = (): string => clock().toISOString();
    const host = new URL(account.baseUrl).host;
    const call = { pixels: '', image: noImage, route, host, askedBy: 'test' as const, priceMicros: 0, bytes };
    const id = library.cloudCalls.reserve({ ...call, owner: String(process.pid) }, {}, now()) ?? '';
    library.cloudCalls.markSent(id, now());
    return ({ code, message, action }: Decision, outcome: RawOutcome): void => {
      const state = outcome.kind === 'answer' ? 'settled' : action === 'unknown' ? 'unknown' : 'released';
      const status = outcome.kind === 'answer' ? outcome.status : undefined;
      // That the picture is missed is what was to be heard.
      const said = code === 'cloud-picture-refused' ? {} : { code, message };
      library.cloudCalls.end(id, { state, costMicros: 0, status, ...said }, now());
    };
  }

  async close(): Promise<void> {
    await this.queue.close();
  }

  private callsLeft(price: number): number {
    const { library } = this.options;
    const { maxCalls, maxCostMicros } = library.cloudFacts.settings();
    const spent = library.cloudCalls.totals();
    const byCalls = maxCalls === null ? Number.POSITIVE_INFINITY : maxCalls - spent.calls;
    const byCost =
      maxCostMicros === null
        ? Number.POSITIVE_INFINITY
        : Math.floor((maxCostMicros - spent.costMicros) / price);
    return Math.max(0, Math.min(Number.MAX_SAFE_INTEGER, byCalls, byCost));
  }

  private isAnswered(image: ImageHash, account: CloudAccount | undefined): boolean {
    const { library } = this.options;
    const pixels = library.cloudItems.facts(image)?.pixels;
    if (pixels === undefined) return false;
    const answered = library.cloudAnswers.routesOf(pixels);
    const wanted = account && (account.route === 'auto' ? routesOf[account.service] : [account.route]);
    return wanted ? answered.some((route) => wanted.includes(route)) : answered.length > 0;
  }

  /** Waits, is under way, has failed or ended in the dark: none of it is queued again by an estimate. */
  private isQueued(image: ImageHash): boolean {
    const { cloudItems } = this.options.library;
    const pixels = cloudItems.facts(image)?.pixels;
    const item = pixels === undefined ? undefined : cloudItems.get(pixels);
    return item !== undefined && item.state !== 'done';
  }

  private add(images: readonly ImageHash[], askedBy: 'queue' | 'person'): number {
    const { cloudItems } = this.options.library;
    return this.options.library.transaction(
      () =>
        images.filter((image) => {
          const facts = cloudItems.facts(image);
          return facts !== undefined && cloudItems.add(facts.pixels, image, askedBy);
        }).length,
    );
  }

  /** Notes of each picture what tells it from others, once. */
  private async learnPictures(images: readonly ImageHash[]): Promise<void> {
    const { library, findMedia, signal } = this.options;
    const open = [...new Set(images)].filter((image) => !library.cloudItems.facts(image));
    for (let from = 0; from < open.length; from += batchSize) {
      const batch = open.slice(from, from + batchSize);
      const paths = batch.map((image) => library.images.pathOf(image));
      const pictures = await decodePictures(await findMedia(), paths, { signal });
      batch.forEach((image, index) => {
        const picture = pictures[index];
        if (!picture) return;
        library.cloudItems.addFacts({ image, pixels: pixelHash(picture), likeness: likenessOf(picture) });
      });
    }
  }
}

function failed(
  code: ErrorReport['code'],
  message: string,
): { ok: boolean; message: string; error: ErrorReport } {
  return { ok: false, message, error: new CastlineError(code, message).report() };
}
