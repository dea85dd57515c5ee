import type { Texts } from '../en/index.ts';
import { forms } from '../forms.ts';

const form = forms('de-DE');

export const side: Texts['side'] = {
  tabs: 'Besetzung und Kostüme',
  cast: 'Besetzung',
  wardrobe: 'Kostüme',
  inspector: 'Inspektor',
  review: (open) => form(open, { one: '# Frage zu Personen prüfen', other: '# Fragen zu Personen prüfen' }),
  unnamed: (people) => form(people, { one: '# ohne Namen', other: '# ohne Namen' }),
};
