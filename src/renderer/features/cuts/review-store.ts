import { create } from 'zustand';
import type { AssetId } from '../../../shared/ids.ts';

interface CutReviewState {
  readonly isOpen: boolean;
  /** The boundary that is looked at: the clip, and the first frame of the new shot. Undefined: the first of the list. */
  readonly place: { readonly assetId: AssetId; readonly frame: number } | undefined;
  /** Counts wishes to have the keyboard in the review. */
  readonly focusCount: number;
  open(): void;
  close(): void;
  goTo(assetId: AssetId, frame: number): void;
}

export const useCutReview = create<CutReviewState>()((set) => ({
  isOpen: false,
  place: undefined,
  focusCount: 0,
  open: () => set(({ focusCount }) => ({ isOpen: true, focusCount: focusCount + 1 })),
  close: () => set({ isOpen: false, place: undefined }),
  goTo: (assetId, frame) => set({ place: { assetId, frame } }),
}));
