import type { CastlineBridge, WindowClient } from '../../shared/contract/index.ts';
import { CastlineError, errorFromReport } from '../../shared/errors.ts';

declare global {
  interface Window {
    /** Put there by the preload script. */
    readonly castline: CastlineBridge;
  }
}

/**
 * Calls the main process by the contract's names. Rejects with a CastlineError; names and values are checked on the other side,
 * so that the window need not build the contract's schemas before it draws anything.
 */
export function createClient(bridge: Pick<CastlineBridge, 'call'>): WindowClient {
  const ask = async (area: string, name: string, input: unknown): Promise<unknown> => {
    const reply = await bridge.call({ area, name, input }).catch((thrown: unknown) => {
      throw new CastlineError('internal', 'Castline does not answer.', { cause: thrown });
    });
    if (!reply.ok) throw errorFromReport(reply.error);
    return reply.output;
  };
  const named = <T>(of: (name: string) => T): object =>
    new Proxy({}, { get: (_target, name) => (typeof name === 'string' ? of(name) : undefined) });
  const areaOf = (area: string) => named((name) => (input?: unknown) => ask(area, name, input));
  return named(areaOf) as WindowClient;
}
