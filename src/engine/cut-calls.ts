import type { EngineClient, ShotView } from '../shared/contract/index.ts';
import type { AssetId } from '../shared/ids.ts';
import { addCut, type CutEdit, moveCut, readShots, removeCut } from './cuts/index.ts';
import { applyEdit } from './edits.ts';
import type { Library } from './library/index.ts';
import type { LibrarySession } from './session.ts';

/** The calls of the area `cuts`. The session is asked for each time: another library may have been opened. */
export function cutCalls(current: () => LibrarySession): EngineClient['cuts'] {
  const make = (
    assetId: AssetId,
    prepare: (library: Library) => CutEdit | undefined,
  ): { shots: ShotView[] } => {
    const session = current();
    const { library } = session;
    const wasMade = library.transaction(() => {
      const edit = prepare(library);
      if (!edit) return false;
      applyEdit(library, edit.forward);
      library.edits.add(edit.forward, edit.inverse, edit.label, session.now());
      return true;
    });
    if (wasMade) session.noteCuts(assetId);
    return { shots: [...readShots(library, assetId).shots] };
  };
  return {
    remove: async ({ assetId, frame }) => make(assetId, (library) => removeCut(library, assetId, frame)),
    add: async ({ assetId, frame }) => make(assetId, (library) => addCut(library, assetId, frame)),
    move: async ({ assetId, frame, toFrame }) =>
      make(assetId, (library) => moveCut(library, assetId, frame, toFrame)),
    pictures: async ({ assetId, frame }) => {
      const session = current();
      const [last, first] = await session.pictures.get(assetId, [frame - 1, frame], session.signal);
      if (!last || !first) throw new Error('Two pictures were asked for.');
      return { last, first };
    },
  };
}
