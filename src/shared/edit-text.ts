import type { EditLabel, LabelledWho } from './edit-label.ts';
import { personLabel } from './palette.ts';

/** How each kind of edit is called in the history and where it is undone. */
export type EditTexts = {
  readonly [Did in EditLabel['did']]: (label: Extract<EditLabel, { did: Did }>) => string;
};

const one = (who: LabelledWho): string =>
  who.kind === 'person' ? personLabel(who) : (who.name ?? `Outfit ${who.number}`);
const all = (some: readonly LabelledWho[]): string => some.map(one).join(', ');
const counted = (count: number, what: string): string =>
  `${count.toLocaleString('en-GB')} ${what}${count === 1 ? '' : 's'}`;

/** In English, as an order: it stands in a list of steps and after "Undone:", in the window and on the command line. */
export const englishEdits: EditTexts = {
  name: ({ who, name }) => (name === null ? `Take the name from ${one(who)}` : `Name ${one(who)} “${name}”`),
  merge: ({ others, into }) => `Merge ${all(others)} into ${one(into)}`,
  'take-out': ({ others, from }) => `Take ${all(others)} out of ${one(from)}`,
  'split-faces': ({ count, from }) => `Split ${counted(count, 'face')} off ${one(from)}`,
  'give-faces': ({ count, to }) => `Give ${counted(count, 'face')} to ${one(to)}`,
  'refuse-faces': ({ count, as }) => `Refuse ${counted(count, 'face')} as ${one(as)}`,
  'split-outfit': ({ who }) => `Split ${one(who)}`,
  hide: ({ people, hidden }) => `${hidden ? 'Hide' : 'Show'} ${all(people)}`,
  'keep-apart': ({ first, second }) => `Keep ${one(first)} and ${one(second)} apart`,
  'drop-word': ({ who }) => `Drop what was said of a face and ${one(who)}`,
  presence: ({ who, isPresent }) => `Say that ${one(who)} is ${isPresent ? '' : 'not '}seen there`,
  answer: () => 'Answer a question',
  'ask-later': () => 'Ask later',
  tag: ({ name }) => `Tag “${name}”`,
  'move-tag': ({ name }) => `Move the tag “${name}”`,
  'rename-tag': ({ name, to }) => `Rename the tag “${name}” “${to}”`,
  'remove-tag': ({ name }) => `Remove the tag “${name}”`,
  'tag-ranges': ({ count, name }) => `Tag ${counted(count, 'range')} “${name}”`,
  'rename-tags': ({ count, name }) => `Name ${counted(count, 'range')} “${name}”`,
  'remove-ranges': ({ count }) => `Remove ${counted(count, 'range')}`,
  'change-ranges': ({ count }) => `Change ${counted(count, 'range')}`,
  note: ({ isRemoved }) => (isRemoved ? 'Remove a note' : 'Write a note'),
  draw: ({ kind }) => `Draw ${{ subject: 'a person', face: 'a face', garment: 'a garment' }[kind]}`,
  'remove-drawing': () => 'Remove a drawing',
  'take-set': ({ kind, of }) => (of === 'cloud' ? `Take the cloud’s ${kind}` : `Take this device’s ${kind}`),
  'save-search': ({ name }) => `Save the search “${name}”`,
  'change-search': ({ name }) => `Change the search “${name}”`,
  'remove-search': ({ name }) => `Remove the search “${name}”`,
  'add-cut': ({ timecode }) => `Add a cut at ${timecode}`,
  'keep-cut': ({ kind, timecode }) => `Keep the ${kind} at ${timecode}`,
  'remove-cut': ({ kind, timecode }) => `Remove the ${kind} at ${timecode}`,
  'move-cut': ({ kind, from, to }) => `Move the ${kind} from ${from} to ${to}`,
  'remove-clip': ({ name }) => `Remove “${name}”`,
  'remove-clips': ({ count }) => `Remove ${counted(count, 'clip')}`,
  'add-clip-again': ({ name }) => `Add “${name}” again`,
  'add-clips-again': ({ count }) => `Add ${counted(count, 'clip')} again`,
  'accept-import': ({ count }) => `Accept ${counted(count, 'imported change')}`,
  said: ({ text }) => text,
};

/** What an edit did, in the words of a table. */
export function editText(label: EditLabel, words: EditTexts): string {
  // Each entry takes its own kind of label; the table's type holds one for every kind.
  const say = words[label.did] as (label: EditLabel) => string;
  return say(label);
}
