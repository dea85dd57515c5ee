/** The line at the top of the window. */
export const header = {
  edit: 'Edit',
  help: 'Help',
  undo: (what: string) => `Undo: ${what}`,
  redo: (what: string) => `Redo: ${what}`,
  nothingToUndo: 'Nothing to undo',
  nothingToRedo: 'Nothing to redo',
};
