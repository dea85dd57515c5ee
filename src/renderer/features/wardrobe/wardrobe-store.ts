import { create } from 'zustand';
import type { OutfitView } from '../../../shared/contract/index.ts';
import type { IdentityId } from '../../../shared/ids.ts';

type Span = OutfitView['spans'][number];

export const spanKey = ({ assetId, startFrame }: Pick<Span, 'assetId' | 'startFrame'>): string =>
  `${assetId} ${startFrame}`;

/** What is chosen in the wardrobe: outfits, and of a single one the shots that are to be taken out of it. */
interface WardrobeState {
  readonly chosen: readonly IdentityId[];
  readonly spans: ReadonlySet<string>;
  readonly naming: boolean;
  choose(ids: readonly IdentityId[]): void;
  toggleSpan(key: string): void;
  name(naming: boolean): void;
}

export const useWardrobeDesk = create<WardrobeState>()((set) => ({
  chosen: [],
  spans: new Set(),
  naming: false,
  choose: (chosen) => set({ chosen, spans: new Set(), naming: false }),
  toggleSpan: (key) =>
    set(({ spans }) => {
      const next = new Set(spans);
      if (!next.delete(key)) next.add(key);
      return { spans: next };
    }),
  name: (naming) => set({ naming }),
}));
