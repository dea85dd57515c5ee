export const actions = {
  added: (clips: string) => `${clips} added`,
  addedHint: 'Analysis runs by itself.',
  known: (clips: string) => `${clips} already in the library`,
  noFootage: 'No footage was found there.',
  refused: (file: string) => `${file} was not added`,
  refusedMany: (files: string) => `${files} were not added`,
  andMore: (names: string, more: number) => `${names} and ${more} more`,
  nameRemoved: (person: string) => `Name of ${person} removed`,
  named: (person: string, name: string) => `${person} is now ${name}`,
  undone: (what: string | undefined) => (what ? `Undone: ${what}` : 'Undone'),
  redone: (what: string | undefined) => (what ? `Redone: ${what}` : 'Redone'),
  analysedAgain: (clips: string) => `${clips} will be analysed again`,
};
