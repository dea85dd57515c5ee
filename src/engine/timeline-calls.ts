import type { EngineClient, RangeEdits } from '../shared/contract/index.ts';
import type { EditLabel } from '../shared/edit-label.ts';
import {
  addTag,
  changeTag,
  type Decision,
  noteTarget,
  removeTag,
  setPresence,
  writeNote,
} from './decisions/index.ts';
import type { Library } from './library/index.ts';
import type { LibrarySession } from './session.ts';
import { seenRanges, sequenceOf, tagView } from './views/index.ts';

function decisionsOf({ add, change, remove, presence }: RangeEdits): ((library: Library) => Decision)[] {
  return [
    ...(add ?? []).map((one) => (open: Library) => addTag(open, one.name, one.target)),
    ...(change ?? []).map((one) => (open: Library) => changeTag(open, one)),
    ...(remove ?? []).map((id) => (open: Library) => removeTag(open, id)),
    ...(presence ?? []).map((one) => (open: Library) => setPresence(open, one)),
  ];
}

/** What edits of several ranges are called: by what was done to all of them, where that is one thing. */
function labelOf(
  { add = [], change = [], remove = [], presence = [] }: RangeEdits,
  count: number,
): EditLabel {
  const [name, ...others] = new Set([...add, ...change].map((one) => one.name));
  const isOneName = name !== undefined && others.length === 0;
  if (isOneName && add.length === count) return { did: 'tag-ranges', count, name };
  if (isOneName && change.length === count) return { did: 'rename-tags', count, name };
  const removed = remove.length + presence.filter(({ isPresent }) => !isPresent).length;
  return { did: removed === count ? 'remove-ranges' : 'change-ranges', count };
}

/** The calls of the area `timeline`. The session is asked for each time: another library may have been opened. */
export function timelineCalls(current: () => LibrarySession): EngineClient['timeline'] {
  const tags = () => current().library.decisions.list('tag').map(tagView);
  return {
    sequence: async () => sequenceOf(current().library),
    seen: async ({ assetId }) => seenRanges(current().library, assetId),
    edit: async (edits) => {
      const decisions = decisionsOf(edits);
      const [only] = decisions;
      if (only && decisions.length === 1) current().decide(only);
      else if (only) current().decideAll(labelOf(edits, decisions.length), decisions);
      return tags();
    },
  };
}

/** The calls on notes. */
export function noteCalls(current: () => LibrarySession): EngineClient['notes'] {
  const notes = () =>
    current()
      .library.decisions.list('note')
      .flatMap((row) => {
        const target = noteTarget(row);
        return target ? [{ target, text: row.text }] : [];
      });
  return {
    list: async () => notes(),
    write: async ({ target, text }) => {
      current().decide((open) => writeNote(open, target, text));
      return notes();
    },
  };
}
