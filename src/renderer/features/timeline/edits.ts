import type { QueryKey } from '@tanstack/react-query';
import type { AssetDetail, RangeEdits, TagView } from '../../../shared/contract/index.ts';
import type { IdentityId } from '../../../shared/ids.ts';
import { attempt, undo } from '../../app/actions.ts';
import type { Environment } from '../../app/environment.ts';
import { fetchedAnew, keys, upToDate } from '../../app/queries.ts';
import { inTurn } from '../../app/turn.ts';
import type { LaneSpan } from '../../canvas/model.ts';
import type { FrameSpan } from '../../canvas/spans.ts';
import { texts } from '../../texts/index.ts';
import { useToasts } from '../../ui/toast-store.ts';
import { chosenSpans, timelineNow } from './current.ts';
import { useSelection } from './selection-store.ts';

/** Edits of ranges. Each is on screen at once, one step to undo, and taken back where the engine refuses it. */

/** Edits that the engine has not answered yet: only the last answer is what is to be shown. */
let pending = 0;

/** Edits that are on screen and on their way; in an object, since who waits for this does not wait for them. */
interface Sent<T> {
  readonly answer: Promise<T>;
}

/** Lets the window see the ends that the engine has; its own edits that are under way it shows already. */
async function seeEnds({ queries, desk }: Environment): Promise<void> {
  if (pending === 0) await upToDate(queries, keys.tags, keys.detail(desk.getState().assetId));
}

/** Carries an edit out that is on screen: takes it back where it is refused, and asks what the engine has instead. */
async function carried<T>(
  { queries }: Environment,
  queryKey: QueryKey,
  before: unknown,
  run: () => Promise<T>,
): Promise<T> {
  pending += 1;
  try {
    return await run();
  } catch (thrown) {
    queries.setQueryData(queryKey, before);
    void queries.invalidateQueries({ queryKey, exact: true });
    throw thrown;
  } finally {
    pending -= 1;
    // Not waited for: what was made is to be chosen before the next key is pressed.
    void fetchedAnew(queries, keys.edits);
  }
}

function withEdits(tags: readonly TagView[], { change = [], remove = [] }: RangeEdits): TagView[] {
  const changes = new Map(change.map((one) => [one.tagId, one]));
  return tags
    .filter(({ id }) => !remove.includes(id))
    .map((tag) => {
      const next = changes.get(tag.id);
      if (!next) return tag;
      const { name = tag.name, startFrame = tag.startFrame, endFrame = tag.endFrame } = next;
      return {
        ...tag,
        name,
        ...(startFrame === undefined ? {} : { startFrame }),
        ...(endFrame === undefined ? {} : { endFrame }),
      };
    });
}

/** Shows edits and sends them; gives the tags that were not there before. In its turn only. */
async function sendEdits(environment: Environment, edits: RangeEdits): Promise<Sent<TagView[]>> {
  const { client, queries } = environment;
  await queries.cancelQueries({ queryKey: keys.tags });
  const before = queries.getQueryData<TagView[]>(keys.tags) ?? [];
  queries.setQueryData<TagView[]>(keys.tags, withEdits(before, edits));
  const run = async () => {
    const tags = await client.timeline.edit(edits);
    if (pending === 1) queries.setQueryData<TagView[]>(keys.tags, tags);
    const known = new Set(before.map(({ id }) => id));
    return tags.filter(({ id }) => !known.has(id));
  };
  return { answer: carried(environment, keys.tags, before, run) };
}

function say(environment: Environment, title: string): void {
  const action = { label: texts().commands.undo, run: () => attempt(undo(environment)) };
  useToasts.getState().show({ topic: 'edit', title, action });
}

/** Carries edits out; gives the tags that were not there before. */
export async function editRanges(
  environment: Environment,
  edits: RangeEdits,
  said?: string,
): Promise<TagView[]> {
  const sent = await inTurn(() => sendEdits(environment, edits));
  const made = await sent.answer;
  if (said !== undefined) say(environment, said);
  return made;
}

/** Puts a tag on a range of the clip on the desk and chooses it; where it is already, that one is chosen. */
export async function addRangeTag(
  environment: Environment,
  name: string,
  { startFrame, endFrame }: FrameSpan,
  options: { readonly rename?: boolean } = {},
): Promise<void> {
  const { assetId } = environment.desk.getState();
  if (!assetId) return;
  const target = { on: 'range' as const, assetId, startFrame, endFrame };
  const there = environment.queries
    .getQueryData<TagView[]>(keys.tags)
    ?.find(
      (tag) =>
        tag.name === name &&
        tag.assetId === assetId &&
        !tag.identityId &&
        !tag.box &&
        tag.startFrame === startFrame &&
        tag.endFrame === endFrame,
    );
  const made = there ?? (await editRanges(environment, { add: [{ name, target }] }))[0];
  if (!made) return;
  const key = `tag ${made.id}`;
  useSelection.getState().choose([key]);
  if (options.rename) useSelection.getState().rename(key);
}

type AppearanceSpan = LaneSpan & { readonly target: { readonly on: 'appearance' } };
const isAppearance = (span: LaneSpan): span is AppearanceSpan => span.target.on === 'appearance';

/** Shows new ends of an appearance before the engine has worked them out, and sends them. In its turn only. */
async function sendAppearance(
  environment: Environment,
  span: AppearanceSpan,
  after: FrameSpan,
): Promise<Sent<unknown>> {
  const { client, queries, desk } = environment;
  const { assetId } = desk.getState();
  if (!assetId || isSame(span, after)) return { answer: Promise.resolve() };
  const { identityId } = span.target;
  const queryKey = keys.detail(assetId);
  await queries.cancelQueries({ queryKey, exact: true });
  const before = queries.getQueryData<AssetDetail | null>(queryKey);
  if (before) {
    const { startFrame, endFrame } = after;
    const appearances = before.appearances.map((one) =>
      one.identityId === identityId && one.startFrame === span.startFrame
        ? { ...one, startFrame, endFrame }
        : one,
    );
    queries.setQueryData<AssetDetail>(queryKey, { ...before, appearances });
  }
  const end = after.startFrame === span.startFrame ? 'end' : 'start';
  const frame = end === 'start' ? after.startFrame : after.endFrame;
  if (end === 'start') {
    const key = `person ${identityId} ${after.startFrame}`;
    const { chosen, choose } = useSelection.getState();
    choose(chosen.map((one) => (one === span.key ? key : one)));
  }
  const run = () =>
    client.cast.setAppearanceEnd({ assetId, identityId, atFrame: span.startFrame, end, frame });
  return { answer: carried(environment, queryKey, before, run) };
}

const isSame = (a: FrameSpan, b: FrameSpan): boolean =>
  a.startFrame === b.startFrame && a.endFrame === b.endFrame;

/** The ends of a tag that become others. What stays is not said: it may be another one by now. */
function changeOf({ target, startFrame, endFrame }: LaneSpan, after: FrameSpan) {
  if (target.on !== 'tag') return [];
  const start = after.startFrame === startFrame ? {} : { startFrame: after.startFrame };
  const end = after.endFrame === endFrame ? {} : { endFrame: after.endFrame };
  return [{ tagId: target.tagId, ...start, ...end }];
}

/** Gives spans new ends: all tags in one step, each appearance in one of its own. In its turn only. */
async function sendEnds(
  environment: Environment,
  spans: readonly LaneSpan[],
  endsOf: (span: LaneSpan) => FrameSpan,
): Promise<Sent<unknown>> {
  const moved = spans.filter((span) => !isSame(span, endsOf(span)));
  const change = moved.flatMap((span) => changeOf(span, endsOf(span)));
  const sent: Sent<unknown>[] = change.length > 0 ? [await sendEdits(environment, { change })] : [];
  for (const span of moved.filter(isAppearance)) {
    sent.push(await sendAppearance(environment, span, endsOf(span)));
  }
  return { answer: Promise.all(sent.map(({ answer }) => answer)) };
}

/** Gives a span new ends. Only tags and appearances have ends that are the editor's. */
export async function setSpan(environment: Environment, span: LaneSpan, after: FrameSpan): Promise<void> {
  const sent = await inTurn(() => sendEnds(environment, [span], () => after));
  await sent.answer;
}

/** True for a span that has ends to be moved. */
export const canTrim = ({ target }: LaneSpan): boolean => target.on === 'tag' || target.on === 'appearance';
/** True for a span that can be moved as a whole. */
export const canMove = ({ target }: LaneSpan): boolean => target.on === 'tag';

const inClip = (frame: number, least: number, most: number): number => Math.min(most, Math.max(least, frame));

/** Moves the chosen tags by frames; where only one end is meant, that end of all chosen ranges. */
export async function nudge(
  environment: Environment,
  byFrames: number,
  part: 'whole' | 'start' | 'end',
): Promise<void> {
  const sent = await inTurn(async () => {
    await seeEnds(environment);
    const frameCount = timelineNow(environment)?.frameCount ?? 0;
    const endsOf = ({ startFrame, endFrame }: LaneSpan): FrameSpan => {
      if (part === 'start') return { startFrame: inClip(startFrame + byFrames, 0, endFrame - 1), endFrame };
      if (part === 'end') {
        return { startFrame, endFrame: inClip(endFrame + byFrames, startFrame + 1, frameCount) };
      }
      const start = inClip(startFrame + byFrames, 0, frameCount - (endFrame - startFrame));
      return { startFrame: start, endFrame: start + endFrame - startFrame };
    };
    const spans = chosenSpans(environment).filter(part === 'whole' ? canMove : canTrim);
    const [first] = spans;
    if (first) showEnd(environment, endsOf(first), part);
    return sendEnds(environment, spans, endsOf);
  });
  await sent.answer;
}

/** Shows the frame that an end lies at. */
function showEnd(
  { desk }: Environment,
  { startFrame, endFrame }: FrameSpan,
  part: 'whole' | 'start' | 'end',
): void {
  desk.getState().seek(part === 'end' ? endFrame - 1 : startFrame);
}

/** Sets the start or the end of what is chosen to the playhead; an end includes the frame under it. */
export async function trimToPlayhead(environment: Environment, end: 'start' | 'end'): Promise<void> {
  const { frame } = environment.desk.getState();
  const endsOf = ({ startFrame, endFrame }: LaneSpan): FrameSpan =>
    end === 'start'
      ? { startFrame: Math.min(frame, endFrame - 1), endFrame }
      : { startFrame, endFrame: Math.max(frame + 1, startFrame + 1) };
  const sent = await inTurn(async () => {
    await seeEnds(environment);
    return sendEnds(environment, chosenSpans(environment).filter(canTrim), endsOf);
  });
  await sent.answer;
}

/** Takes chosen tags away, and says of chosen appearances that nobody is there. One step to undo. */
export async function deleteChosen(environment: Environment): Promise<void> {
  const { assetId } = environment.desk.getState();
  const sent = await inTurn(async () => {
    await seeEnds(environment);
    const spans = chosenSpans(environment).filter(canTrim);
    if (!assetId || spans.length === 0) return undefined;
    const remove = spans.flatMap(({ target }) => (target.on === 'tag' ? [target.tagId] : []));
    const presence = spans.flatMap(({ target, startFrame, endFrame }) =>
      target.on === 'appearance'
        ? [{ assetId, identityId: target.identityId, startFrame, endFrame, isPresent: false }]
        : [],
    );
    const [only] = spans;
    const what = spans.length === 1 && only ? `“${only.label}”` : texts().count.ranges(spans.length);
    useSelection.getState().choose([]);
    return { what, ...(await sendEdits(environment, { remove, presence })) };
  });
  if (!sent) return;
  await sent.answer;
  say(environment, texts().timeline.removed(sent.what));
}

/** Says that a person is seen in a range of the clip on the desk. */
export async function addPresence(
  environment: Environment,
  identityId: IdentityId,
  { startFrame, endFrame }: FrameSpan,
): Promise<void> {
  const { assetId } = environment.desk.getState();
  if (!assetId) return;
  await editRanges(environment, {
    presence: [{ assetId, identityId, startFrame, endFrame, isPresent: true }],
  });
  useSelection.getState().choose([`person ${identityId} ${startFrame}`]);
}

/** Gives a tag another name. */
export async function renameTag(environment: Environment, tagId: string, typed: string): Promise<void> {
  const name = typed.trim();
  const tags = environment.queries.getQueryData<TagView[]>(keys.tags) ?? [];
  if (name === '' || tags.find(({ id }) => id === tagId)?.name === name) return;
  await editRanges(environment, { change: [{ tagId, name }] });
}

/** The names of tags in use, the most used first. */
export function tagNames(tags: readonly TagView[]): string[] {
  const counts = new Map<string, number>();
  for (const { name } of tags) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([name]) => name);
}
