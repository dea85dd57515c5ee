import { forms } from '../forms.ts';

const form = forms('en-GB');

/** The panel at the right. */
export const side = {
  tabs: 'Cast and wardrobe',
  cast: 'Cast',
  wardrobe: 'Wardrobe',
  inspector: 'Inspector',
  review: (open: number) =>
    form(open, { one: 'Review # question about people', other: 'Review # questions about people' }),
  unnamed: (people: number) => form(people, { one: '# unnamed', other: '# unnamed' }),
};
