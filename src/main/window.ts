import { BrowserWindow, nativeTheme, type Rectangle, type Session } from 'electron';

/** The only place where windows are made: sandboxed, isolated, and kept from going anywhere. Nothing is loaded yet. */
export function makeWindow(preload: string, place: Rectangle | undefined): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    ...place,
    minWidth: 1000,
    minHeight: 620,
    show: false,
    title: 'Castline',
    // The ground of the page, so that nothing flashes before it is there.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#0e0e0f' : '#e4e4e6',
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  const { webContents } = window;
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  webContents.on('will-navigate', (event) => event.preventDefault());
  webContents.on('will-redirect', (event) => event.preventDefault());
  webContents.on('will-attach-webview', (event) => event.preventDefault());
  return window;
}

/**
 * Chromium fetches word lists for spelling as soon as a session begins, whether a page asks for them or not: from the network, and
 * Castline is to stay off it.
 */
export function fetchNoDictionaries(session: Session): void {
  session.setSpellCheckerLanguages([]);
  session.setSpellCheckerEnabled(false);
}

/** Castline's pages need no camera, microphone, location, notifications or anything else that Chromium asks for. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, decide) => decide(permission === 'fullscreen'));
  session.setPermissionCheckHandler((_contents, permission) => permission === 'fullscreen');
}
