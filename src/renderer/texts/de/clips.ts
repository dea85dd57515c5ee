import type { Texts } from '../en/index.ts';
import { forms } from '../forms.ts';

const form = forms('de-DE');

export const clips: Texts['clips'] = {
  heading: 'Clips',
  add: 'Material hinzufügen',
  empty: 'Noch kein Material. Dateien oder Ordner irgendwo auf diesem Fenster ablegen.',
  loading: 'Clips werden geladen',
  list: 'Clips in dieser Bibliothek',
  missing: 'Datei fehlt',
  missingCount: (files) => form(files, { one: '# Datei fehlt', other: '# Dateien fehlen' }),
  resumeHint: 'Geht weiter, wo es stehenblieb; fertige Schritte bleiben',
  retry: 'Nochmals',
  resume: 'Fortsetzen',
  analysisOf: (clip) => `Analyse von ${clip}`,
  removed: (what) => `${what} aus der Bibliothek entfernt`,
  fileStays: 'Keine Datei wurde berührt.',
  library: (name) => `Bibliothek ${name}`,
  recent: 'Zuletzt geöffnete Bibliotheken',
  gone: 'fehlt',
};
