import { z } from 'zod';
import { imageHashSchema } from '../ids.ts';
import { menuTextsSchema, preferencesSchema } from './preferences.ts';
import { libraryViewSchema } from './views.ts';

/** What only the main process can do for the window: dialogs, recent libraries, the file manager. */
const nothing = z.undefined();
const pathOrNothing = z.string().nullable();

export const recentLibrarySchema = z.object({ path: z.string(), name: z.string(), exists: z.boolean() });
export type RecentLibrary = z.infer<typeof recentLibrarySchema>;

export const dragOutSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('picture'), image: imageHashSchema, name: z.string().max(200) }),
  z.object({ kind: z.literal('manifest'), name: z.string().max(200) }),
]);
export type DragOut = z.infer<typeof dragOutSchema>;

export const shellContract = {
  shell: {
    /** Opens the system's dialog; an empty list means that it was closed. */
    chooseFootage: { input: z.object({ folders: z.boolean() }), output: z.array(z.string()), errors: [] },
    /** Where a picture of a frame is to go: a PNG, or a JPEG by its ending. */
    chooseStillPath: { input: z.object({ suggestedName: z.string() }), output: pathOrNothing, errors: [] },
    /** Where an export goes: a file with this extension, or a folder where `extension` is left out. */
    chooseExportPath: {
      input: z.object({ suggestedName: z.string(), extension: z.string().optional() }),
      output: pathOrNothing,
      errors: [],
    },
    /** A file that came back from an editing program. */
    chooseImportFile: { input: nothing, output: pathOrNothing, errors: [] },
    /** Asks for a library and opens it; null when the dialog was closed. */
    openLibrary: { input: nothing, output: libraryViewSchema.nullable(), errors: [] },
    newLibrary: { input: nothing, output: libraryViewSchema.nullable(), errors: [] },
    recentLibraries: { input: nothing, output: z.array(recentLibrarySchema), errors: [] },
    openRecentLibrary: { input: z.object({ path: z.string() }), output: libraryViewSchema, errors: [] },
    showInFolder: { input: z.object({ path: z.string() }), output: nothing, errors: [] },
    /** Drags a copy of a stored picture, or the manifest, out to another program; called while the button is down. */
    dragOut: { input: dragOutSchema, output: nothing, errors: ['not-found', 'disk-full'] },
    /** The desk is on screen: what made way for it may go on. */
    noteDrawn: { input: nothing, output: nothing, errors: [] },
    /** What this person likes; kept in the profile, not in a library. */
    preferences: { input: nothing, output: preferencesSchema, errors: [] },
    /** Keeps them and applies theme and scale at once. */
    savePreferences: {
      input: preferencesSchema,
      output: preferencesSchema,
      errors: ['no-permission', 'disk-full'],
    },
    /** Shows the application menu in the window's language and with its keys. */
    setMenu: { input: menuTextsSchema, output: nothing, errors: [] },
    /** Opens a page that Castline knows in the system's browser, after a yes. */
    openLink: {
      input: z.object({ address: z.string().max(2000) }),
      output: z.object({ opened: z.boolean() }),
      errors: ['invalid-request'],
    },
    /** Null when the dialog was closed. */
    chooseFolder: { input: z.object({ title: z.string().max(100) }), output: pathOrNothing, errors: [] },
    /** Puts versions, `facts` and the last lines of the log on the clipboard, without keys and home folders. */
    copyReport: {
      input: z.object({ facts: z.string().max(1_000_000) }),
      output: z.object({ lines: z.number().int() }),
      errors: [],
    },
    /** Puts a text that the window shows on the clipboard. */
    copyText: { input: z.object({ text: z.string().max(1_000_000) }), output: nothing, errors: [] },
    /** Of every package that ships. */
    licences: {
      input: nothing,
      output: z.array(
        z.object({ name: z.string(), version: z.string(), licence: z.string(), text: z.string() }),
      ),
      errors: [],
    },
    /** Where the program keeps what belongs to no library. */
    places: {
      input: nothing,
      output: z.object({ profile: z.string(), logs: z.string(), proxies: z.string() }),
      errors: [],
    },
    erase: { input: z.object({ what: z.enum(['logs', 'proxies']) }), output: nothing, errors: [] },
    versions: {
      input: nothing,
      output: z.object({
        castline: z.string(),
        electron: z.string(),
        chromium: z.string(),
        node: z.string(),
      }),
      errors: [],
    },
  },
} as const;
