import { create } from 'zustand';

interface SearchState {
  readonly query: string;
  /** Which of the found shots is chosen; -1: none. */
  readonly chosen: number;
  /** The bin whose name is being typed. */
  readonly namingBin: string | undefined;
  /** Counts wishes to type in the field. */
  readonly focusCount: number;
  ask(query: string): void;
  choose(index: number): void;
  nameBin(id: string | undefined): void;
  focusField(): void;
}

/** What is being searched for. Held here, so that the timeline, the results and the bins show the same search. */
export const useSearch = create<SearchState>()((set) => ({
  query: '',
  chosen: -1,
  namingBin: undefined,
  focusCount: 0,
  ask: (query) => set({ query, chosen: -1 }),
  choose: (chosen) => set({ chosen }),
  nameBin: (namingBin) => set({ namingBin }),
  focusField: () => set((state) => ({ focusCount: state.focusCount + 1 })),
}));
