import type { Texts } from '../en/index.ts';

export const status: Texts['status'] = {
  unnamed: (number) => `Unbenannt ${number}`,
  fewSecondsLeft: 'noch ein paar Sekunden',
  left: (time) => `noch ${time}`,
  phases: {
    queued: 'Wartet',
    probe: 'Liest die Datei',
    frames: 'Zählt Bilder',
    shots: 'Sucht Einstellungen',
    keyframes: 'Nimmt Schlüsselbilder',
    recognition: 'Erkennt',
    grouping: 'Ordnet Personen',
    done: 'Fertig',
  },
  paused: (clips) => `Angehalten · noch ${clips}`,
  doneOf: (done, total) => `${done} von ${total}`,
  starting: 'Beginnt',
  noPeople: (shots) => `${shots} · niemand`,
  unsorted: (count) => `${count} unsortiert`,
  failed: 'Fehlgeschlagen',
  cancelled: 'Abgebrochen',
  interrupted: 'Unterbrochen',
  stopped: (how, kept) => (kept ? `${how} · ${kept} behalten` : how),
  variable: 'variabel',
  noTimecode: 'kein Timecode',
  starts: (timecode) => `beginnt ${timecode}`,
};
