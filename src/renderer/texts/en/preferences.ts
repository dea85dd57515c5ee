/** Settings of one person on one machine. */
export const preferences = {
  heading: 'On this computer',
  language: 'Language',
  languageHelp: 'Of the window and its menus. What you name stays as you typed it.',
  system: 'System',
  english: 'English',
  german: 'Deutsch',
  theme: 'Light or dark',
  themeHelp: 'Both are grey without a tint, so that the footage alone has colour.',
  dark: 'Dark',
  light: 'Light',
  scale: 'Size',
  scaleHelp: 'Of everything in the window.',
  percent: (scale: number) => `${Math.round(scale * 100)} %`,
  library: 'In this library',
};

/** The application menu. */
export const menu = {
  file: '&File',
  edit: '&Edit',
  view: '&View',
  help: '&Help',
  recent: 'Open Recent',
  quit: 'Quit',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select All',
  zoomIn: 'Zoom In',
  zoomOut: 'Zoom Out',
  resetZoom: 'Actual Size',
  togglefullscreen: 'Full Screen',
};
