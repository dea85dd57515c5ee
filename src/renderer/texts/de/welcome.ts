import type { Texts } from '../en/index.ts';

export const welcome: Texts['welcome'] = {
  drop: 'Ablegen zum Hinzufügen',
  dropHint: 'Dateien, oder Ordner mit allem darin',
  heading: 'Material hier ablegen',
  or: 'oder auswählen:',
  steps: [
    [
      'Material ablegen',
      'Dateien oder ganze Ordner. Einstellungen und Gesichter findet Castline von selbst.',
    ],
    [
      'Personen benennen',
      'Den Namen einmal tippen; er steht an jeder Einstellung, in der die Person zu sehen ist.',
    ],
    ['Exportieren', 'Ein Manifest mit Einstellungen, Personen und Zeiten für das Schnittprogramm.'],
  ],
  promise: 'Alles bleibt auf diesem Rechner. Die Dateien werden nie verändert.',
};
