import type { PersonView, TagView } from '../../../shared/contract/index.ts';
import type { AssetId } from '../../../shared/ids.ts';
import { attempt } from '../../app/actions.ts';
import type { Environment } from '../../app/environment.ts';
import { castOrder, isInCast, keys } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { personName } from '../../ui/texts.ts';
import { detailAt } from './current.ts';
import { editRanges, tagNames } from './edits.ts';
import { type RunSubject, type TagRun, useTagging } from './tagging-store.ts';

/** A key that is down for less was tapped: the run goes on until it is tapped again. */
const tapMs = 260;

const idOf = (subject: RunSubject): string =>
  subject.on === 'person' ? `person ${subject.identityId}` : `tag ${subject.name}`;

function labelOf({ queries }: Environment, subject: RunSubject): string {
  if (subject.on === 'tag') return subject.name;
  const people = queries.getQueryData<PersonView[]>(keys.cast) ?? [];
  const person = people.find(({ id }) => id === subject.identityId);
  return person ? personName(person) : '';
}

/** A key for a subject goes down: its run begins; one that was tapped before ends. */
export function pressSubject(environment: Environment, subject: RunSubject): void {
  const { runs, begin } = useTagging.getState();
  const running = runs.find(({ id }) => id === idOf(subject));
  if (running) {
    endRuns(environment, [running]);
    return;
  }
  const { assetId, frame, speed, setSpeed } = environment.desk.getState();
  if (!assetId) return;
  if (speed === 0) setSpeed(1);
  begin({
    id: idOf(subject),
    subject,
    label: labelOf(environment, subject),
    laneId: subject.on === 'person' ? `person ${subject.identityId}` : 'tags',
    assetId,
    startFrame: frame,
    heldSince: performance.now(),
  });
}

/** The key is let go: the run ends, but where it was only tapped. */
export function releaseSubject(environment: Environment, subject: RunSubject): void {
  const { runs, latch } = useTagging.getState();
  const run = runs.find(({ id }) => id === idOf(subject));
  if (run?.heldSince === undefined) return;
  if (performance.now() - run.heldSince < tapMs) latch(run.id);
  else endRuns(environment, [run]);
}

/**
 * Ends runs where the playhead is, and keeps what they cover, forwards or backwards. `atFrame`: where it was, if it has gone
 * elsewhere since. One step to undo.
 */
export function endRuns(environment: Environment, runs: readonly TagRun[], atFrame?: number): void {
  const { end } = useTagging.getState();
  for (const { id } of runs) end(id);
  const frame = atFrame ?? environment.desk.getState().frame;
  const covered = runs.map((run) => ({
    run,
    assetId: run.assetId as AssetId,
    startFrame: Math.min(run.startFrame, frame),
    endFrame: Math.max(run.startFrame, frame) + 1,
  }));
  if (covered.length === 0) return;
  const add = covered.flatMap(({ run: { subject }, assetId, startFrame, endFrame }) =>
    subject.on === 'tag'
      ? [{ name: subject.name, target: { on: 'range' as const, assetId, startFrame, endFrame } }]
      : [],
  );
  const presence = covered.flatMap(({ run: { subject }, assetId, startFrame, endFrame }) =>
    subject.on === 'person'
      ? [{ assetId, identityId: subject.identityId, startFrame, endFrame, isPresent: true }]
      : [],
  );
  attempt(
    editRanges(environment, { add, presence }, covered.map((one) => saidOf(environment, one)).join(' · ')),
  );
}

function saidOf(
  environment: Environment,
  { run, startFrame, endFrame }: { run: TagRun; startFrame: number; endFrame: number },
): string {
  const timecodeOf = detailAt(environment, run.assetId as AssetId)?.timecodeOf ?? String;
  const { fromTo, personTagged, rangeTagged } = texts().timeline;
  const range = fromTo(timecodeOf(startFrame), timecodeOf(endFrame - 1));
  return run.subject.on === 'person' ? personTagged(run.label, range) : rangeTagged(run.label, range);
}

/** The person whose card has this number, in the clip on the desk. */
export function personOfKey(
  environment: Environment,
  number: number,
): Extract<RunSubject, { on: 'person' }> | undefined {
  const { queries, desk } = environment;
  const people = queries.getQueryData<PersonView[]>(keys.cast) ?? [];
  const detail = detailAt(environment, desk.getState().assetId)?.detail;
  const person = castOrder(people.filter(isInCast), detail).here[number - 1];
  return person && { on: 'person', identityId: person.id };
}

/** The tag of a number key: the first is what T puts, then those in use, the most used first. */
export function numberedTags({ queries }: Environment): string[] {
  const first = useTagging.getState().tagName || texts().timeline.firstTag;
  const used = tagNames(queries.getQueryData<TagView[]>(keys.tags) ?? []);
  return [first, ...used.filter((name) => name !== first)].slice(0, 9);
}

/** The tag of a number key, 1 to 9. */
export function tagOfKey(environment: Environment, number: number): RunSubject | undefined {
  const name = numberedTags(environment)[number - 1];
  return name === undefined ? undefined : { on: 'tag', name };
}
