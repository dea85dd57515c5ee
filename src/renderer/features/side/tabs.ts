import type { SidePanel } from '../../app/desk-store.ts';

type TabSide = Extract<SidePanel, 'cast' | 'wardrobe' | 'inspector'>;

/** What the panel at the right turns to: each with the command that opens it, in the order of the tabs. */
export interface SideTab {
  readonly side: TabSide;
  readonly command: string;
}

/** To add one: a side in the desk's store, a command that opens it, a line here, its panel in the desk. */
export const sideTabs: readonly SideTab[] = [
  { side: 'cast', command: 'open-cast' },
  { side: 'wardrobe', command: 'open-wardrobe' },
  { side: 'inspector', command: 'inspector' },
];
