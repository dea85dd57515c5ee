import { app, dialog } from 'electron';
import type { CastlineError } from '../shared/errors.ts';
import type { HostStart } from './host-protocol.ts';

/** Which library to open instead, or what to do to the one that does not open. */
export interface WayOut {
  readonly path: string;
  readonly remedy?: HostStart['remedy'];
}

const curable = new Set(['library-damaged', 'not-a-library']);
const filters = [{ name: 'Castline library', extensions: ['castline'] }];

/** Says why a library does not open, and offers what can be done. Undefined: the program was quit. */
export async function askForWayOut(
  error: CastlineError,
  path: string,
  documents: string,
): Promise<WayOut | undefined> {
  const remedies = curable.has(error.code)
    ? ([
        { label: 'Restore the last backup', remedy: 'restore' },
        { label: 'Repair what can be read', remedy: 'repair' },
      ] as const)
    : [];
  const buttons = [...remedies.map(({ label }) => label), 'Choose a library…', 'New library…', 'Quit'];
  const { response } = await dialog.showMessageBox({
    type: 'error',
    message: error.message,
    detail:
      remedies.length > 0
        ? 'Nothing was changed. Restoring and repairing keep the file as it is now among the backups.'
        : error.nextStep,
    buttons,
    cancelId: buttons.length - 1,
  });
  const remedy = remedies[response]?.remedy;
  if (remedy) return { path, remedy };
  if (response === buttons.length - 1) {
    app.quit();
    return undefined;
  }
  const chosen =
    response === remedies.length
      ? (await dialog.showOpenDialog({ filters, properties: ['openFile'] })).filePaths[0]
      : (await dialog.showSaveDialog({ filters, defaultPath: documents })).filePath;
  return chosen ? { path: chosen } : askForWayOut(error, path, documents);
}
