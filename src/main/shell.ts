import { rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { app, type BrowserWindow, clipboard, dialog, nativeTheme, shell } from 'electron';
import type { DragOut, LibraryView, MenuTexts, Preferences, WindowClient } from '../shared/contract/index.ts';
import { openLink } from './links.ts';
import { type Log, redact } from './log.ts';
import type { JsonFile } from './preferences.ts';
import type { RecentLibraries } from './recent.ts';

/** What the calls on windows, files and settings work with. */
export interface ShellOptions {
  readonly window: () => BrowserWindow;
  readonly recent: RecentLibraries;
  /** Opens a library in the engine, notes it as recent and refreshes the menu. */
  readonly openLibrary: (path: string, create: boolean) => Promise<LibraryView>;
  readonly documents: string;
  readonly preferences: JsonFile<Preferences>;
  readonly setMenu: (texts: MenuTexts) => void;
  readonly noteDrawn: () => void;
  readonly log: Log;
  /** File that the build wrote. */
  readonly licences: string;
  readonly dragOut: (what: DragOut) => Promise<void>;
}

const libraryFilter = { name: 'Castline library', extensions: ['castline'] };

const withEnding = (path: string, ending: string): string => (extname(path) === '' ? path + ending : path);

/** The calls that need the desktop: dialogs, recent libraries, the file manager. */
export function createShell(options: ShellOptions): WindowClient['shell'] {
  const { window, recent, openLibrary } = options;
  return {
    chooseFootage: async ({ folders }) => {
      const { filePaths } = await dialog.showOpenDialog(window(), {
        title: folders ? 'Import a folder' : 'Import footage',
        properties: [folders ? 'openDirectory' : 'openFile', 'multiSelections'],
      });
      return filePaths;
    },
    chooseExportPath: async ({ suggestedName, extension }) => {
      if (extension === undefined) {
        const { filePaths } = await dialog.showOpenDialog(window(), {
          title: 'Export into a folder',
          properties: ['openDirectory', 'createDirectory'],
        });
        return filePaths[0] ?? null;
      }
      const { filePath } = await dialog.showSaveDialog(window(), {
        title: 'Export',
        defaultPath: suggestedName,
        filters: [{ name: extension.slice(1).toUpperCase(), extensions: [extension.slice(1)] }],
      });
      return filePath ? withEnding(filePath, extension) : null;
    },
    chooseImportFile: async () => {
      const { filePaths } = await dialog.showOpenDialog(window(), {
        title: 'Import changes from an editing program',
        properties: ['openFile'],
        filters: [{ name: 'Markers and timelines', extensions: ['csv', 'fcpxml', 'otio', 'edl', 'json'] }],
      });
      return filePaths[0] ?? null;
    },
    chooseStillPath: async ({ suggestedName }) => {
      const { filePath } = await dialog.showSaveDialog(window(), {
        title: 'Export a still',
        defaultPath: suggestedName,
        filters: [
          { name: 'PNG', extensions: ['png'] },
          { name: 'JPEG', extensions: ['jpg', 'jpeg'] },
        ],
      });
      return filePath ? withEnding(filePath, '.png') : null;
    },
    openLibrary: async () => {
      const { filePaths } = await dialog.showOpenDialog(window(), {
        title: 'Open a library',
        defaultPath: options.documents,
        properties: ['openFile'],
        filters: [libraryFilter],
      });
      return filePaths[0] ? openLibrary(filePaths[0], false) : null;
    },
    newLibrary: async () => {
      const { filePath } = await dialog.showSaveDialog(window(), {
        title: 'New library',
        defaultPath: options.documents,
        filters: [libraryFilter],
      });
      return filePath ? openLibrary(withEnding(filePath, '.castline'), true) : null;
    },
    recentLibraries: async () => recent.list(),
    openRecentLibrary: ({ path }) => openLibrary(path, false),
    showInFolder: async ({ path }) => {
      shell.showItemInFolder(path);
      return undefined;
    },
    dragOut: async (what) => {
      await options.dragOut(what);
      return undefined;
    },
    noteDrawn: async () => {
      options.noteDrawn();
      return undefined;
    },
    preferences: async () => options.preferences.read(),
    savePreferences: async (preferences) => {
      nativeTheme.themeSource = preferences.theme;
      window().webContents.setZoomFactor(preferences.scale);
      await options.preferences.write(preferences);
      return preferences;
    },
    setMenu: async (texts) => {
      options.setMenu(texts);
      return undefined;
    },
    openLink: async ({ address }) => ({ opened: await openLink(address) }),
    chooseFolder: async ({ title }) =>
      (await dialog.showOpenDialog(window(), { title, properties: ['openDirectory'] })).filePaths[0] ?? null,
    copyReport: async ({ facts }) => {
      const report = redact(
        [
          `Castline ${app.getVersion()}, Electron ${process.versions.electron}, ${process.platform} ${process.arch}`,
          facts,
          ...options.log.tail(200),
        ].join('\n'),
      );
      clipboard.writeText(report);
      return { lines: report.split('\n').length };
    },
    copyText: async ({ text }) => {
      clipboard.writeText(text);
      return undefined;
    },
    licences: async () => JSON.parse(await readFile(options.licences, 'utf8')),
    places: async () => ({
      profile: app.getPath('userData'),
      logs: join(app.getPath('userData'), 'logs'),
      proxies: join(app.getPath('userData'), 'proxies'),
    }),
    erase: async ({ what }) => {
      rmSync(join(app.getPath('userData'), what), { recursive: true, force: true });
      return undefined;
    },
    versions: async () => ({
      castline: app.getVersion(),
      electron: process.versions.electron,
      chromium: process.versions.chrome,
      node: process.versions.node,
    }),
  };
}
