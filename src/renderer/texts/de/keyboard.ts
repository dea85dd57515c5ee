import type { Texts } from '../en/index.ts';
import { forms } from '../forms.ts';

const form = forms('de-DE');

export const keyboard: Texts['keyboard'] = {
  printed: {
    Ctrl: 'Strg',
    Shift: 'Umschalt',
    Space: 'Leertaste',
    Delete: 'Entf',
    Backspace: 'Rücktaste',
    Insert: 'Einfg',
    Home: 'Pos1',
    End: 'Ende',
    PageUp: 'Bild ↑',
    PageDown: 'Bild ↓',
  },
  title: 'Tastatur',
  description: 'Tasten gelten überall, außer in Feldern, in die man tippt. Jede lässt sich ändern.',
  palette: 'Alle Befehle',
  palettePlaceholder: 'Was soll geschehen?',
  noCommand: 'So heißt kein Befehl.',
  filter: 'Befehl finden',
  tools: 'Tastenübersicht',
  print: 'Drucken…',
  exportKeys: 'Exportieren…',
  importKeys: 'Importieren…',
  reset: 'Alles wie üblich',
  none: 'keine Taste',
  change: (command) => `Taste von „${command}“ ändern`,
  press: 'Neue Taste drücken (Esc: lassen)',
  usual: 'Wie üblich',
  takeAway: 'Keine Taste',
  taken: (key, command) => `${key} ist die Taste von „${command}“.`,
  takeOver: 'Hier verwenden',
  leave: 'Lassen',
  selectPerson: 'Eine Person dieses Clips auswählen',
  noKeysFile: 'In dieser Datei stehen keine Tasten von Castline.',
  clash: (key, commands) => `In dieser Datei steht ${key} für zwei Befehle: ${commands}.`,
  imported: (count) =>
    form(count, { one: 'Taste von # Befehl übernommen', other: 'Tasten von # Befehlen übernommen' }),
  pointer: [
    ['Zum Zeiger zoomen', 'Mausrad'],
    ['Entlang bewegen', 'Umschalt und Mausrad'],
    ['Schraffierter Balken', 'noch nicht benannt'],
  ],
};
