import type { Engine } from '../engine/index.ts';
import type { CloudRoute } from '../shared/cloud.ts';
import type { CloudState, LedgerLine } from '../shared/contract/index.ts';
import { CastlineError } from '../shared/errors.ts';
import { cloudTransport, readStdin } from './cloud-key.ts';
import { openEngine, programVersion, withEngine } from './host.ts';
import { exitCodes, type Output } from './output.ts';

/** What `castline recognise` was asked; undefined limits leave the library’s own. */
export interface RecogniseOptions {
  readonly library: string;
  readonly estimate: boolean;
  readonly test: boolean;
  readonly keyStdin: boolean;
  readonly route: CloudRoute | 'auto';
  readonly maxCalls: number | undefined;
  /** US dollars. */
  readonly maxCost: number | undefined;
  readonly signal: AbortSignal;
}

const dollars = (micros: number): string => `$${(micros / 1_000_000).toFixed(4)}`;

function stateLines({ pictures, spent, activity }: CloudState): string[] {
  const { waiting, sending, fetching, done, failed, unknown } = pictures;
  const lines = [
    `${done} done, ${waiting + sending + fetching} waiting, ${failed} failed, ${unknown} of unknown end`,
    `${spent.calls} calls so far, ${dollars(spent.costMicros)}`,
  ];
  const { error, until } = activity;
  const more = until ? ` Next attempt at ${until}.` : '';
  if (error) lines.push(`${error.message} [${error.code}] ${error.nextStep}${more}`);
  return lines;
}

async function withCloud<T>(
  options: RecogniseOptions,
  work: (engine: Engine) => Promise<T>,
  onChange?: (engine: Engine) => void,
): Promise<T> {
  const stdin = options.keyStdin ? await readStdin() : undefined;
  const { route } = options;
  const transport = cloudTransport(
    { env: process.env, route, ...(stdin === undefined ? {} : { stdin }) },
    programVersion(),
  );
  let engine: Engine | undefined;
  engine = openEngine(options.library, false, () => engine && onChange?.(engine), transport);
  try {
    return await work(engine);
  } finally {
    await engine.close();
    await transport.close();
  }
}

/** `recognize`: says what sending would cost, tests the connection, or sends and waits until nothing more can be sent. */
export function recognize(output: Output, options: RecogniseOptions): Promise<number> {
  const onChange = (engine: Engine): void => {
    const { waiting, sending, fetching, done } = engine.current.library.cloudItems.counts();
    const { calls, costMicros } = engine.current.library.cloudCalls.totals();
    if (done + waiting + sending + fetching === 0) return;
    output.progress(
      `${done} of ${done + waiting + sending + fetching} pictures, ${calls} calls, ${dollars(costMicros)}`,
    );
  };
  return withCloud(
    options,
    async (engine) => {
      if (options.test) {
        const tested = await engine.calls.cloud.test();
        output.result(tested, [
          tested.error ? `${tested.message} [${tested.error.code}] ${tested.error.nextStep}` : tested.message,
        ]);
        return tested.error ? exitCodes.of(tested.error.code) : exitCodes.done;
      }
      if (options.estimate) {
        const estimate = await engine.calls.cloud.estimate({});
        output.result(estimate, [
          `${estimate.calls} of ${estimate.keyframes} keyframes would be sent: ${dollars(estimate.costMicros)}`,
          `${estimate.alreadyAnswered} are answered, ${estimate.alreadyQueued} are queued, the limits allow ${estimate.callsWithinBudget} calls`,
        ]);
        return exitCodes.done;
      }
      return send(engine, output, options);
    },
    onChange,
  );
}

async function send(
  engine: Engine,
  output: Output,
  { signal, maxCalls, maxCost }: RecogniseOptions,
): Promise<number> {
  const { cloud } = engine.current;
  if (!(await cloud.state()).account) {
    throw new CastlineError('cloud-no-key', 'Neither the environment nor stdin has a key.');
  }
  cloud.allowRun({
    ...(maxCalls === undefined ? {} : { calls: maxCalls }),
    ...(maxCost === undefined ? {} : { costMicros: Math.round(maxCost * 1_000_000) }),
  });
  const { queued } = await engine.calls.cloud.send({});
  const stopped = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await Promise.race([cloud.whenAtRest(), stopped]);
  const state = await cloud.state();
  output.result({ queued, ...state }, stateLines(state));
  if (signal.aborted) return exitCodes.cancelled;
  const { error } = state.activity;
  if (error) return exitCodes.of(error.code);
  return state.pictures.failed + state.pictures.unknown > 0 ? exitCodes.someFilesFailed : exitCodes.done;
}

const ledgerText = (line: LedgerLine): string =>
  [
    line.at,
    line.host,
    line.route,
    line.state,
    `${dollars(line.costMicros)}${line.isCostEstimated ? ' (list price)' : ''}`,
    line.image?.slice(0, 12) ?? 'no picture',
    line.code ?? '',
  ].join('  ');

/** `ledger`: every call that left the machine or was about to. */
export function ledger(output: Output, library: string): Promise<number> {
  return withEngine(library, async (engine) => {
    const calls = await engine.calls.cloud.ledger();
    const { spent } = await engine.calls.cloud.state();
    output.result({ calls, spent }, [
      ...calls.map(ledgerText),
      `${spent.calls} calls, ${dollars(spent.costMicros)}`,
    ]);
    return exitCodes.done;
  });
}

/** What can be done with the queue of the cloud recogniser as a whole. */
export type QueueAction = 'pause' | 'resume' | 'retry-failed';

/** `queue`: how it stands, or a word to it. */
export function queue(
  output: Output,
  library: string,
  action: QueueAction | undefined,
  includeUnknown: boolean,
): Promise<number> {
  return withEngine(library, async (engine) => {
    const { cloud } = engine.calls;
    if (action === 'pause' || action === 'resume') await cloud.pause({ paused: action === 'pause' });
    const retried = action === 'retry-failed' ? (await cloud.retry({ includeUnknown })).queued : undefined;
    const state = await cloud.state();
    output.result(
      {
        ...(retried === undefined ? {} : { retried }),
        ...state,
        items: engine.current.library.cloudItems.list(),
      },
      [...(retried === undefined ? [] : [`${retried} queued again`]), ...stateLines(state)],
    );
    return exitCodes.done;
  });
}
