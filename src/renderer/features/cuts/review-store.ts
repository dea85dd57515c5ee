import { create } from 'zustand';
import type { AssetId } from '../../../shared/ids.ts';

interface CutReviewState {
  /** The boundary that is looked at: the clip, and the first frame of the new shot. Undefined: the first of the list. */
  readonly place: { readonly assetId: AssetId; readonly frame: number } | undefined;
  goTo(assetId: AssetId, frame: number): void;
}

export const useCutReview = create<CutReviewState>()((set) => ({
  place: undefined,
  goTo: (assetId, frame) => set({ place: { assetId, frame } }),
}));
