import type { LabelledWho } from '../../../shared/edit-label.ts';
import type { EditTexts } from '../../../shared/edit-text.ts';
import { cloud } from './cloud.ts';
import { count } from './count.ts';
import { cuts } from './cuts.ts';
import { status } from './status.ts';
import { viewer } from './viewer.ts';
import { wardrobe } from './wardrobe.ts';

const one = ({ kind, name, number }: LabelledWho): string =>
  name ?? (kind === 'person' ? status.unnamed(number) : wardrobe.outfit(number));
const all = (some: readonly LabelledWho[]): string => some.map(one).join(', ');
const cut = (kind: keyof typeof cuts.kinds): string => cuts.kinds[kind];

export const edits: EditTexts = {
  name: ({ who, name }) => (name === null ? `${one(who)}: Namen wegnehmen` : `${one(who)} „${name}“ nennen`),
  merge: ({ others, into }) => `${all(others)} mit ${one(into)} zusammenlegen`,
  'take-out': ({ others, from }) => `${all(others)} von ${one(from)} trennen`,
  'split-faces': ({ count: faces, from }) => `${count.faces(faces)} von ${one(from)} abtrennen`,
  'give-faces': ({ count: faces, to }) => `${count.faces(faces)} zu ${one(to)} geben`,
  'refuse-faces': ({ count: faces, as }) => `${count.faces(faces)}: nicht ${one(as)}`,
  'split-outfit': ({ who }) => `${one(who)} teilen`,
  hide: ({ people, hidden }) => `${all(people)} ${hidden ? 'ausblenden' : 'wieder zeigen'}`,
  'keep-apart': ({ first, second }) => `${one(first)} und ${one(second)} auseinanderhalten`,
  'drop-word': ({ who }) => `Entscheidung über ein Gesicht und ${one(who)} fallen lassen`,
  presence: ({ who, isPresent }) => `${one(who)}: dort ${isPresent ? '' : 'nicht '}zu sehen`,
  answer: () => 'Frage beantworten',
  'ask-later': () => 'Später fragen',
  tag: ({ name }) => `Tag „${name}“ setzen`,
  'move-tag': ({ name }) => `Tag „${name}“ verschieben`,
  'rename-tag': ({ name, to }) => `Tag „${name}“ in „${to}“ umbenennen`,
  'remove-tag': ({ name }) => `Tag „${name}“ entfernen`,
  'tag-ranges': ({ count: ranges, name }) => `${count.ranges(ranges)} mit „${name}“ versehen`,
  'rename-tags': ({ count: ranges, name }) => `${count.ranges(ranges)} „${name}“ nennen`,
  'remove-ranges': ({ count: ranges }) => `${count.ranges(ranges)} entfernen`,
  'change-ranges': ({ count: ranges }) => `${count.ranges(ranges)} ändern`,
  note: ({ isRemoved }) => (isRemoved ? 'Notiz entfernen' : 'Notiz schreiben'),
  draw: ({ kind }) => `${viewer.kinds[kind]} einzeichnen`,
  'remove-drawing': () => 'Zeichnung entfernen',
  'take-set': ({ kind, of }) =>
    `${cloud.kinds[kind]} ${of === 'cloud' ? 'der Cloud' : 'dieses Geräts'} nehmen`,
  'save-search': ({ name }) => `Suche „${name}“ sichern`,
  'change-search': ({ name }) => `Suche „${name}“ ändern`,
  'remove-search': ({ name }) => `Suche „${name}“ entfernen`,
  'add-cut': ({ timecode }) => `Schnitt bei ${timecode} hinzufügen`,
  'keep-cut': ({ kind, timecode }) => `${cut(kind)} bei ${timecode} behalten`,
  'remove-cut': ({ kind, timecode }) => `${cut(kind)} bei ${timecode} entfernen`,
  'move-cut': ({ kind, from, to }) => `${cut(kind)} von ${from} nach ${to} verschieben`,
  'remove-clip': ({ name }) => `„${name}“ entfernen`,
  'remove-clips': ({ count: clips }) => `${count.clips(clips)} entfernen`,
  'add-clip-again': ({ name }) => `„${name}“ wieder hinzufügen`,
  'add-clips-again': ({ count: clips }) => `${count.clips(clips)} wieder hinzufügen`,
  'accept-import': ({ count: changes }) =>
    changes === 1 ? 'Importierte Änderung übernehmen' : `${changes} importierte Änderungen übernehmen`,
  said: ({ text }) => text,
};
