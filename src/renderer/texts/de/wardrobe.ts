import type { Texts } from '../en/index.ts';
import { forms } from '../forms.ts';

const form = forms('de-DE');

export const wardrobe: Texts['wardrobe'] = {
  outfit: (number) => `Kostüm ${number}`,
  outfits: 'Kostüme',
  times: (spans) => form(spans, { one: '#-mal', other: '#-mal' }),
  more: (outfits) => form(outfits, { one: '+# Kostüm', other: '+# Kostüme' }),
  none: 'Hier steht, was Personen tragen, Kostüm für Kostüm, sobald Kleidung im Material gelesen ist.',
  noneFound: 'In diesem Material wurde an niemandem Kleidung gefunden.',
  nameOf: (outfit) => `Name von ${outfit}`,
  rename: 'Namen ändern',
  inClip: (clip) => `Kostüme in ${clip}`,
  worn: (outfit, time) => `${outfit} ab ${time}`,
  chosenSpan: (time) => `Einstellung bei ${time}`,
  splitHint: 'Einstellungen auswählen, die etwas anderes zeigen, dann trennen.',
  mergeHint: 'Mit Strg auf ein weiteres Kostüm derselben Person klicken, um beide zusammenzulegen.',
  continuity: 'Anschluss',
  change: (person, from, to) => `${person}: ${from} → ${to}`,
  changes: (marks) =>
    form(marks, { one: '# Wechsel innerhalb einer Szene', other: '# Wechsel innerhalb einer Szene' }),
  renamed: (outfit) => `Benannt: ${outfit}`,
  merged: (outfit) => `Ein Kostüm: ${outfit}`,
  split: (outfit) => `Getrennt: ${outfit}`,
};
