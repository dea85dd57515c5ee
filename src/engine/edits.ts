import type { Edit, Library } from './library/index.ts';

/** Carries an edit, or the inverse of one, out. A new kind of edit gets its case here. */
export function applyEdit(library: Library, edit: Edit): void {
  switch (edit.kind) {
    // Names are decisions by now; the history of an older library still has these.
    case 'rename-person':
      library.people.setName(edit.identityId, edit.name);
      break;
    case 'decide-cuts':
      for (const { frame, verdict } of edit.states) library.cuts.set(edit.assetId, frame, verdict);
      break;
    case 'remove-clips':
      for (const assetId of edit.assetIds) {
        library.assets.setRemoved(assetId, edit.removedAt);
        if (edit.removedAt === null) continue;
        library.found.replace(assetId, []);
        library.cloudItems.clearRemoved(assetId);
      }
      break;
    case 'decide':
      for (const change of edit.changes) library.decisions.apply(change);
      break;
    default:
      edit satisfies never;
  }
}
