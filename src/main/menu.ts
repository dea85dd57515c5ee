import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand, MenuTexts, RecentLibrary } from '../shared/contract/index.ts';

/** What the menu does. */
export interface MenuActions {
  readonly send: (command: MenuCommand) => void;
  readonly openRecent: (path: string) => void;
}

/**
 * The menu sends the commands that the window's keyboard runs, so both do the same. The keys are shown but not
 * registered: the window has them, and a text field keeps its own Ctrl+Z.
 */
export function buildMenu(actions: MenuActions, recent: readonly RecentLibrary[], texts: MenuTexts): Menu {
  const label = (key: string, before: string): string => texts.labels[key] ?? before;
  const item = (name: string, accelerator: string, command: MenuCommand): MenuItemConstructorOptions => ({
    label: label(command, name),
    accelerator: texts.accelerators[command] ?? accelerator,
    registerAccelerator: false,
    click: () => actions.send(command),
  });
  const known = recent.filter((library) => library.exists);
  return Menu.buildFromTemplate([
    {
      label: label('menu-file', '&File'),
      submenu: [
        item('Import Files…', 'CmdOrCtrl+O', 'import-files'),
        item('Import Folder…', 'CmdOrCtrl+Shift+O', 'import-folder'),
        { type: 'separator' },
        { label: label('new-library', 'New Library…'), click: () => actions.send('new-library') },
        { label: label('open-library', 'Open Library…'), click: () => actions.send('open-library') },
        {
          label: label('menu-recent', 'Open Recent'),
          enabled: known.length > 0,
          submenu: known.map(({ name, path }) => ({ label: name, click: () => actions.openRecent(path) })),
        },
        { type: 'separator' },
        item('Export…', 'CmdOrCtrl+E', 'export'),
        item('Export Again', 'CmdOrCtrl+Shift+E', 'export-again'),
        item('Reference Packs…', 'CmdOrCtrl+Shift+R', 'pack'),
        item('Import Changes…', 'CmdOrCtrl+Shift+D', 'import-changes'),
        { type: 'separator' },
        { role: 'quit', label: label('role-quit', 'Quit') },
      ],
    },
    {
      label: label('menu-edit', '&Edit'),
      submenu: [
        item('Undo', 'CmdOrCtrl+Z', 'undo'),
        item('Redo', 'CmdOrCtrl+Shift+Z', 'redo'),
        { type: 'separator' },
        { role: 'cut', label: label('role-cut', 'Cut') },
        { role: 'copy', label: label('role-copy', 'Copy') },
        { role: 'paste', label: label('role-paste', 'Paste') },
        { role: 'selectAll', label: label('role-selectAll', 'Select All') },
        { type: 'separator' },
        item('Settings…', 'CmdOrCtrl+,', 'settings'),
      ],
    },
    {
      label: label('menu-view', '&View'),
      submenu: [
        { role: 'zoomIn', label: label('role-zoomIn', 'Zoom In') },
        { role: 'zoomOut', label: label('role-zoomOut', 'Zoom Out') },
        { role: 'resetZoom', label: label('role-resetZoom', 'Actual Size') },
        { type: 'separator' },
        { role: 'togglefullscreen', label: label('role-togglefullscreen', 'Full Screen') },
      ],
    },
    {
      label: label('menu-help', '&Help'),
      submenu: [
        { label: label('keys', 'Keyboard'), click: () => actions.send('keys') },
        { label: label('about', 'About Castline'), click: () => actions.send('about') },
      ],
    },
  ]);
}
