import type { Texts } from '../en/index.ts';

export const actions: Texts['actions'] = {
  added: (clips) => `${clips} hinzugefügt`,
  addedHint: 'Die Analyse läuft von selbst.',
  known: (clips) => `${clips} schon in der Bibliothek`,
  noFootage: 'Dort wurde kein Material gefunden.',
  refused: (file) => `${file} wurde nicht hinzugefügt`,
  refusedMany: (files) => `${files} wurden nicht hinzugefügt`,
  andMore: (names, more) => `${names} und ${more} weitere`,
  nameRemoved: (person) => `Name von ${person} entfernt`,
  named: (person, name) => `${person} heißt jetzt ${name}`,
  undone: (what) => (what ? `Rückgängig gemacht: ${what}` : 'Rückgängig gemacht'),
  redone: (what) => (what ? `Wiederholt: ${what}` : 'Wiederholt'),
  analysedAgain: (clips) => `${clips} werden neu analysiert`,
};
