import type { Texts } from '../en/index.ts';

export const desk: Texts['desk'] = {
  left: 'Bibliothek',
  viewer: 'Bild',
  menus: 'Menüs',
  broken: 'Die Bibliothek konnte nicht gelesen werden',
  again: 'Nochmals versuchen',
  splitters: {
    clips: 'Breite der Clips',
    cast: 'Breite der Besetzung',
    timeline: 'Höhe der Timeline',
  },
};
