import type { Texts } from '../en/index.ts';

export const header: Texts['header'] = {
  edit: 'Bearbeiten',
  help: 'Hilfe',
  undo: (what) => `Rückgängig: ${what}`,
  redo: (what) => `Wiederholen: ${what}`,
  nothingToUndo: 'Nichts rückgängig zu machen',
  nothingToRedo: 'Nichts zu wiederholen',
};
