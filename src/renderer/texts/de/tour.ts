import type { Texts } from '../en/index.ts';

export const tour: Texts['tour'] = {
  heading: 'Erste Schritte',
  found: (clip, shots, people) => `${clip}: ${shots}, ${people} gefunden.`,
  steps: {
    step: 'Von Einstellung zu Einstellung gehen',
    name: 'Die erste Person benennen',
    search: 'Die Person wiederfinden',
    export: 'Die Einstellungen übergeben',
  },
  done: 'erledigt',
  hide: 'Erste Schritte ausblenden',
};
