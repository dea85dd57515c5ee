import type { CSSProperties } from 'react';
import { create } from 'zustand';
import { storage } from './storage.ts';

export type PanelName = 'clips' | 'cast' | 'timeline';
export type PanelSizes = Readonly<Record<PanelName, number>>;

interface Limits {
  readonly least: number;
  readonly most: number;
  readonly usual: number;
}

/** Widths of clips and cast, height of the timeline, in CSS pixels. */
export const panelLimits: Readonly<Record<PanelName, Limits>> = {
  clips: { least: 200, most: 420, usual: 260 },
  cast: { least: 240, most: 460, usual: 304 },
  timeline: { least: 180, most: 700, usual: 320 },
};

const storedAt = 'castline.panels';

/** A size in CSS pixels, whole, and no smaller or larger than the panel may be. */
export function keepInLimits(panel: PanelName, size: number): number {
  const { least, most } = panelLimits[panel];
  return Math.round(Math.min(most, Math.max(least, size)));
}

/** The timeline takes its part of the window's height, so that a large display shows more lanes. */
export function usualSize(panel: PanelName, windowHeightPx: number): number {
  const { usual } = panelLimits[panel];
  return panel === 'timeline' ? keepInLimits(panel, windowHeightPx * 0.36) : usual;
}

/** Sizes as they were stored; what is missing or broken is as usual. */
export function parsePanels(text: string | null, windowHeightPx: number): PanelSizes {
  let stored: unknown;
  try {
    stored = JSON.parse(text ?? '{}');
  } catch {
    stored = {};
  }
  const sizeOf = (panel: PanelName): number => {
    const size: unknown =
      typeof stored === 'object' && stored !== null ? Reflect.get(stored, panel) : undefined;
    return typeof size === 'number' && Number.isFinite(size)
      ? keepInLimits(panel, size)
      : usualSize(panel, windowHeightPx);
  };
  return { clips: sizeOf('clips'), cast: sizeOf('cast'), timeline: sizeOf('timeline') };
}

interface PanelState extends PanelSizes {
  resize(panel: PanelName, size: number): void;
}

export const usePanels = create<PanelState>()((set, get) => ({
  ...parsePanels(storage()?.getItem(storedAt) ?? null, globalThis.innerHeight ?? 900),
  resize: (panel, size) => {
    set({ [panel]: keepInLimits(panel, size) });
    const { clips, cast, timeline } = get();
    storage()?.setItem(storedAt, JSON.stringify({ clips, cast, timeline }));
  },
}));

// A window may get its size after the page was loaded, or another display: a timeline that nobody has sized goes along.
globalThis.addEventListener?.('resize', () => {
  const timeline = parsePanels(storage()?.getItem(storedAt) ?? null, globalThis.innerHeight).timeline;
  if (timeline !== usePanels.getState().timeline) usePanels.setState({ timeline });
});

/** The sizes as custom properties, which the layout reads. */
export function panelStyle({ clips, cast, timeline }: PanelSizes): CSSProperties {
  return {
    ['--clips' as string]: `${clips}px`,
    ['--cast' as string]: `${cast}px`,
    ['--timeline' as string]: `${timeline}px`,
  };
}
