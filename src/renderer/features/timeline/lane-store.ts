import { create } from 'zustand';
import { storage } from '../../app/storage.ts';
import { type LaneKind, laneKinds } from '../../canvas/model.ts';

/** How the lanes are arranged: kept from one start to the next. */
export interface LaneArrangement {
  /** Ids of lanes in the order that was chosen; all others come behind, as they are by nature. */
  readonly order: readonly string[];
  readonly collapsed: readonly string[];
  readonly hidden: readonly LaneKind[];
  /** Only people with a name have a lane. */
  readonly onlyNamed: boolean;
  /** Index into the palette, by lane. */
  readonly colours: Readonly<Record<string, number>>;
  readonly snaps: boolean;
}

interface LaneState extends LaneArrangement {
  toggleCollapsed(laneId: string): void;
  collapseAll(laneIds: readonly string[], isCollapsed: boolean): void;
  toggleKind(kind: LaneKind): void;
  toggleOnlyNamed(): void;
  setColour(laneId: string, colour: number | undefined): void;
  setOrder(order: readonly string[]): void;
  toggleSnapping(): void;
  reset(): void;
}

const storedAt = 'castline.lanes';
const usual: LaneArrangement = {
  order: [],
  collapsed: [],
  hidden: [],
  onlyNamed: false,
  colours: {},
  snaps: true,
};

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string').slice(0, 5000) : [];

/** An arrangement as it was stored; what is missing or broken is as usual. */
export function parseArrangement(text: string | null): LaneArrangement {
  let stored: unknown;
  try {
    stored = JSON.parse(text ?? '{}');
  } catch {
    return usual;
  }
  if (typeof stored !== 'object' || stored === null) return usual;
  const of = (field: keyof LaneArrangement): unknown => Reflect.get(stored, field);
  const colours = of('colours');
  return {
    order: texts(of('order')),
    collapsed: texts(of('collapsed')),
    hidden: laneKinds.filter((kind) => texts(of('hidden')).includes(kind)),
    onlyNamed: of('onlyNamed') === true,
    colours: Object.fromEntries(
      Object.entries(typeof colours === 'object' && colours !== null ? colours : {}).flatMap(
        ([id, colour]) =>
          Number.isInteger(colour) && Number(colour) >= 0 ? [[id, Number(colour)] as const] : [],
      ),
    ),
    snaps: of('snaps') !== false,
  };
}

const toggled = <T>(all: readonly T[], one: T): T[] =>
  all.includes(one) ? all.filter((other) => other !== one) : [...all, one];

export const useLaneArrangement = create<LaneState>()((set) => ({
  ...parseArrangement(storage()?.getItem(storedAt) ?? null),
  toggleCollapsed: (laneId) => set(({ collapsed }) => ({ collapsed: toggled(collapsed, laneId) })),
  collapseAll: (laneIds, isCollapsed) =>
    set(({ collapsed }) => {
      const rest = collapsed.filter((id) => !laneIds.includes(id));
      return { collapsed: isCollapsed ? [...rest, ...laneIds] : rest };
    }),
  toggleKind: (kind) => set(({ hidden }) => ({ hidden: toggled(hidden, kind) })),
  toggleOnlyNamed: () => set(({ onlyNamed }) => ({ onlyNamed: !onlyNamed })),
  setColour: (laneId, colour) =>
    set(({ colours }) => {
      const { [laneId]: _, ...rest } = colours;
      return { colours: colour === undefined ? rest : { ...rest, [laneId]: colour } };
    }),
  setOrder: (order) => set({ order }),
  toggleSnapping: () => set(({ snaps }) => ({ snaps: !snaps })),
  reset: () => set({ ...usual }),
}));

useLaneArrangement.subscribe(({ order, collapsed, hidden, onlyNamed, colours, snaps }) => {
  const arrangement: LaneArrangement = { order, collapsed, hidden, onlyNamed, colours, snaps };
  storage()?.setItem(storedAt, JSON.stringify(arrangement));
});
