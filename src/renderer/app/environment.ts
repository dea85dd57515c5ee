import type { QueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { CastlineBridge, WindowClient } from '../../shared/contract/index.ts';
import type { DeskState } from './desk-store.ts';

/** What actions work with. Passed in, so that tests and the dev bench bring their own. */
export interface Environment {
  readonly client: WindowClient;
  readonly queries: QueryClient;
  readonly bridge: CastlineBridge;
  readonly desk: { getState(): DeskState };
}

export const EnvironmentContext = createContext<Environment | undefined>(undefined);

/** What commands and panels work with. @throws Error outside of the window's provider */
export function useEnvironment(): Environment {
  const environment = useContext(EnvironmentContext);
  if (!environment) throw new Error('The desk stands outside its environment.');
  return environment;
}
