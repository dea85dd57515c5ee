import { forms } from '../forms.ts';

const form = forms('en-GB');

/** What people wear. */
export const wardrobe = {
  outfit: (number: number) => `Outfit ${number}`,
  outfits: 'Outfits',
  times: (spans: number) => form(spans, { one: '# time', other: '# times' }),
  more: (outfits: number) => form(outfits, { one: '+# outfit', other: '+# outfits' }),
  none: 'What people wear comes up here, outfit by outfit, once clothes were read in the footage.',
  noneFound: 'No clothes were found on anybody in this footage.',
  nameOf: (outfit: string) => `Name of ${outfit}`,
  rename: 'Change the name',
  inClip: (clip: string) => `Outfits in ${clip}`,
  worn: (outfit: string, time: string) => `${outfit} from ${time}`,
  chosenSpan: (time: string) => `Shot at ${time}`,
  splitHint: 'Choose shots that show something else, then split.',
  mergeHint: 'Click another outfit of the same person with Ctrl to make them one.',
  continuity: 'Continuity',
  change: (person: string, from: string, to: string) => `${person}: ${from} → ${to}`,
  changes: (marks: number) =>
    form(marks, { one: '# change within a scene', other: '# changes within a scene' }),
  renamed: (outfit: string) => `Named ${outfit}`,
  merged: (outfit: string) => `Made one outfit: ${outfit}`,
  split: (outfit: string) => `Split: ${outfit}`,
};
