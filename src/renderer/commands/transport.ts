import type { AssetDetail } from '../../shared/contract/index.ts';
import { nominalRate } from '../../shared/time.ts';
import type { Environment } from '../app/environment.ts';
import { keys } from '../app/queries.ts';
import { shotStep, shuttle } from '../features/viewer/stepping.ts';
import type { Command, CommandId } from './command.ts';

/** The clip on the desk, once its frames are known. */
export function detailOf({ queries, desk }: Environment): AssetDetail | undefined {
  return queries.getQueryData<AssetDetail | null>(keys.detail(desk.getState().assetId)) ?? undefined;
}

const hasClip = (environment: Environment): boolean => (detailOf(environment)?.frameCount ?? 0) > 0;

/** Goes to a frame, kept inside the clip. */
function goTo(
  environment: Environment,
  frame: (detail: AssetDetail, now: number) => number | undefined,
): void {
  const detail = detailOf(environment);
  const { frame: now, seek } = environment.desk.getState();
  const asked = detail && frame(detail, now);
  if (detail && asked !== undefined) seek(Math.min(detail.frameCount - 1, Math.max(0, asked)));
}

const stepping = (
  id: CommandId,
  keyTexts: readonly string[],
  frame: (detail: AssetDetail, now: number) => number | undefined,
): Command => ({
  id,
  group: 'Play and step',
  keys: keyTexts,
  repeats: true,
  when: hasClip,
  run: (environment) => goTo(environment, frame),
});

const shuttling = (id: CommandId, key: string, speed: (now: number) => number): Command => ({
  id,
  group: 'Play and step',
  keys: [key],
  when: hasClip,
  run: ({ desk }) => desk.getState().setSpeed(speed(desk.getState().speed)),
});

const second = (detail: AssetDetail): number => nominalRate(detail.facts.video.frameRate);

export const transportCommands: readonly Command[] = [
  shuttling('play', 'Space', (speed) => (speed === 0 ? 1 : 0)),
  shuttling('reverse', 'j', (speed) => shuttle(speed, -1)),
  shuttling('stop', 'k', () => 0),
  shuttling('forward', 'l', (speed) => shuttle(speed, 1)),
  stepping('previous-frame', ['ArrowLeft'], (_, now) => now - 1),
  stepping('next-frame', ['ArrowRight'], (_, now) => now + 1),
  stepping('back-second', ['Shift+ArrowLeft'], (detail, now) => now - second(detail)),
  stepping('forward-second', ['Shift+ArrowRight'], (detail, now) => now + second(detail)),
  stepping('previous-shot', ['ArrowUp'], (detail, now) => shotStep(detail.shots, now, -1)),
  stepping('next-shot', ['ArrowDown'], (detail, now) => shotStep(detail.shots, now, 1)),
  stepping('first-frame', ['Home'], () => 0),
  stepping('last-frame', ['End'], (detail) => detail.frameCount - 1),
  {
    id: 'boxes',
    group: 'Play and step',
    keys: ['b'],
    run: ({ desk }) => desk.getState().toggleBoxes(),
  },
  {
    id: 'sound',
    group: 'Play and step',
    keys: ['Shift+m'],
    run: ({ desk }) => desk.getState().toggleSound(),
  },
];
