/*
 * Every word that the window shows, in one place. To show a text:
 *
 *   import { texts } from '../../texts/index.ts';
 *   <h2>{texts().clips.heading}</h2>   …   texts().count.shots(12)   →   "12 shots", "12 Einstellungen"
 *
 * To add one: put it into `en/<area>.ts` (that file's type is what all languages have to fill), then its German into
 * `de/<area>.ts`; the compiler names what is missing. A text with parts is a function; `forms` in forms.ts does plurals
 * and numbers by Intl. A command's name stands in `en/commands.ts` under the command's id. Call `texts()` inside of
 * functions, never for a constant of a module: the language can be changed while the window is open (it is drawn anew).
 */
import { create } from 'zustand';
import { de } from './de/index.ts';
import { en, type Texts } from './en/index.ts';

export type { Texts } from './en/index.ts';

export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];
export type LanguageChoice = Language | 'system';

const catalogues: Record<Language, Texts> = { en, de };

/** The language in use; what shows texts is drawn anew when it changes. */
export const useLanguage = create<{ readonly language: Language }>()(() => ({ language: 'en' }));

/** All texts in the language in use. */
export const texts = (): Texts => catalogues[useLanguage.getState().language];

/** For Intl: the language in use, with the region that its numbers and dates follow. */
export const locale = (): string => (useLanguage.getState().language === 'de' ? 'de-DE' : 'en-GB');

/** The language for a choice; the first of the system's languages that there is, else English. */
export function languageOf(choice: LanguageChoice, system: readonly string[]): Language {
  if (choice !== 'system') return choice;
  const spoken = system.map((tag) => tag.split('-')[0]?.toLowerCase());
  return (
    languages.find((language) => language === spoken.find((tag) => languages.some((one) => one === tag))) ??
    'en'
  );
}

/** Uses a language from now on. */
export function setLanguage(language: Language): void {
  useLanguage.setState({ language });
  if (typeof document !== 'undefined') document.documentElement.lang = language;
}
