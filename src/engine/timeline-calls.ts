import type { EngineClient, RangeEdits } from '../shared/contract/index.ts';
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

/** The calls of the area `timeline`. The session is asked for each time: another library may have been opened. */
export function timelineCalls(current: () => LibrarySession): EngineClient['timeline'] {
  const tags = () => current().library.decisions.list('tag').map(tagView);
  return {
    sequence: async () => sequenceOf(current().library),
    seen: async ({ assetId }) => seenRanges(current().library, assetId),
    edit: async (edits) => {
      const decisions = decisionsOf(edits);
      const [only] = decisions;
      if (only && decisions.length === 1 && edits.label === undefined) current().decide(only);
      else if (only) current().decideAll(edits.label ?? `Change ${decisions.length} ranges`, decisions);
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
