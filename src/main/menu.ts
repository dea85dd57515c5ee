import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand, RecentLibrary } from '../shared/contract/index.ts';

export interface MenuActions {
  readonly send: (command: MenuCommand) => void;
  readonly openRecent: (path: string) => void;
}

/**
 * The menu sends the commands that the window's keyboard runs, so both do the same. The keys are shown but not
 * registered: the window has them, and a text field keeps its own Ctrl+Z.
 */
export function buildMenu(actions: MenuActions, recent: readonly RecentLibrary[]): Menu {
  const item = (label: string, accelerator: string, command: MenuCommand): MenuItemConstructorOptions => ({
    label,
    accelerator,
    registerAccelerator: false,
    click: () => actions.send(command),
  });
  const known = recent.filter((library) => library.exists);
  return Menu.buildFromTemplate([
    {
      label: '&File',
      submenu: [
        item('Import Files…', 'CmdOrCtrl+O', 'import-files'),
        item('Import Folder…', 'CmdOrCtrl+Shift+O', 'import-folder'),
        { type: 'separator' },
        { label: 'New Library…', click: () => actions.send('new-library') },
        { label: 'Open Library…', click: () => actions.send('open-library') },
        {
          label: 'Open Recent',
          enabled: known.length > 0,
          submenu: known.map(({ name, path }) => ({ label: name, click: () => actions.openRecent(path) })),
        },
        { type: 'separator' },
        item('Export Manifest…', 'CmdOrCtrl+E', 'export-manifest'),
        { type: 'separator' },
        { role: 'quit' },
      ],
    },
    {
      label: '&Edit',
      submenu: [
        item('Undo', 'CmdOrCtrl+Z', 'undo'),
        item('Redo', 'CmdOrCtrl+Shift+Z', 'redo'),
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
        { type: 'separator' },
        item('Settings…', 'CmdOrCtrl+,', 'settings'),
      ],
    },
    {
      label: '&View',
      submenu: [
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'resetZoom' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    {
      label: '&Help',
      submenu: [
        { label: 'Keyboard', click: () => actions.send('keys') },
        { label: 'About Castline', click: () => actions.send('about') },
      ],
    },
  ]);
}
