import './app/no-eval.ts';

import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactElement, useEffect } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { AssetSummary, LibraryView } from '../shared/contract/index.ts';
import { createClient } from './app/bridge.ts';
import { Desk } from './app/desk.tsx';
import { useDesk } from './app/desk-store.ts';
import { type Environment, EnvironmentContext } from './app/environment.ts';
import { menuTexts } from './app/menu-texts.ts';
import { goBack, placeIn } from './app/place.ts';
import { loadPreferences, usePreferences, useTheme } from './app/preferences.ts';
import { askFirst, createQueries, keys } from './app/queries.ts';
import { texts, useLanguage } from './texts/index.ts';
import { overDesk } from './ui/portal.ts';
import './app/styles/index.css';

const queries = createQueries();
const environment: Environment = {
  client: createClient(window.castline),
  queries,
  bridge: window.castline,
  desk: useDesk,
};

/** Drawn anew in another language and in another light. */
function LanguageRoot(): ReactElement {
  const language = useLanguage((state) => state.language);
  const keys = usePreferences((state) => state.keys);
  // The canvas takes its colours when it is made.
  const isLight = useTheme((state) => state.isLight);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu follows language and keys
  useEffect(() => {
    overDesk()?.setAttribute('aria-label', texts().desk.menus);
    // A menu in another language is no reason to trouble anybody.
    environment.client.shell.setMenu(menuTexts()).catch(() => undefined);
  }, [language, keys]);
  useEffect(() => {
    // The frame after the one that shows it.
    requestAnimationFrame(() => void environment.client.shell.noteDrawn().catch(() => undefined));
  }, []);
  return <Desk key={`${language} ${isLight}`} />;
}

const root = document.getElementById('root');
if (!root) throw new Error('The page has no place for the desk.');
const asking = askFirst(environment, (path) => placeIn(localStorage, path)?.assetId);
await loadPreferences(environment.client);
const library = queries.getQueryData<LibraryView>(keys.library);
// Whoever answers at once has the rest at hand too: the desk is drawn as it was left, and drawn once.
if (library) {
  await asking;
  const assets = queries.getQueryData<AssetSummary[]>(keys.assets);
  if (assets) goBack(useDesk, localStorage, library.path, assets);
}
// In one go: between the parts of a drawing that is divided the page would be painted without them.
flushSync(() =>
  createRoot(root).render(
    <EnvironmentContext value={environment}>
      <QueryClientProvider client={queries}>
        <LanguageRoot />
      </QueryClientProvider>
    </EnvironmentContext>,
  ),
);
