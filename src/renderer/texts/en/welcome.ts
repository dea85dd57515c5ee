export const welcome = {
  drop: 'Drop to add',
  dropHint: 'Files, or folders with all that is in them',
  heading: 'Drop footage here',
  or: 'or choose it:',
  steps: [
    ['Drop footage', 'Files or whole folders. Castline finds the shots and the faces by itself.'],
    ['Name the people', 'Type a name once; it is on every shot in which the person is seen.'],
    ['Export', 'A manifest with shots, people and times for your editing program.'],
  ] as readonly (readonly [string, string])[],
  promise: 'Everything stays on this computer. Your files are never changed.',
};
