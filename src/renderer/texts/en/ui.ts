export const ui = {
  leave: 'Leave it',
  close: 'Close',
  dismiss: 'Dismiss',
  note: 'Note',
  notes: 'Notes ({hotkey})',
};
