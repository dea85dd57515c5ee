import { attempt, decideCut } from '../app/actions.ts';
import type { Environment } from '../app/environment.ts';
import { shotAt } from '../features/viewer/stepping.ts';
import { frameTimecode } from '../ui/texts.ts';
import type { Command } from './command.ts';
import { detailOf } from './transport.ts';

/** The cut under the playhead: the first frame of a shot, the clip's own beginning apart. */
function onCut(environment: Environment): boolean {
  const { frame } = environment.desk.getState();
  const shots = detailOf(environment)?.shots ?? [];
  return frame > 0 && shotAt(shots, frame)?.firstFrame === frame;
}

function decide(environment: Environment, kind: 'add' | 'remove'): void {
  const { assetId, frame } = environment.desk.getState();
  const detail = detailOf(environment);
  if (!assetId || !detail) return;
  attempt(decideCut(environment, kind, assetId, frame, frameTimecode(detail.facts, frame)));
}

export const cutCommands: readonly Command[] = [
  {
    id: 'add-cut',
    label: 'Put a cut at the playhead',
    group: 'Timeline',
    keys: ['c'],
    when: (environment) =>
      (detailOf(environment)?.shots.length ?? 0) > 0 &&
      environment.desk.getState().frame > 0 &&
      !onCut(environment),
    run: (environment) => decide(environment, 'add'),
  },
  {
    id: 'remove-cut',
    label: 'Take the cut under the playhead away',
    group: 'Timeline',
    keys: ['Delete', 'Backspace'],
    when: onCut,
    run: (environment) => decide(environment, 'remove'),
  },
];
