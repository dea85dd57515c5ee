import { app, dialog, protocol } from 'electron';
import { toCastlineError } from '../shared/errors.ts';
import { appSchemePrivileges } from './app-protocol.ts';
import { CastlineApp } from './castline-app.ts';
import { parseCommandLine } from './command-line.ts';
import { mediaSchemePrivileges } from './media-protocol.ts';
import { fetchNoDictionaries } from './window.ts';

/** Arguments after the program and, when it is not packaged, after the app folder, whatever switches stand before it. */
function ownArguments(argv: readonly string[]): string[] {
  const rest = argv.slice(1);
  return app.isPackaged ? rest : rest.slice(rest.findIndex((arg) => !arg.startsWith('-')) + 1);
}

protocol.registerSchemesAsPrivileged([appSchemePrivileges, mediaSchemePrivileges]);

if (!app.requestSingleInstanceLock({ argv: ownArguments(process.argv) })) {
  app.quit();
} else {
  const castline = new CastlineApp();
  app.on('session-created', fetchNoDictionaries);
  app.on('second-instance', (_event, _argv, _folder, data) => {
    castline.focus();
    void castline.openAlso(parseCommandLine((data as { argv: string[] }).argv));
  });
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (castline.isClosed) return;
    event.preventDefault();
    void castline.close().finally(() => app.quit());
  });
  // Not awaited at the top level: Electron holds `ready` back until this module has run.
  app
    .whenReady()
    .then(() => castline.start(parseCommandLine(ownArguments(process.argv))))
    .catch((thrown: unknown) => {
      const error = toCastlineError(thrown);
      dialog.showErrorBox(error.message, error.nextStep);
    });
}
