import type { EngineClient, EngineEvent, ShotView } from '../shared/contract/index.ts';
import type { AssetId } from '../shared/ids.ts';
import { addCut, type CutEdit, moveCut, readShots, removeCut } from './cuts/index.ts';
import { applyEdit } from './edits.ts';
import type { Library } from './library/index.ts';
import type { FramePictures } from './pipeline/index.ts';

/** What deciding on cuts works with. The library is asked for each time: another one may have been opened. */
export interface CutTools {
  readonly library: () => Library;
  readonly pictures: () => FramePictures;
  readonly now: () => string;
  readonly signal: AbortSignal;
  /** Told after every change, undone ones too. */
  readonly onChange: (assetId: AssetId) => void;
}

/** What a change of cuts can be seen in: the clip, the lanes and times of its people, the history. */
export const cutsChanged = (assetId: AssetId): EngineEvent => ({
  type: 'changed',
  areas: ['assets', 'cast', 'edits'],
  assetId,
});

/** Shots as a view: the same for the clip's detail and as the answer to an edit. */
export function shotViews(library: Library, assetId: AssetId): ShotView[] {
  return [...readShots(library, assetId).shots];
}

/** The calls of the area `cuts`. */
export function cutCalls(tools: CutTools): EngineClient['cuts'] {
  const make = (
    assetId: AssetId,
    prepare: (library: Library) => CutEdit | undefined,
  ): { shots: ShotView[] } => {
    const library = tools.library();
    const wasMade = library.transaction(() => {
      const edit = prepare(library);
      if (!edit) return false;
      applyEdit(library, edit.forward);
      library.edits.add(edit.forward, edit.inverse, edit.label, tools.now());
      return true;
    });
    if (wasMade) tools.onChange(assetId);
    return { shots: shotViews(library, assetId) };
  };
  return {
    remove: async ({ assetId, frame }) => make(assetId, (library) => removeCut(library, assetId, frame)),
    add: async ({ assetId, frame }) => make(assetId, (library) => addCut(library, assetId, frame)),
    move: async ({ assetId, frame, toFrame }) =>
      make(assetId, (library) => moveCut(library, assetId, frame, toFrame)),
    pictures: async ({ assetId, frame }) => {
      const [last, first] = await tools.pictures().get(assetId, [frame - 1, frame], tools.signal);
      if (!last || !first) throw new Error('Two pictures were asked for.');
      return { last, first };
    },
  };
}
