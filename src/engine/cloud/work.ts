import type { CloudAccount, CloudRoute, CloudTransport } from '../../shared/cloud.ts';
import { routesOf } from '../../shared/cloud.ts';
import type { CallTotals, Library } from '../library/index.ts';
import type { MediaTools } from '../media/index.ts';

/** What all steps of asking the cloud work with. */
export interface CloudWork {
  readonly library: Library;
  readonly transport: CloudTransport;
  readonly findMedia: () => Promise<MediaTools>;
  readonly clock: () => Date;
  /** 0 (included) to 1 (not included), for the jitter of waits. */
  readonly random: () => number;
  /** This process, by its id: rows of processes that are gone are taken up by others. */
  readonly owner: string;
  /** True where this run may send although the library does not allow it: a command that was given by hand. */
  readonly isRunAllowed?: () => boolean;
  /** Limits of this run alone, on top of those of the library: totals that must not be passed. */
  readonly runLimits?: () => Partial<CallTotals>;
  /** Multiplies every wait; 1 unless a test speaks to a server of its own. */
  readonly waitScale?: number;
}

/** The time of the work’s clock, ISO 8601 in UTC. */
export const isoNow = (work: CloudWork): string => work.clock().toISOString();

/** The strictest of the library's limits and the run's. */
export function limitsOf(work: CloudWork): Partial<CallTotals> {
  const { maxCalls, maxCostMicros } = work.library.cloudFacts.settings();
  const run = work.runLimits?.() ?? {};
  const least = (a: number | null, b: number | undefined): number | undefined =>
    a === null ? b : b === undefined ? a : Math.min(a, b);
  const calls = least(maxCalls, run.calls);
  const costMicros = least(maxCostMicros, run.costMicros);
  return { ...(calls === undefined ? {} : { calls }), ...(costMicros === undefined ? {} : { costMicros }) };
}

/** The route to take, and whether it is still to be shown that it works. Undefined where all have failed. */
export function routeFor(
  library: Library,
  account: CloudAccount,
): { route: CloudRoute; isProven: boolean } | undefined {
  const known = routesOf[account.service];
  if (account.route !== 'auto') {
    return known.includes(account.route) ? { route: account.route, isProven: true } : undefined;
  }
  const { learned, refused } = library.cloudFacts.state();
  const proven = learned[account.id];
  if (proven && known.includes(proven)) return { route: proven, isProven: true };
  const route = known.find((one) => !refused[account.id]?.[one]);
  return route && { route, isProven: known.length === 1 };
}

/** Whether the user lets pictures leave now. */
export function maySend(work: CloudWork): boolean {
  const { isAllowed, isPaused } = work.library.cloudFacts.settings();
  return (isAllowed || (work.isRunAllowed?.() ?? false)) && !isPaused;
}
