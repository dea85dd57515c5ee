import { attempt } from '../app/actions.ts';
import type { Environment } from '../app/environment.ts';
import { timelineWidth } from '../canvas/measure.ts';
import type { Lane, LaneSpan } from '../canvas/model.ts';
import { clampViewport } from '../canvas/viewport.ts';
import { chosenSpans, timelineNow } from '../features/timeline/current.ts';
import { addRangeTag, canMove, canTrim, nudge, trimToPlayhead } from '../features/timeline/edits.ts';
import { useLaneArrangement } from '../features/timeline/lane-store.ts';
import { useSelection } from '../features/timeline/selection-store.ts';
import {
  endRuns,
  numberedTags,
  pressSubject,
  releaseSubject,
  tagOfKey,
} from '../features/timeline/tagging.ts';
import { useTagging } from '../features/timeline/tagging-store.ts';
import { loopRange } from '../features/viewer/actions.ts';
import { shotAt } from '../features/viewer/stepping.ts';
import { texts } from '../texts/index.ts';
import { type Command, type CommandId, digits } from './command.ts';
import { detailOf } from './transport.ts';

const hasClip = (environment: Environment): boolean => (detailOf(environment)?.frameCount ?? 0) > 0;
const hasChosen =
  (can: (span: LaneSpan) => boolean) =>
  (environment: Environment): boolean =>
    chosenSpans(environment).some(can);

/** The shot under the playhead, as a range. */
function shotHere(environment: Environment): { startFrame: number; endFrame: number } | undefined {
  const shot = shotAt(detailOf(environment)?.shots ?? [], environment.desk.getState().frame);
  return shot && { startFrame: shot.firstFrame, endFrame: shot.endFrame };
}

/** Shows what is chosen, or the shot, edge to edge with a little air. */
function zoomToChosen(environment: Environment): void {
  if (environment.desk.getState().scope === 'all') return;
  const spans = chosenSpans(environment);
  const range = spans.length > 0 ? spans : [shotHere(environment)].filter((shot) => shot !== undefined);
  const frameCount = detailOf(environment)?.frameCount;
  if (range.length === 0 || frameCount === undefined) return;
  const start = Math.min(...range.map(({ startFrame }) => startFrame));
  const end = Math.max(...range.map(({ endFrame }) => endFrame));
  const width = timelineWidth();
  const pxPerFrame = (0.9 * width) / (end - start);
  const view = clampViewport(
    { startFrame: start - (0.05 * width) / pxPerFrame, pxPerFrame },
    frameCount,
    width,
  );
  environment.desk.getState().setView(view);
}

/** Chooses a range under the playhead, those of the selected person first; again: the next of them. */
function chooseHere(environment: Environment): void {
  const { frame, personId, selectPerson } = environment.desk.getState();
  const { chosen, choose } = useSelection.getState();
  const lanes = timelineNow(environment)?.lanes ?? [];
  const isSelected = ({ identityId }: Lane): boolean => identityId !== undefined && identityId === personId;
  const here = lanes
    .toSorted((a, b) => Number(isSelected(b)) - Number(isSelected(a)))
    .flatMap((lane) =>
      lane.spans
        .filter(({ startFrame, endFrame }) => startFrame <= frame && frame < endFrame)
        .map((span) => ({ lane, span })),
    );
  const at = here.findIndex(({ span }) => chosen.includes(span.key));
  const next = here[(at + 1) % Math.max(1, here.length)];
  choose(next ? [next.span.key] : []);
  if (next?.lane.identityId && at < 0) selectPerson(next.lane.identityId);
}

/** Chooses all of the lane in which something is chosen; else all tags. */
function chooseAll(environment: Environment): void {
  const { chosen, choose } = useSelection.getState();
  const lanes = timelineNow(environment)?.lanes ?? [];
  const lane =
    lanes.find(({ spans }) => spans.some(({ key }) => chosen.includes(key))) ??
    lanes.find(({ kind }) => kind === 'tags');
  choose(lane?.spans.map(({ key }) => key) ?? []);
}

const nudging = (
  id: CommandId,
  keys: readonly string[],
  byFrames: number,
  part: 'whole' | 'start' | 'end',
): Command => ({
  id,
  group: 'Ranges',
  keys,
  repeats: true,
  when: hasChosen(part === 'whole' ? canMove : canTrim),
  run: (environment) => attempt(nudge(environment, byFrames, part)),
});

const trimming = (id: CommandId, key: string, end: 'start' | 'end'): Command => ({
  id,
  group: 'Ranges',
  keys: [key],
  when: hasChosen(canTrim),
  run: (environment) => attempt(trimToPlayhead(environment, end)),
});

const tagKeys: readonly Command[] = digits.map((digit) => ({
  id: `tag-${digit}`,
  group: 'Ranges',
  keys: [`Alt+${digit}`],
  when: (environment) => hasClip(environment) && numberedTags(environment).length >= digit,
  run: (environment) => {
    const subject = tagOfKey(environment, digit);
    if (subject) pressSubject(environment, subject);
  },
  release: (environment) => {
    const subject = tagOfKey(environment, digit);
    if (subject) releaseSubject(environment, subject);
  },
}));

const current = () =>
  ({ on: 'tag', name: useTagging.getState().tagName || texts().timeline.firstTag }) as const;

/** Ranges and markers made, chosen, moved and trimmed from the keyboard. */
export const rangeCommands: readonly Command[] = [
  {
    id: 'marker',
    group: 'Ranges',
    keys: ['m'],
    when: hasClip,
    run: (environment) => {
      const { frame } = environment.desk.getState();
      attempt(addRangeTag(environment, texts().timeline.marker, { startFrame: frame, endFrame: frame + 1 }));
    },
  },
  {
    id: 'tag-playing',
    group: 'Ranges',
    keys: ['t'],
    when: hasClip,
    run: (environment) => pressSubject(environment, current()),
    release: (environment) => releaseSubject(environment, current()),
  },
  {
    id: 'choose-tag',
    group: 'Ranges',
    keys: ['Alt+t'],
    when: hasClip,
    run: () => useTagging.getState().choose(true),
  },
  {
    id: 'tag-range',
    group: 'Ranges',
    keys: ['Shift+t'],
    when: hasClip,
    run: (environment) => {
      const detail = detailOf(environment);
      if (!detail) return;
      const range = loopRange(detail, environment.desk.getState().frame);
      attempt(addRangeTag(environment, current().name, range));
    },
  },
  {
    id: 'end-tagging',
    group: 'Ranges',
    keys: ['Alt+Escape', 'Alt+0'],
    when: () => useTagging.getState().runs.length > 0,
    run: (environment) => endRuns(environment, useTagging.getState().runs),
  },
  ...tagKeys,
  {
    id: 'choose-here',
    group: 'Ranges',
    keys: ['x'],
    when: hasClip,
    run: chooseHere,
  },
  { id: 'choose-all', group: 'Ranges', keys: ['Mod+a'], when: hasClip, run: chooseAll },
  trimming('trim-start', '[', 'start'),
  trimming('trim-end', ']', 'end'),
  nudging('nudge-back', [','], -1, 'whole'),
  nudging('nudge-on', ['.'], 1, 'whole'),
  nudging('nudge-back-10', ['<', 'Shift+,'], -10, 'whole'),
  nudging('nudge-on-10', ['>', 'Shift+.'], 10, 'whole'),
  nudging('start-earlier', ['Alt+['], -1, 'start'),
  nudging('start-later', ['Alt+]'], 1, 'start'),
  nudging('start-earlier-10', ['Alt+{'], -10, 'start'),
  nudging('start-later-10', ['Alt+}'], 10, 'start'),
  nudging('end-earlier', ['Alt+,'], -1, 'end'),
  nudging('end-later', ['Alt+.'], 1, 'end'),
  nudging('end-earlier-10', ['Alt+<'], -10, 'end'),
  nudging('end-later-10', ['Alt+>'], 10, 'end'),
  {
    id: 'snap',
    group: 'Timeline',
    keys: ['s'],
    run: () => useLaneArrangement.getState().toggleSnapping(),
  },
  {
    id: 'all-clips',
    group: 'Timeline',
    keys: ['Shift+c'],
    run: ({ desk }) => {
      const { scope, setScope } = desk.getState();
      setScope(scope === 'all' ? 'clip' : 'all');
    },
  },
  {
    id: 'inspector',
    group: 'Timeline',
    keys: ['Mod+i'],
    run: ({ desk }) => {
      const { side, openSide } = desk.getState();
      openSide(side === 'inspector' ? 'cast' : 'inspector');
    },
  },
  {
    id: 'close-inspector',
    group: 'Timeline',
    keys: ['Mod+Shift+i'],
    when: ({ desk }) => desk.getState().side === 'inspector',
    run: ({ desk }) => desk.getState().openSide('cast'),
  },
  { id: 'zoom-selection', group: 'Timeline', keys: ['z'], when: hasClip, run: zoomToChosen },
];
