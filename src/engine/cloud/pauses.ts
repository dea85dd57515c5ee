import type { CloudSendingState } from '../library/index.ts';
import { backoffMs, type Decision } from './decide.ts';

/** So many failures in a row open the circuit: the provider is left alone for a while, then tried with one call. */
const breakerFailures = 5;
const breakerMs = 60_000;
const offlineMs = 15_000;
const longestMs = 600_000;

/**
 * Holds the whole route where a decision says so. Waits grow with the failures in a row: asked to slow down, from a second
 * to half a minute; without a network from 15 seconds, with trouble at the provider from a minute, to ten minutes.
 * Pure; undefined where nothing is to be held.
 */
export function pauseAfter(
  decision: Decision,
  state: Pick<CloudSendingState, 'spell' | 'pauseUntil'>,
  nowMs: number,
  random: () => number,
  waitScale: number,
): Partial<CloudSendingState> | undefined {
  const { action, code, minWaitMs, pausesRoute } = decision;
  if (action !== 'wait' && action !== 'offline' && action !== 'unknown') return undefined;
  // Calls that failed side by side are one failure.
  const spell = nowMs < state.pauseUntil ? Math.max(1, state.spell) : state.spell + 1;
  const until = (ms: number): Partial<CloudSendingState> => ({
    spell,
    pauseUntil: Math.max(state.pauseUntil, nowMs + ms * waitScale),
    ...(code ? { pauseCode: code } : {}),
  });
  if (action === 'offline')
    return until(Math.min(longestMs, offlineMs * 2 ** (spell - 1)) * (1 + random() / 4));
  if (pausesRoute) return until(Math.max(minWaitMs, backoffMs(Math.min(spell, 6), random)));
  if (spell < breakerFailures) return { spell };
  return until(Math.max(minWaitMs, Math.min(longestMs, breakerMs * 2 ** (spell - breakerFailures))));
}
