import { create } from 'zustand';
import type { Preferences, WindowClient } from '../../shared/contract/index.ts';
import { usualPreferences } from '../../shared/contract/preferences.ts';
import { languageOf, setLanguage } from '../texts/index.ts';
import type { Environment } from './environment.ts';

/** What this person likes; the main process keeps it. */
export const usePreferences = create<Preferences>()(() => usualPreferences);

const systemIsLight = globalThis.matchMedia?.('(prefers-color-scheme: light)');

/** Whether the window is light at present. */
export const useTheme = create<{ readonly isLight: boolean }>()(() => ({ isLight: false }));

function applyTheme(): void {
  const { theme } = usePreferences.getState();
  const isLight = theme === 'light' || (theme === 'system' && systemIsLight?.matches === true);
  if (typeof document !== 'undefined') document.documentElement.dataset.theme = isLight ? 'light' : 'dark';
  useTheme.setState({ isLight });
}

systemIsLight?.addEventListener('change', applyTheme);

function apply(preferences: Preferences): void {
  usePreferences.setState(preferences);
  applyTheme();
  setLanguage(languageOf(preferences.language, globalThis.navigator?.languages ?? []));
}

/** Before anything is shown, so that nothing changes its language or keys on screen. */
export async function loadPreferences(client: WindowClient): Promise<void> {
  // A profile that cannot be read is no reason to show nothing.
  apply(await client.shell.preferences().catch(() => usualPreferences));
}

/** Applies a change at once, and takes it back where it cannot be kept. */
export async function changePreferences(
  { client }: Pick<Environment, 'client'>,
  change: Partial<Preferences>,
): Promise<void> {
  const before = usePreferences.getState();
  apply({ ...before, ...change });
  try {
    await client.shell.savePreferences({ ...before, ...change });
  } catch (thrown) {
    apply(before);
    throw thrown;
  }
}
