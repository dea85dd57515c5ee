import type { Texts } from '../en/index.ts';

export const viewer: Texts['viewer'] = {
  faces: 'Gesichter in diesem Bild',
  somebody: 'Jemand Neues',
  nameFaceOf: (person) => `${person}: Name`,
  nameNobody: 'Gesicht, das noch niemandem gehört: Name',
  nameNobodysBody: 'Person ohne sichtbares Gesicht, die noch niemand ist: Name',
  nameOf: (person) => `Name von ${person}, am Gesicht`,
  joined: (from, into) => `${from} gehört jetzt zu ${into}`,
  given: (person) => `Dieses Gesicht ist ${person}`,
  drawHelp:
    'Einen Rahmen um das Übersehene ziehen; Pfeile verschieben ihn, Umschalt und Pfeile ändern die Größe',
  whatIsIt: 'Was ist das?',
  kinds: { face: 'Gesicht', subject: 'Person', garment: 'Kleidungsstück' },
  drawn: { face: 'Gesicht ergänzt', subject: 'Person ergänzt', garment: 'Kleidungsstück ergänzt' },
  cancel: 'Abbrechen',
  undo: 'Rückgängig',
  showInFolder: 'Im Ordner zeigen',
  stillWritten: (width, height) => `Standbild geschrieben, ${width} × ${height}`,
  marks: 'In- und Out-Punkt',
  masks: 'Masken',
  boxes: 'Rahmen',
  embedder: 'Gesichter unterscheidet',
  embedderHelp:
    'Ein anderes Modell sieht alle Clips neu an; Namen, Zusammenlegungen und alle Entscheidungen bleiben. Lizenzen: „castline models list“.',
  frFeatureNote: 'am sichersten; womit es trainiert wurde, sagt der Hersteller nicht',
  dlibNote: 'Herkunft genannt, gemeinfrei; verwechselt Menschen öfter',
  loading: 'Wird geladen',
  notAnalysed: 'Dieser Clip konnte nicht analysiert werden',
  firstPictures: 'Erste Bilder',
  pictureAt: (time) => `Bild bei ${time}`,
  pictureOf: (clip) => `Bild von ${clip}`,
  transport: 'Abspielen',
  speed: 'Geschwindigkeit',
  timecode: 'Timecode',
  length: 'Länge',
  frameOf: (frame, count) => `Bild ${frame} von ${count}`,
  stills: {
    missing: (path) => `Die Datei ist nicht unter ${path}; Standbilder werden gezeigt.`,
    making: (percent) =>
      `Dieses Format lässt sich so nicht abspielen. Eine kleine Kopie zum Ansehen entsteht: ${percent} %. Bis dahin Standbilder.`,
    failed: (reason) =>
      `Dieses Format lässt sich hier nicht abspielen; Standbilder werden gezeigt. ${reason}`,
    none: 'Dieses Format lässt sich hier nicht abspielen; Standbilder werden gezeigt. Alles andere geht wie immer.',
  },
  zoom: (percent) => `Bild auf ${percent} % seiner Einpassung`,
};
