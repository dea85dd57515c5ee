import { attempt } from '../app/actions.ts';
import type { Environment } from '../app/environment.ts';
import { exportStill, goToMark, mark, toggleFullScreen, toggleLoop } from '../features/viewer/actions.ts';
import { mostZoom, useView, wholePicture } from '../features/viewer/view-store.ts';
import type { Command, CommandId } from './command.ts';
import { detailOf } from './transport.ts';

const hasClip = (environment: Environment): boolean => (detailOf(environment)?.frameCount ?? 0) > 0;

function zoomPicture(factor: number): void {
  const { zoom, setZoom } = useView.getState();
  const scale = Math.min(mostZoom, Math.max(1, zoom.scale * factor));
  setZoom(scale === 1 ? wholePicture : { ...zoom, scale });
}

const command = (
  id: CommandId,
  keys: readonly string[],
  run: Command['run'],
  more: Partial<Pick<Command, 'repeats'>> = {},
): Command => ({ id, group: 'Play and step', keys, when: hasClip, run, ...more });

/** What is done to the picture and with it. */
export const viewerCommands: readonly Command[] = [
  command('masks', ['Shift+b'], () => useView.getState().toggleMasks()),
  command('mark-in', ['i'], (environment) => mark(environment, 'in')),
  command('mark-out', ['o'], (environment) => mark(environment, 'out')),
  command('go-to-in', ['Shift+i'], (environment) => goToMark(environment, 'in')),
  command('go-to-out', ['Shift+o'], (environment) => goToMark(environment, 'out')),
  command('clear-marks', ['Alt+x'], () => useView.getState().setRange(undefined)),
  command('loop', ['Shift+l'], toggleLoop),
  command('draw-missed', ['d'], ({ desk }) => {
    desk.getState().setSpeed(0);
    const { drawing, setDrawing } = useView.getState();
    setDrawing(drawing === undefined ? 'box' : undefined);
  }),
  command('export-still', ['Mod+Shift+s'], (environment) => attempt(exportStill(environment))),
  command('full-screen', ['Shift+f'], () => attempt(toggleFullScreen())),
  command('zoom-picture-in', ['Alt++', 'Alt+='], () => zoomPicture(1.5), { repeats: true }),
  command('zoom-picture-out', ['Alt+-'], () => zoomPicture(1 / 1.5), { repeats: true }),
  command('fit-picture', ['Alt+\\'], () => useView.getState().setZoom(wholePicture)),
];
