import type { Texts } from '../en/index.ts';

export const ui: Texts['ui'] = {
  leave: 'Lassen',
  close: 'Schließen',
  dismiss: 'Ausblenden',
  note: 'Hinweis',
  notes: 'Hinweise ({hotkey})',
};
