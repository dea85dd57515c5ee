import { forms } from '../forms.ts';

const form = forms('en-GB');

/** The search field, what it finds, and saved searches. */
export const search = {
  field: 'Search',
  placeholder: 'Search people, clothes, things, words, tags…',
  clear: 'Clear the search',
  results: 'Found',
  resultsList: 'Shots found',
  found: (shots: number, clips: number) =>
    `${form(shots, { one: '# shot', other: '# shots' })} in ${form(clips, { one: '# clip', other: '# clips' })}`,
  searching: 'Searching…',
  nothing: 'Nothing found',
  nothingHint: 'Take a word away, or look for something less exact: “coat” in place of “red coat”.',
  unclear: (part: string) => `“${part}” is not understood and is left out.`,
  shot: (number: number) => `Shot ${number}`,
  hit: (clip: string, shot: number, length: string) => `${clip}, shot ${shot}, ${length}`,
  save: 'Save as bin',
  saved: (name: string) => `“${name}” is a smart bin now`,
  removed: (name: string) => `Smart bin “${name}” removed`,
  close: 'Close the search',
  completions: 'Suggestions',
  examples: 'You can ask for',
  exampleList: [
    ['anna red coat', 'Anna in a red coat'],
    ['anna -bob', 'Anna without Bob'],
    ['anna or bob', 'one of them, or both'],
    ['"police line"', 'these words, in this order'],
    ['umbrella shot:>2s', 'shots longer than two seconds'],
    ['people:0', 'nobody in the picture'],
    ['tag:vfx clip:A003', 'a tag, in clips of that name'],
    ['text:exit note:retake', 'writing in the picture, your notes'],
  ] as readonly (readonly [string, string])[],
  bins: 'Bins',
  noBins: 'Save a search, and it stays here, always up to date.',
  addBin: 'Save the search as a bin',
  binName: 'Name of the bin',
  bin: (name: string, shots: number) => `${name}, ${form(shots, { one: '# shot', other: '# shots' })}`,
  rename: 'Rename',
  remove: 'Remove',
};
