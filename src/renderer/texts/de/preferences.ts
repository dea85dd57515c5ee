import type { Texts } from '../en/index.ts';

export const preferences: Texts['preferences'] = {
  heading: 'Auf diesem Rechner',
  language: 'Sprache',
  languageHelp: 'Des Fensters und seiner Menüs. Eigene Namen bleiben, wie sie getippt wurden.',
  system: 'System',
  english: 'English',
  german: 'Deutsch',
  theme: 'Hell oder dunkel',
  themeHelp: 'Beide sind grau ohne Stich, damit allein das Material Farbe hat.',
  dark: 'Dunkel',
  light: 'Hell',
  scale: 'Größe',
  scaleHelp: 'Von allem im Fenster.',
  percent: (scale) => `${Math.round(scale * 100)} %`,
  library: 'In dieser Bibliothek',
};

export const menu: Texts['menu'] = {
  file: '&Datei',
  edit: '&Bearbeiten',
  view: '&Ansicht',
  help: '&Hilfe',
  recent: 'Zuletzt geöffnet',
  quit: 'Beenden',
  cut: 'Ausschneiden',
  copy: 'Kopieren',
  paste: 'Einfügen',
  selectAll: 'Alles auswählen',
  zoomIn: 'Vergrößern',
  zoomOut: 'Verkleinern',
  resetZoom: 'Originalgröße',
  togglefullscreen: 'Vollbild',
};
