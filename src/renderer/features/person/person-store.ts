import { create } from 'zustand';
import type { ElementId } from '../../../shared/ids.ts';

/** What is chosen in the page of a person, and which question about people is open. */
interface PersonPageState {
  readonly chosen: ReadonlySet<ElementId>;
  /** The face from which a range is chosen with Shift. */
  readonly anchor: ElementId | undefined;
  /** What the list of people is open for. */
  readonly picking: 'merge' | 'give' | undefined;
  /** Whether it is asked before face data is erased. */
  readonly erasing: boolean;
  choose(ids: readonly ElementId[], anchor?: ElementId): void;
  pick(picking: PersonPageState['picking']): void;
  askToErase(erasing: boolean): void;
}

export const usePersonPage = create<PersonPageState>()((set) => ({
  chosen: new Set(),
  anchor: undefined,
  picking: undefined,
  erasing: false,
  choose: (ids, anchor) => set({ chosen: new Set(ids), anchor }),
  pick: (picking) => set({ picking }),
  askToErase: (erasing) => set({ erasing }),
}));
