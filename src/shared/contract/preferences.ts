import { z } from 'zod';

/** What one person likes on one machine; nothing of it belongs to a library. */

export const languageChoiceSchema = z.enum(['system', 'en', 'de']);
export const themeChoiceSchema = z.enum(['dark', 'light', 'system']);

export const preferencesSchema = z.object({
  language: languageChoiceSchema,
  theme: themeChoiceSchema,
  /** How large everything is drawn, 1 to 2. */
  scale: z.number().min(1).max(2),
  /** Keys of commands that are not the usual ones, by the command's id; none at all: an empty list. */
  keys: z.record(z.string().max(100), z.array(z.string().max(40)).max(8)),
  /** The first steps were shown, or put away. */
  hasSeenTour: z.boolean(),
});
export type Preferences = z.infer<typeof preferencesSchema>;

export const usualPreferences: Preferences = {
  language: 'system',
  theme: 'dark',
  scale: 1,
  keys: {},
  hasSeenTour: false,
};

/** Words and keys of the application menu, which the window knows and the main process shows. */
export const menuTextsSchema = z.object({
  /** By entry: a command's id, or the name of a menu. */
  labels: z.record(z.string().max(60), z.string().max(200)),
  /** By command, as Electron writes accelerators. */
  accelerators: z.record(z.string().max(60), z.string().max(60)),
});
export type MenuTexts = z.infer<typeof menuTextsSchema>;

/** Commands that the application menu sends to the window, so that menu and keyboard run the same code. */
export const menuCommandSchema = z.enum([
  'import-files',
  'import-folder',
  'new-library',
  'open-library',
  'export',
  'export-again',
  'import-changes',
  'pack',
  'undo',
  'redo',
  'settings',
  'about',
  'keys',
]);
export type MenuCommand = z.infer<typeof menuCommandSchema>;
