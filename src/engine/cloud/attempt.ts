import { type CloudAccount, type CloudRoute, cloudModel, pricePerCallMicros } from '../../shared/cloud.ts';
import type { CloudItem, CloudItemState } from '../library/index.ts';
import { backoffMs, type Decision, decide } from './decide.ts';
import { type PreparedPicture, parametersOf, preparePicture, requestFor } from './requests.ts';
import { type CloudWork, isoNow, limitsOf } from './work.ts';

/** After so many failed attempts a picture counts as failed, and a person may ask for it again. */
const mostAttempts = 8;
/** Kling's list: 0.1 unit is 0.014 dollars. */
const microsPerUnit = 140_000;

/** Where a picture stands after a decision. Pure. */
export function itemAfter(
  decision: Decision,
  item: Pick<CloudItem, 'attempts'>,
  context: {
    readonly nowMs: number;
    readonly random: () => number;
    readonly canTakeOtherRoute: boolean;
    readonly waitScale: number;
  },
): { state: CloudItemState; attempts: number; notBefore: number } {
  const { nowMs, random, waitScale } = context;
  const waiting = { state: 'waiting' as const, attempts: item.attempts, notBefore: 0 };
  switch (decision.action) {
    case 'keep':
      return { state: 'done', attempts: 0, notBefore: 0 };
    case 'unknown':
    case 'fail':
      return { ...waiting, state: decision.action === 'fail' ? 'failed' : 'unknown' };
    case 'other-route':
      // What was charged without a result is not asked again by itself where no other way is left.
      return context.canTakeOtherRoute || !decision.mayBeCharged ? waiting : { ...waiting, state: 'failed' };
    case 'stop':
    case 'offline':
    case 'sign-again':
      return waiting;
    case 'wait': {
      // Being asked to slow down is not the picture's fault.
      const attempts = item.attempts + (decision.pausesRoute ? 0 : 1);
      const waitMs = Math.max(decision.minWaitMs, backoffMs(attempts + 1, random)) * waitScale;
      if (attempts >= mostAttempts) return { state: 'failed', attempts, notBefore: 0 };
      return { state: 'waiting', attempts, notBefore: Math.ceil(nowMs + waitMs) };
    }
  }
}

/** One call that is to be made: for what, with which account, over which route. */
export interface AttemptContext {
  readonly item: CloudItem;
  readonly account: CloudAccount;
  readonly route: CloudRoute;
  readonly isProbe: boolean;
  readonly canTakeOtherRoute: boolean;
  readonly signal: AbortSignal;
}

/**
 * Asks about one picture: ledger row, request, answer, and all that follows from it for the picture, in one transaction.
 * `budget` where a limit forbids the call: nothing was sent and the picture waits.
 *
 * @throws CastlineError cloud-picture-unfit, and what reading the picture throws; the picture is still claimed then
 */
export async function attempt(work: CloudWork, context: AttemptContext): Promise<Decision | 'budget'> {
  const { library, transport } = work;
  const { item, account, route, signal } = context;
  const prepared = await preparePicture(work.findMedia, library.images.pathOf(item.image), signal);
  const request = requestFor(route, prepared.jpeg, library.cloudFacts.settings().prompt);
  for (let hasSignedAgain = false; ; hasSignedAgain = true) {
    const call = {
      pixels: item.pixels,
      image: item.image,
      route,
      host: new URL(account.baseUrl).host,
      askedBy: context.isProbe ? ('probe' as const) : item.askedBy,
      priceMicros: pricePerCallMicros[route],
      bytes: Buffer.byteLength(request.body),
      owner: work.owner,
    };
    const callId = library.cloudCalls.reserve(call, limitsOf(work), isoNow(work));
    if (callId === undefined) {
      library.cloudItems.release(item.pixels, { state: 'waiting' });
      return 'budget';
    }
    library.cloudCalls.markSent(callId, isoNow(work));
    const outcome = await transport.send(request, signal);
    const decision = decide(outcome, { signs: account.signs, hasSignedAgain, now: work.clock() });
    const raw = outcome.kind === 'answer' ? { status: outcome.status, body: outcome.body } : undefined;
    settle(work, context, { callId, decision, raw, prepared });
    if (decision.action !== 'sign-again') return decision;
  }
}

interface Settlement {
  readonly callId: string;
  readonly decision: Decision;
  readonly raw: { readonly status: number; readonly body: Uint8Array } | undefined;
  readonly prepared: PreparedPicture;
}

function settle(
  work: CloudWork,
  context: AttemptContext,
  { callId, decision, raw, prepared }: Settlement,
): void {
  const { library } = work;
  const { item, route } = context;
  const { reading, code, message } = decision;
  const now = isoNow(work);
  library.transaction(() => {
    library.cloudCalls.end(
      callId,
      {
        state: raw ? 'settled' : decision.action === 'unknown' ? 'unknown' : 'released',
        costMicros: costOf(decision, route),
        status: raw?.status,
        code,
        message: message === '' ? undefined : message,
        requestId: reading && 'requestId' in reading ? reading.requestId : undefined,
      },
      now,
    );
    if (decision.action === 'sign-again') return;
    const next = itemAfter(decision, item, {
      nowMs: work.clock().getTime(),
      random: work.random,
      canTakeOtherRoute: context.canTakeOtherRoute,
      waitScale: work.waitScale ?? 1,
    });
    if (reading?.kind !== 'sets' || !raw) {
      library.cloudItems.release(item.pixels, { ...next, code, message });
      return;
    }
    library.cloudAnswers.add(
      {
        pixels: item.pixels,
        image: item.image,
        route,
        model: cloudModel,
        parameters: parametersOf(route, library.cloudFacts.settings().prompt),
        placement: JSON.stringify(prepared.placement),
        raw: raw.body,
        sets: reading.sets,
      },
      now,
    );
    const hasPictures = reading.sets.some(({ url, isPresent }) => url && isPresent);
    library.cloudItems.release(item.pixels, { ...next, state: hasPictures ? 'fetching' : 'done' });
  });
}

/** What a call has cost: the provider's word where it gives one; undefined where only the list price is known. */
function costOf({ reading, mayBeCharged }: Decision, route: CloudRoute): number | undefined {
  if (!mayBeCharged) return 0;
  if (reading?.kind !== 'sets' || reading.units === undefined || route !== 'kling') return undefined;
  return Math.round(reading.units * microsPerUnit);
}
