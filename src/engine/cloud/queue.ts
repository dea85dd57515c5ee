import type { CloudAccount } from '../../shared/cloud.ts';
import { routesOf } from '../../shared/cloud.ts';
import type { CloudActivity } from '../../shared/contract/cloud.ts';
import { CastlineError, type ErrorReport, isCancellation, toCastlineError } from '../../shared/errors.ts';
import type { CloudClaim, CloudItem, CloudSendingState } from '../library/index.ts';
import { attempt } from './attempt.ts';
import type { Decision } from './decide.ts';
import { fetchResults } from './fetch-results.ts';
import { pauseAfter } from './pauses.ts';
import { recover } from './recover.ts';
import { type CloudWork, maySend, routeFor } from './work.ts';

/** Calls at once: Comet's own guide uses five; Kling counts unfinished calls against the resource pack. */
const concurrencyOf = { cometapi: 5, kling: 2 } as const;
/** Shortest time between the starts of two calls, in milliseconds. */
const spacingOf = { cometapi: 60, kling: 250 } as const;
/** Calls under way are let finish for so long when the library is closed; what is cut off has an unknown end. */
const closeWithinMs = 3000;

/** What the queue of calls works with. */
export interface CloudQueueOptions extends CloudWork {
  /** Told when anything of the queue's state has changed. */
  readonly onChange: () => void;
}

/**
 * Sends what waits, within limits of rate and money, and keeps what comes back. All that matters is in the library: the
 * queue can be killed at any instant and taken up by another process.
 */
export class CloudQueue {
  private readonly work: CloudQueueOptions;
  private readonly abort = new AbortController();
  private readonly running = new Set<Promise<void>>();
  private account: CloudAccount | undefined;
  private budgetReached = false;
  private lastStartMs = 0;
  private timer: NodeJS.Timeout | undefined;
  private isPumping = false;
  private isClosed = false;
  private restListeners: (() => void)[] = [];

  constructor(options: CloudQueueOptions) {
    this.work = options;
    recover(options);
  }

  /** What the queue does now, and why it does nothing. */
  get activity(): CloudActivity {
    const { state, counts } = this.read();
    const open = counts.waiting + counts.fetching + counts.sending > 0;
    if (this.running.size > 0) return { kind: 'sending' };
    if (!open) return { kind: 'idle' };
    if (!maySend(this.work)) return { kind: 'paused' };
    const stop = state.stopped ?? (this.budgetReached ? budgetError() : undefined);
    const nextAt = this.nextAt(state);
    const at = nextAt === undefined ? undefined : Math.max(state.pauseUntil, nextAt);
    if (at !== undefined && at <= this.nowMs()) return { kind: 'sending' };
    if (stop) return { kind: 'stopped', error: stop };
    // What is open then is under way in another process.
    if (at === undefined) return { kind: 'idle' };
    const until = new Date(at).toISOString();
    if (state.pauseUntil < at || !state.pauseCode) return { kind: 'waiting', until };
    const isOffline = state.pauseCode === 'cloud-unreachable';
    const message = isOffline ? 'The provider cannot be reached.' : 'Castline waits before it sends more.';
    const error = new CastlineError(state.pauseCode, message).report();
    return { kind: isOffline ? 'offline' : 'waiting', until, error };
  }

  /** Looks for work; called whenever something may have changed. */
  wake(): void {
    this.budgetReached = false;
    void this.pump();
  }

  /** A person wants it to go on: waits of Castline's own making and what had stopped it are forgotten. */
  resume(): void {
    const { state } = this.read();
    const keepsPause = state.pauseCode === 'cloud-too-fast';
    this.setState({
      stopped: undefined,
      ...(keepsPause ? {} : { pauseUntil: 0, pauseCode: undefined, spell: 0 }),
    });
    this.wake();
  }

  /** Resolves when nothing is under way and nothing will start without the user or the network. */
  async whenAtRest(): Promise<void> {
    await this.pump();
    while (!['idle', 'offline', 'paused', 'stopped'].includes(this.activity.kind)) {
      await new Promise<void>((resolve) => this.restListeners.push(resolve));
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.timer);
    const force = setTimeout(() => this.abort.abort(), closeWithinMs);
    await Promise.all(this.running);
    clearTimeout(force);
    this.announce();
  }

  private nowMs(): number {
    return this.work.clock().getTime();
  }

  private read() {
    const { library } = this.work;
    const { cloudFacts, cloudItems } = library;
    return { state: cloudFacts.state(), counts: cloudItems.counts() };
  }

  private setState(change: Partial<CloudSendingState>): void {
    this.work.library.cloudFacts.setState(change);
  }

  private announce(): void {
    for (const resolve of this.restListeners.splice(0)) resolve();
    this.work.onChange();
  }

  private scheduleAt(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.pump(), Math.min(2 ** 31 - 1, Math.max(5, ms - this.nowMs())));
  }

  /** What may be taken up: what is paid for is fetched although nothing more may be sent. */
  private mayTake(state: CloudSendingState): CloudClaim | 'nothing' {
    if (state.stopped?.code === 'disk-full') return 'nothing';
    return state.stopped || this.budgetReached ? 'fetching' : 'all';
  }

  private nextAt(state: CloudSendingState): number | undefined {
    const from = this.mayTake(state);
    return from === 'nothing' ? undefined : this.work.library.cloudItems.nextAt(from);
  }

  /** Starts as much as may start now, and sets the clock for what may start later. */
  private async pump(): Promise<void> {
    if (this.isPumping || this.isClosed) return;
    this.isPumping = true;
    try {
      this.account = await this.work.transport.account().catch(() => undefined);
      for (let wait = this.startNext(); ; wait = this.startNext()) {
        if (wait === 'started') continue;
        if (wait !== 'nothing') this.scheduleAt(wait);
        break;
      }
    } finally {
      this.isPumping = false;
      this.announce();
    }
  }

  /** Starts one picture, or says when to look again. */
  private startNext(): 'started' | 'nothing' | number {
    const { library, waitScale = 1, owner } = this.work;
    const { state } = this.read();
    const from = this.mayTake(state);
    if (this.isClosed || !maySend(this.work) || from === 'nothing') return 'nothing';
    const nextAt = library.cloudItems.nextAt(from);
    if (nextAt === undefined) return 'nothing';
    if (!this.account && from === 'all') {
      this.setState({
        stopped: new CastlineError('cloud-no-key', 'There is no key for the provider.').report(),
      });
      return this.startNext();
    }
    const now = this.nowMs();
    const spacingMs = this.account ? spacingOf[this.account.service] * waitScale : 0;
    const earliest = Math.max(state.pauseUntil, nextAt, this.lastStartMs + spacingMs);
    if (earliest > now) return earliest;
    if (this.running.size >= this.mostAtOnce(this.account, state)) return 'nothing';
    const item = library.cloudItems.claim(now, owner, from);
    if (!item) return 'nothing';
    this.lastStartMs = now;
    this.start(item, this.account);
    return 'started';
  }

  /** One at a time while a route is to be shown to work, and after trouble until a call has gone well. */
  private mostAtOnce(account: CloudAccount | undefined, state: CloudSendingState): number {
    if (!account) return 1;
    const isProven = routeFor(this.work.library, account)?.isProven ?? false;
    return isProven && state.spell === 0 ? concurrencyOf[account.service] : 1;
  }

  private start(item: CloudItem, account: CloudAccount | undefined): void {
    const run = this.run(item, account).finally(() => {
      this.running.delete(run);
      void this.pump();
    });
    this.running.add(run);
    this.announce();
  }

  private async run(item: CloudItem, account: CloudAccount | undefined): Promise<void> {
    const { library } = this.work;
    try {
      if (item.state === 'fetching') await fetchResults(this.work, item, this.abort.signal);
      // Only what is fetched is taken up without a key.
      else if (account) await this.ask(item, account);
    } catch (thrown) {
      const error = toCastlineError(thrown);
      if (isCancellation(thrown) || error.code === 'disk-full') {
        library.cloudItems.release(item.pixels, {
          state: item.state === 'fetching' ? 'fetching' : 'waiting',
        });
        if (error.code === 'disk-full') this.setState({ stopped: error.report() });
        return;
      }
      library.cloudItems.release(item.pixels, { state: 'failed', code: error.code, message: error.message });
    }
  }

  private async ask(item: CloudItem, account: CloudAccount): Promise<void> {
    const way = routeFor(this.work.library, account);
    if (!way) {
      this.work.library.cloudItems.release(item.pixels, { state: 'waiting' });
      this.setState({ stopped: new CastlineError('cloud-wrong-route', 'No route gave an answer.').report() });
      return;
    }
    const routes = routesOf[account.service];
    const decision = await attempt(this.work, {
      item,
      account,
      route: way.route,
      isProbe: !way.isProven,
      canTakeOtherRoute: !way.isProven && routes.indexOf(way.route) + 1 < routes.length,
      signal: this.abort.signal,
    });
    if (decision === 'budget') this.budgetReached = true;
    else this.follow(decision, account, way);
  }

  /** What a decision means for all that waits. */
  private follow(
    decision: Decision,
    account: CloudAccount,
    way: NonNullable<ReturnType<typeof routeFor>>,
  ): void {
    const { state } = this.read();
    if (decision.action === 'keep') {
      const isNew = account.route === 'auto' && !way.isProven;
      this.setState({
        spell: 0,
        pauseUntil: 0,
        pauseCode: undefined,
        ...(isNew ? { learned: { ...state.learned, [account.id]: way.route } } : {}),
      });
      return;
    }
    const { code } = decision;
    if (code && decision.action === 'other-route' && account.route === 'auto' && !way.isProven) {
      const refused = { ...state.refused[account.id], [way.route]: code };
      this.setState({ refused: { ...state.refused, [account.id]: refused } });
    } else if (
      decision.action === 'stop' ||
      (decision.action === 'other-route' && code !== 'cloud-declined')
    ) {
      this.setState({ stopped: reportOf(decision) });
    }
    const pause = pauseAfter(decision, state, this.nowMs(), this.work.random, this.work.waitScale ?? 1);
    if (pause) this.setState(pause);
  }
}

function reportOf({ code, message }: Decision): ErrorReport {
  return new CastlineError(code ?? 'internal', message).report();
}

function budgetError(): ErrorReport {
  return new CastlineError('cloud-budget', 'The limit for this library is reached.').report();
}
