import { create } from 'zustand';
import type { FrameSpan } from '../../canvas/spans.ts';

/** A range while it is drawn, trimmed or moved by hand; it becomes an edit when the hand lets go. */
export interface DraftRange extends FrameSpan {
  readonly laneId: string;
  /** The span that it will replace; undefined for a new one. */
  readonly key: string | undefined;
  /** A frame that it has snapped to. */
  readonly snappedTo: number | undefined;
}

interface SelectionState {
  /** Keys of the chosen spans, in the order in which they were chosen. */
  readonly chosen: readonly string[];
  readonly draft: DraftRange | undefined;
  /** The tag whose name is being typed, by its span. */
  readonly renaming: string | undefined;
  choose(keys: readonly string[]): void;
  toggle(key: string): void;
  setDraft(draft: DraftRange | undefined): void;
  rename(key: string | undefined): void;
}

/** What is chosen on the timeline. */
export const useSelection = create<SelectionState>()((set) => ({
  chosen: [],
  draft: undefined,
  renaming: undefined,
  choose: (chosen) =>
    set((state) => ({
      chosen,
      renaming: chosen.includes(state.renaming ?? '') ? state.renaming : undefined,
    })),
  toggle: (key) =>
    set(({ chosen }) => ({
      chosen: chosen.includes(key) ? chosen.filter((other) => other !== key) : [...chosen, key],
    })),
  setDraft: (draft) => set({ draft }),
  rename: (renaming) => set({ renaming }),
}));
