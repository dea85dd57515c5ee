import { forms } from '../forms.ts';

const form = forms('en-GB');

/** The key sheet and the palette. */
export const keyboard = {
  /** What is printed on keys, where it is another word than the key's own name. */
  printed: {} as Readonly<Record<string, string>>,
  title: 'Keyboard',
  description: 'Keys work everywhere but in a field in which you type. Each can be changed.',
  palette: 'All commands',
  palettePlaceholder: 'What do you want to do?',
  noCommand: 'No command is called that.',
  filter: 'Find a command',
  tools: 'Key sheet',
  print: 'Print…',
  exportKeys: 'Export…',
  importKeys: 'Import…',
  reset: 'All as usual',
  none: 'no key',
  change: (command: string) => `Change the key of “${command}”`,
  press: 'Press the new key (Esc: leave)',
  usual: 'As usual',
  takeAway: 'No key',
  taken: (key: string, command: string) => `${key} is the key of “${command}”.`,
  takeOver: 'Use it here',
  leave: 'Leave it',
  selectPerson: 'Select a person of this clip',
  noKeysFile: 'This file holds no keys of Castline.',
  clash: (key: string, commands: string) => `In this file ${key} stands for two commands: ${commands}.`,
  imported: (count: number) =>
    form(count, { one: 'Key of # command taken over', other: 'Keys of # commands taken over' }),
  pointer: [
    ['Zoom to the pointer', 'wheel'],
    ['Move along', 'Shift and wheel'],
    ['Hatched bar', 'not named yet'],
  ] as readonly (readonly [string, string])[],
};
