import type { Texts } from '../en/index.ts';
import { forms } from '../forms.ts';

const form = forms('de-DE');
const clips = (count: number): string => form(count, { one: '# Clip', other: '# Clips' });

export const trust: Texts['trust'] = {
  readOnly: 'Nur lesen',
  readOnlyHelp:
    'In einem anderen Fenster oder Programm geöffnet, das schreiben darf. Wählen, um sie hier neu zu öffnen.',
  wasUnclean: 'Castline wurde mitten in der Arbeit beendet',
  wasUncleanText: (unfinished) =>
    unfinished === 0
      ? 'Die Bibliothek wurde durchgelesen und ist in Ordnung. Nichts von Ihrer Arbeit ist verloren.'
      : `Die Bibliothek wurde durchgelesen und ist in Ordnung; nichts von Ihrer Arbeit ist verloren. Weitergemacht wird bei: ${clips(unfinished)}.`,
  safety: {
    heading: 'Sicherheit',
    backups: 'Sicherungen',
    lastBackup: (when, count) =>
      `Täglich und vor jedem Wechsel des Formats. Die letzte: ${when}; aufgehoben: ${count}.`,
    noBackup: 'Die erste entsteht, wenn die Bibliothek Clips hat und wieder geöffnet wird.',
    backUp: 'Jetzt sichern',
    backedUp: 'Gesichert, und die Kopie ist geprüft',
    restore: 'Zurückholen…',
    restoreAsk: (when) => `Die Sicherung vom ${when} zurückholen?`,
    restoreText:
      'Die Bibliothek wird, was sie damals war. Ihr jetziger Stand bleibt als eigene Sicherung erhalten.',
    restoreDo: 'Zurückholen',
    restored: 'Zurückgeholt',
    check: 'Prüfen und aufräumen',
    checkHelp: 'Liest jede Seite und jedes Bild. Aufräumen entfernt Bilder, auf die nichts verweist.',
    verify: 'Prüfen',
    sound: 'Die Bibliothek ist in Ordnung',
    damaged: 'Die Bibliothek ist beschädigt',
    soundText: (pictures) =>
      form(pictures, { one: '# Bild wurde gelesen.', other: '# Bilder wurden gelesen.' }),
    damagedText: 'Reparieren, oder eine Sicherung zurückholen.',
    repair: 'Reparieren',
    repaired: 'Repariert',
    repairedText: (count) => `Neu analysiert: ${clips(count)}.`,
    tidy: 'Aufräumen',
    tidied: 'Aufgeräumt',
    tidiedText: (pictures, megabytes) =>
      `${form(pictures, { one: '# Bild', other: '# Bilder' })} entfernt, ${megabytes} MB frei.`,
    moved: 'Verschobenes Material',
    movedHelp: 'Findet Clips, deren Datei woanders liegt oder anders heißt, an ihrem Inhalt.',
    find: 'Material suchen…',
    findTitle: 'Wo nach Material gesucht wird',
    found: (count) => `${clips(count)} gefunden`,
    stillMissing: (count) => (count === 0 ? 'Kein Clip fehlt.' : `Es fehlen noch: ${clips(count)}.`),
  },
  privacy: {
    heading: 'Was wo gespeichert ist',
    intro:
      'Alles auf diesem Rechner. Gesendet werden nur Bilder, die Sie selbst an die Erkennung in der Cloud schicken.',
    library: 'Namen, Entscheidungen, Gefundenes, Gesichtsdaten',
    pictures: 'Bilder der Keyframes und Gesichter',
    backups: 'Sicherungen der Bibliothek',
    proxies: 'Kleine Kopien der Clips zum Abspielen',
    logs: 'Protokoll der Fehler, ohne Schlüssel',
    show: 'Zeigen',
    erase: 'Löschen',
    erased: 'Gelöscht',
  },
  commands: {
    title: 'Programme, die das Material lesen',
    heading: (count) => `Die letzten ${count} Läufe von ffmpeg und ffprobe`,
    help: 'Jede Zeile lässt sich in ein Terminal einfügen, um zu sehen, was das Programm zu einer Datei sagt.',
    none: 'Seit dem Start von Castline lief weder ffmpeg noch ffprobe.',
    running: 'läuft',
    ended: (end, ms) => `${end}, nach ${(ms / 1000).toFixed(1).replace('.', ',')} s`,
    copy: 'Kopieren',
    copyAll: 'Alle kopieren',
    copied: 'Kopiert',
  },
  report: 'Bericht kopieren',
  reportCopied: 'Der Bericht ist in der Zwischenablage',
  reportText: (lines) =>
    `${lines} Zeilen: Versionen, benutzte Programme und ihre letzten Läufe, das Protokoll. Schlüssel und der Name Ihres Ordners fehlen darin.`,
  licences: 'Lizenzen dessen, was in Castline steckt',
};
