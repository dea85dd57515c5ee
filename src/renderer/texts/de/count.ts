import type { Texts } from '../en/index.ts';
import { forms } from '../forms.ts';

const form = forms('de-DE');

export const count: Texts['count'] = {
  shots: (shots) => form(shots, { one: '# Einstellung', other: '# Einstellungen' }),
  shotsShort: (shots) => form(shots, { one: '# Einst.', other: '# Einst.' }),
  peopleShort: (people) => form(people, { one: '# Pers.', other: '# Pers.' }),
  people: (people) => form(people, { one: '# Person', other: '# Personen' }),
  clips: (clips) => form(clips, { one: '# Clip', other: '# Clips' }),
  faces: (faces) => form(faces, { one: '# Gesicht', other: '# Gesichter' }),
  files: (files) => form(files, { one: '# Datei', other: '# Dateien' }),
  ranges: (ranges) => form(ranges, { one: '# Bereich', other: '# Bereiche' }),
  frames: (frames) => form(frames, { one: '# Bild', other: '# Bilder' }),
  cuts: (cuts) => form(cuts, { one: '# Schnitt', other: '# Schnitte' }),
};
