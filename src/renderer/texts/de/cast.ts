import type { Texts } from '../en/index.ts';
import { forms } from '../forms.ts';

const form = forms('de-DE');

export const cast: Texts['cast'] = {
  conflicts: (decisions) =>
    form(decisions, {
      one: '# Entscheidung passt nicht mehr',
      other: '# Entscheidungen passen nicht mehr',
    }),
  conflictsHint: 'Sie bleiben und gelten, soweit sie können. Verwirf die, die falsch sind.',
  saidYes: (person) => `„Das ist ${person}“`,
  saidNo: (person) => `„Das ist nicht ${person}“`,
  reasons: {
    missing: 'dort wird jetzt nichts gefunden',
    contradiction: 'eine andere Entscheidung widerspricht',
  },
  drop: 'Verwerfen',
};
