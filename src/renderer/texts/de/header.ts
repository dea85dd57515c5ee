import type { Texts } from '../en/index.ts';

export const header: Texts['header'] = {
  edit: 'Bearbeiten',
  help: 'Hilfe',
  offline: 'Offline',
  offlineTip: 'Nichts verlässt diesen Rechner: Material, Gesichter und Namen bleiben hier',
  undo: (what) => `Rückgängig: ${what}`,
  redo: (what) => `Wiederholen: ${what}`,
  nothingToUndo: 'Nichts rückgängig zu machen',
  nothingToRedo: 'Nichts zu wiederholen',
};
