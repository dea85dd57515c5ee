import { describe, expect, it } from 'vitest';
import type { CloudSendingState } from '../library/index.ts';
import type { Decision } from './decide.ts';
import { pauseAfter } from './pauses.ts';

const decision = (more: Partial<Decision>): Decision => ({
  action: 'wait',
  retries: true,
  message: '',
  pausesRoute: false,
  minWaitMs: 1000,
  mayBeCharged: false,
  ...more,
});

type State = Pick<CloudSendingState, 'spell' | 'pauseUntil'>;
const rested: State = { spell: 0, pauseUntil: 0 };
const afterwards = (one: Decision, state: State, now: number): State => ({
  ...state,
  ...pauseAfter(one, state, now, () => 0, 1),
});

describe('the waits of the whole route', () => {
  it('try eight hours without a network fewer than sixty times', () => {
    let state = rested;
    let attempts = 0;
    for (let now = 0; now < 8 * 3_600_000; now = state.pauseUntil) {
      attempts += 1;
      state = afterwards(
        decision({ action: 'offline', code: 'cloud-unreachable', pausesRoute: true }),
        state,
        now,
      );
    }
    expect(attempts).toBe(53);
  });

  it('open the circuit after five failures in a row: a minute, then twice as long, at most ten minutes', () => {
    let state = rested;
    const waits: number[] = [];
    for (let failure = 0; failure < 10; failure++) {
      const now = failure === 0 ? 1 : Math.max(state.pauseUntil, failure * 1000 + 1);
      state = afterwards(decision({ code: 'cloud-down' }), state, now);
      waits.push(Math.max(0, state.pauseUntil - now));
    }
    expect(waits).toEqual([0, 0, 0, 0, 60_000, 120_000, 240_000, 480_000, 600_000, 600_000]);
  });

  it('count failures of calls side by side as one', () => {
    const tooFast = decision({ code: 'cloud-too-fast', pausesRoute: true });
    const first = afterwards(tooFast, rested, 1000);
    expect(first.spell).toBe(1);
    expect(afterwards(tooFast, first, 1001).spell).toBe(1);
  });

  it('are as long as the provider asks', () => {
    const asked = decision({ code: 'cloud-too-fast', pausesRoute: true, minWaitMs: 90_000 });
    expect(afterwards(asked, rested, 1000).pauseUntil).toBe(91_000);
  });

  it('are none where waiting would not help', () => {
    for (const action of ['keep', 'fail', 'stop', 'other-route'] as const) {
      expect(pauseAfter(decision({ action }), rested, 0, () => 0, 1)).toBeUndefined();
    }
  });
});
