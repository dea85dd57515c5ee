import { forms } from '../forms.ts';

const form = forms('en-GB');

/** The people at the right. */
export const cast = {
  conflicts: (decisions: number) =>
    form(decisions, { one: '# decision does not fit any more', other: '# decisions do not fit any more' }),
  conflictsHint: 'They are kept and hold as far as they can. Drop those that are wrong.',
  saidYes: (person: string) => `“This is ${person}”`,
  saidNo: (person: string) => `“This is not ${person}”`,
  reasons: { missing: 'nothing is found there now', contradiction: 'another decision says otherwise' },
  drop: 'Drop',
};
