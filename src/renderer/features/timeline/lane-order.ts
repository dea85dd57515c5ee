import type { Lane } from '../../canvas/model.ts';
import { useLaneArrangement } from './lane-store.ts';

type Placed = Pick<Lane, 'id'>;

/** The order of lanes once one was put where another is. */
export function movedTo(lanes: readonly Placed[], id: string, targetId: string): string[] {
  const ids = lanes.map((lane) => lane.id);
  const [from, to] = [ids.indexOf(id), ids.indexOf(targetId)];
  if (from < 0 || to < 0) return ids;
  const rest = ids.filter((other) => other !== id);
  return [...rest.slice(0, to), id, ...rest.slice(to)];
}

/** Moves a lane up or down by one. */
export function moveLane(lanes: readonly Placed[], id: string, by: 1 | -1): void {
  const at = lanes.findIndex((lane) => lane.id === id);
  const target = lanes[at + by];
  if (target) useLaneArrangement.getState().setOrder(movedTo(lanes, id, target.id));
}
