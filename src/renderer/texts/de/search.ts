import type { Texts } from '../en/index.ts';
import { forms } from '../forms.ts';

const form = forms('de-DE');

export const search: Texts['search'] = {
  field: 'Suche',
  placeholder: 'Personen, Kleidung, Dinge, Wörter, Tags suchen…',
  clear: 'Suche leeren',
  results: 'Gefunden',
  resultsList: 'Gefundene Einstellungen',
  found: (shots, clips) =>
    `${form(shots, { one: '# Einstellung', other: '# Einstellungen' })} in ${form(clips, { one: '# Clip', other: '# Clips' })}`,
  searching: 'Sucht…',
  nothing: 'Nichts gefunden',
  nothingHint: 'Ein Wort weglassen oder weniger genau suchen: „Mantel“ statt „roter Mantel“.',
  unclear: (part) => `„${part}“ wird nicht verstanden und bleibt unbeachtet.`,
  shot: (number) => `Einstellung ${number}`,
  hit: (clip, shot, length) => `${clip}, Einstellung ${shot}, ${length}`,
  save: 'Als Bin sichern',
  saved: (name) => `„${name}“ ist jetzt ein Smart Bin`,
  removed: (name) => `Smart Bin „${name}“ entfernt`,
  close: 'Suche schließen',
  completions: 'Vorschläge',
  examples: 'Das geht zum Beispiel',
  exampleList: [
    ['anna roter mantel', 'Anna in einem roten Mantel'],
    ['anna -bob', 'Anna ohne Bob'],
    ['anna oder bob', 'jemand von beiden, oder beide'],
    ['"police line"', 'diese Wörter, in dieser Folge'],
    ['regenschirm shot:>2s', 'Einstellungen über zwei Sekunden'],
    ['personen:0', 'niemand im Bild'],
    ['tag:vfx clip:A003', 'ein Tag, in Clips dieses Namens'],
    ['text:exit notiz:nachdreh', 'Schrift im Bild, eigene Notizen'],
  ],
  bins: 'Bins',
  noBins: 'Eine gesicherte Suche bleibt hier und ist immer aktuell.',
  addBin: 'Suche als Bin sichern',
  binName: 'Name des Bins',
  bin: (name, shots) => `${name}, ${form(shots, { one: '# Einstellung', other: '# Einstellungen' })}`,
  rename: 'Umbenennen',
  remove: 'Entfernen',
};
