import type { EngineClient, OutfitView } from '../shared/contract/index.ts';
import { CastlineError } from '../shared/errors.ts';
import type { IdentityId } from '../shared/ids.ts';
import { mergeOutfits, renameOutfit, splitOutfit } from './decisions/index.ts';
import type { Library } from './library/index.ts';
import type { LibrarySession } from './session.ts';
import { continuityMarks, listOutfits, type ReadOutfit, readOutfits, sightedOutfit } from './views/index.ts';

const missing = (id: IdentityId): CastlineError =>
  new CastlineError('not-found', `The library has no outfit "${id}".`);

function find(library: Library, outfits: readonly ReadOutfit[], id: IdentityId) {
  const found = outfits.find((one) => one.id === id);
  if (!found) throw missing(id);
  return sightedOutfit(library, found);
}

function viewOf(library: Library, id: IdentityId): OutfitView {
  const found = listOutfits(library).find((one) => one.id === id);
  if (!found) throw missing(id);
  return found;
}

/** The calls of the area `wardrobe`. The session is asked for each time: another library may have been opened. */
export function wardrobeCalls(current: () => LibrarySession): EngineClient['wardrobe'] {
  const library = () => current().library;
  return {
    list: async ({ identityId }) => listOutfits(library(), identityId),
    rename: async ({ outfitId, name }) => {
      current().decide((open) => renameOutfit(open, find(open, readOutfits(open), outfitId), name));
      return viewOf(library(), outfitId);
    },
    merge: async ({ into, from }) => {
      current().decide((open) => {
        const outfits = readOutfits(open);
        return mergeOutfits(
          open,
          find(open, outfits, into),
          from.map((id) => find(open, outfits, id)),
        );
      });
      return viewOf(library(), into);
    },
    split: async ({ outfitId, spans }) => {
      const { made } = current().decide((open) =>
        splitOutfit(open, find(open, readOutfits(open), outfitId), spans),
      );
      return viewOf(library(), made);
    },
    continuity: async ({ assetId }) => continuityMarks(library(), assetId),
  };
}
