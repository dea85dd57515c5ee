import type { Texts } from '../en/index.ts';
import { forms } from '../forms.ts';

const form = forms('de-DE');

export const settings: Texts['settings'] = {
  description: 'Zuerst die dieses Rechners, dann die dieser Bibliothek; sie gehen mit ihr mit.',
  reading: 'Einstellungen werden gelesen…',
  elsewhere: 'anderswo gesetzt',
  usual: 'üblich',
  analysis: 'Analyse',
  keyframes: 'Schlüsselbilder je Minute',
  keyframesHelp:
    'So viele Bilder werden höchstens angesehen. Jede Einstellung hat mindestens eines. Mehr finden Personen früher und dauern länger.',
  quickLook: 'schneller Blick',
  busyScenes: 'bewegte Szenen',
  everyMove: 'jede Bewegung',
  mode: 'Jedes Schlüsselbild ansehen',
  modeHelp:
    'Gründlich unterscheidet Kleider, Mäntel und Röcke und umreißt Kleidung besser; es braucht etwa die dreifache Zeit und ein halbes Gigabyte mehr Speicher.',
  byMachine: 'Nach Rechner',
  byMachineNote: 'einmal je Bibliothek entschieden',
  fast: 'Schnell',
  fastNote: 'Personen, Kleidung, Dinge',
  thorough: 'Gründlich',
  thoroughNote: 'Kleidung mit eigenem Netz',
  follow:
    'Clips, die ab jetzt analysiert werden, folgen diesen Einstellungen. Was benannt und entschieden ist, bleibt.',
  again: 'Alle Clips neu analysieren',
  looksAgain: (clips) =>
    form(clips, {
      one: '# analysierter Clip würde neu angesehen; das dauert so lange wie beim ersten Mal. Was entschieden ist, bleibt.',
      other:
        '# analysierte Clips würden neu angesehen; das dauert so lange wie beim ersten Mal. Was entschieden ist, bleibt.',
    }),
  lookAgain: 'So neu ansehen',
  people: 'Personen',
  bridge: 'Lücken schließen',
  bridgeHelp:
    'Wer sich nicht länger als so lange wegdreht, gilt als weiter zu sehen: ein Auftritt statt zweier.',
  none: 'Keine',
  seconds: (seconds) => `${seconds.toLocaleString('de-DE')} s`,
  strictness: 'Strenge',
  strictnessHelp:
    'Wie ähnlich Gesichter sein müssen, um eine Person zu sein. Im Zweifel strenger: Zwei, die eine sind, sind in einer Sekunde zusammengelegt.',
  stricter: (percent) => `strenger, ${percent} %`,
  looser: (percent) => `lockerer, ${percent} %`,
  joinsMore: 'lockerer',
  joinsLess: 'strenger',
  preview: 'Was sich ändern würde',
  groupAnew: 'So neu ordnen',
  leave: 'Lassen, wie es ist',
  grouping: (percent) => `Alle werden neu geordnet: ${percent} %`,
  stop: 'Anhalten',
  somebody: 'jemand',
  become: (names) => `${names.join(' und ')} werden eine Person`,
  becomes: (name, people) => `${name} wird zu ${people}`,
  workingOut: 'Wird ausgerechnet…',
  nothing: (people) => `Nichts würde sich ändern: ${people}, wie jetzt.`,
  wouldBe: (now, then, faces) =>
    `Aus ${now} würden ${then}; betroffen: ${faces}. Was entschieden ist, bleibt.`,
  more: (count) => `und ${count} weitere`,
  faceData: 'Gesichtsdaten behalten',
  faceDataHelp:
    'Zahlen, die Gesichter unterscheiden. Ohne sie ordnet diese Bibliothek einen Clip einmal, bei der Analyse, und kann danach keine Gesichter vergleichen. Sie verlassen diesen Rechner nicht und stehen in keinem Export.',
  keep: 'Behalten',
  forget: 'Nicht behalten',
  forgetTitle: 'Gesichtsdaten von allen vergessen?',
  forgetText:
    'Sie werden endgültig aus dieser Bibliothek gelöscht; Rückgängig bringt sie nicht wieder. Namen, Bereiche und alles Entschiedene bleiben.',
  forgetAction: 'Gesichtsdaten vergessen',
};
