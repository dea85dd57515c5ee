import { type CastlineBridge, contract, type WindowClient } from '../../shared/contract/index.ts';
import { CastlineError, errorFromReport } from '../../shared/errors.ts';

declare global {
  interface Window {
    /** Put there by the preload script. */
    readonly castline: CastlineBridge;
  }
}

/** Calls the main process by the contract's names. Rejects with a CastlineError; values are checked on the other side. */
export function createClient(bridge: Pick<CastlineBridge, 'call'>): WindowClient {
  const ask = async (area: string, name: string, input: unknown): Promise<unknown> => {
    const reply = await bridge.call({ area, name, input }).catch((thrown: unknown) => {
      throw new CastlineError('internal', 'Castline does not answer.', { cause: thrown });
    });
    if (!reply.ok) throw errorFromReport(reply.error);
    return reply.output;
  };
  const areas = Object.entries(contract).map(([area, calls]) => [
    area,
    Object.fromEntries(Object.keys(calls).map((name) => [name, (input?: unknown) => ask(area, name, input)])),
  ]);
  return Object.fromEntries(areas) as WindowClient;
}
