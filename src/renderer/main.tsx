import { QueryClientProvider } from '@tanstack/react-query';
import { Tooltip } from 'radix-ui';
import type { ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { createClient } from './app/bridge.ts';
import { Desk } from './app/desk.tsx';
import { useDesk } from './app/desk-store.ts';
import { type Environment, EnvironmentContext } from './app/environment.ts';
import { createQueries } from './app/queries.ts';
import { useLanguage } from './texts/index.ts';
import './app/styles/index.css';

const queries = createQueries();
const environment: Environment = {
  client: createClient(window.castline),
  queries,
  bridge: window.castline,
  desk: useDesk,
};

/** Drawn anew in another language. */
function LanguageRoot(): ReactElement {
  return <Desk key={useLanguage((state) => state.language)} />;
}

const root = document.getElementById('root');
if (!root) throw new Error('The page has no place for the desk.');
createRoot(root).render(
  <EnvironmentContext value={environment}>
    <QueryClientProvider client={queries}>
      <Tooltip.Provider delayDuration={500} skipDelayDuration={200}>
        <LanguageRoot />
      </Tooltip.Provider>
    </QueryClientProvider>
  </EnvironmentContext>,
);
