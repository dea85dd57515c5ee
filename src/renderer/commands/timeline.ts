import type { Environment } from '../app/environment.ts';
import { timelineWidth } from '../canvas/measure.ts';
import { fitViewport, xOfFrame, zoomAt } from '../canvas/viewport.ts';
import { shownNow } from '../features/timeline/current.ts';
import type { Command } from './command.ts';
import { detailOf } from './transport.ts';

/** Zooms about the playhead where it is in view, else about the middle. */
function zoom(environment: Environment, factor: number): void {
  const shown = shownNow(environment);
  if (!shown) return;
  const { frameCount } = shown.model;
  const { view, setView } = environment.desk.getState();
  const width = timelineWidth();
  const now = view ?? fitViewport(frameCount, width);
  const x = xOfFrame(now, shown.playhead);
  const anchor = x >= 0 && x <= width ? x : width / 2;
  setView(zoomAt(now, factor, anchor, frameCount, width));
}

const hasClip = (environment: Environment): boolean => detailOf(environment) !== undefined;

export const timelineCommands: readonly Command[] = [
  {
    id: 'zoom-in',
    group: 'Timeline',
    keys: ['+', '='],
    repeats: true,
    when: hasClip,
    run: (environment) => zoom(environment, 1.5),
  },
  {
    id: 'zoom-out',
    group: 'Timeline',
    keys: ['-', '_'],
    repeats: true,
    when: hasClip,
    run: (environment) => zoom(environment, 1 / 1.5),
  },
  {
    id: 'fit',
    group: 'Timeline',
    keys: ['\\'],
    when: hasClip,
    run: ({ desk }) => desk.getState().setView(undefined),
  },
];
