import { create } from 'zustand';
import type { IdentityId } from '../../../shared/ids.ts';
import { storage } from '../../app/storage.ts';

const storedAt = 'castline.tag';

/** Who or what a run puts on the timeline. */
export type RunSubject =
  | { readonly on: 'person'; readonly identityId: IdentityId }
  | { readonly on: 'tag'; readonly name: string };

/** A range that runs along with the playhead until it is ended. */
export interface TagRun {
  /** One run a subject at a time. */
  readonly id: string;
  readonly subject: RunSubject;
  readonly label: string;
  readonly laneId: string;
  readonly assetId: string;
  readonly startFrame: number;
  /** When the key went down, in milliseconds; undefined once it was tapped: the run then lasts until the next tap. */
  readonly heldSince: number | undefined;
}

interface TaggingState {
  readonly runs: readonly TagRun[];
  /** The tag that T puts, also after a restart; empty for the usual one. */
  readonly tagName: string;
  /** The list of tags to put is open. */
  readonly isChoosing: boolean;
  begin(run: TagRun): void;
  /** The key was only tapped: the run lasts. */
  latch(id: string): void;
  end(id: string): void;
  endAll(): void;
  setTagName(name: string): void;
  choose(isChoosing: boolean): void;
}

/** What is being tagged while the clip plays. */
export const useTagging = create<TaggingState>()((set) => ({
  runs: [],
  tagName: storage()?.getItem(storedAt) ?? '',
  isChoosing: false,
  begin: (run) => set(({ runs }) => ({ runs: [...runs.filter(({ id }) => id !== run.id), run] })),
  latch: (id) =>
    set(({ runs }) => ({
      runs: runs.map((run) => (run.id === id ? { ...run, heldSince: undefined } : run)),
    })),
  end: (id) => set(({ runs }) => ({ runs: runs.filter((run) => run.id !== id) })),
  endAll: () => set({ runs: [] }),
  setTagName: (tagName) => {
    storage()?.setItem(storedAt, tagName);
    set({ tagName });
  },
  choose: (isChoosing) => set({ isChoosing }),
}));
