/** The first steps, on the editor's own first clip. */
export const tour = {
  heading: 'First steps',
  found: (clip: string, shots: string, people: string) => `${clip}: ${shots}, ${people} found.`,
  steps: {
    step: 'Step from shot to shot',
    name: 'Name the first person',
    search: 'Find the person again',
    export: 'Hand the shots over',
  },
  done: 'done',
  hide: 'Hide the first steps',
};
