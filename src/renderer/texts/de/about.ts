import type { Texts } from '../en/index.ts';

export const about: Texts['about'] = {
  description:
    'Findet Einstellung für Einstellung die Personen im Material. Arbeitet offline: Material, Bilder und Namen verlassen diesen Rechner nicht.',
  loading: 'Versionen werden nachgesehen…',
  program: 'Programm',
  models: 'Modelle',
  unused: (detail) => `Nicht in Gebrauch. ${detail}`,
};
