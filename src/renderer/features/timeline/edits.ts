import type { AssetDetail, RangeEdits, TagView } from '../../../shared/contract/index.ts';
import type { IdentityId } from '../../../shared/ids.ts';
import { attempt, undo } from '../../app/actions.ts';
import type { Environment } from '../../app/environment.ts';
import { fetchedAnew, keys } from '../../app/queries.ts';
import type { LaneSpan } from '../../canvas/model.ts';
import type { FrameSpan } from '../../canvas/spans.ts';
import { texts } from '../../texts/index.ts';
import { useToasts } from '../../ui/toast-store.ts';
import { chosenSpans, timelineNow } from './current.ts';
import { useSelection } from './selection-store.ts';

/** Edits of ranges. Each is on screen at once, one step to undo, and taken back where the engine refuses it. */

/** Edits that the engine has not answered yet: only the last answer is what is to be shown. */
let pending = 0;

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

/** Carries edits out; gives the tags that were not there before. */
export async function editRanges(
  environment: Environment,
  edits: RangeEdits,
  said?: string,
): Promise<TagView[]> {
  const { client, queries } = environment;
  await queries.cancelQueries({ queryKey: keys.tags });
  const before = queries.getQueryData<TagView[]>(keys.tags) ?? [];
  queries.setQueryData<TagView[]>(keys.tags, withEdits(before, edits));
  pending += 1;
  try {
    const tags = await client.timeline.edit(edits);
    if (pending === 1) queries.setQueryData<TagView[]>(keys.tags, tags);
    if (said !== undefined) {
      const action = { label: texts().commands.undo, run: () => attempt(undo(environment)) };
      useToasts.getState().show({ topic: 'edit', title: said, action });
    }
    const known = new Set(before.map(({ id }) => id));
    return tags.filter(({ id }) => !known.has(id));
  } catch (thrown) {
    queries.setQueryData<TagView[]>(keys.tags, before);
    throw thrown;
  } finally {
    pending -= 1;
    // Not waited for: what was made is to be chosen before the next key is pressed.
    void fetchedAnew(queries, keys.edits);
  }
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

/** Shows new ends of an appearance before the engine has worked them out. */
function showAppearance(
  { queries, desk }: Environment,
  identityId: IdentityId,
  before: FrameSpan,
  after: FrameSpan,
): () => void {
  const key = keys.detail(desk.getState().assetId);
  const old = queries.getQueryData<AssetDetail | null>(key);
  if (old) {
    const appearances = old.appearances.map((one) =>
      one.identityId === identityId && one.startFrame === before.startFrame
        ? { ...one, startFrame: after.startFrame, endFrame: after.endFrame }
        : one,
    );
    queries.setQueryData(key, { ...old, appearances } satisfies AssetDetail);
  }
  return () => void queries.setQueryData(key, old);
}

async function trimAppearance(
  environment: Environment,
  span: LaneSpan & { target: { on: 'appearance' } },
  after: FrameSpan,
): Promise<void> {
  const { client, queries, desk } = environment;
  const { assetId } = desk.getState();
  if (!assetId) return;
  const { identityId } = span.target;
  const end = after.startFrame === span.startFrame ? 'end' : 'start';
  const frame = end === 'start' ? after.startFrame : after.endFrame;
  const takeBack = showAppearance(environment, identityId, span, after);
  if (end === 'start') useSelection.getState().choose([`person ${identityId} ${after.startFrame}`]);
  try {
    await client.cast.setAppearanceEnd({ assetId, identityId, atFrame: span.startFrame, end, frame });
  } catch (thrown) {
    takeBack();
    throw thrown;
  } finally {
    await fetchedAnew(queries, keys.edits);
  }
}

/** Gives a span new ends. Only tags and appearances have ends that are the editor's. */
export async function setSpan(environment: Environment, span: LaneSpan, after: FrameSpan): Promise<void> {
  if (after.startFrame === span.startFrame && after.endFrame === span.endFrame) return;
  const { target } = span;
  if (target.on === 'tag') {
    const { startFrame, endFrame } = after;
    await editRanges(environment, { change: [{ tagId: target.tagId, startFrame, endFrame }] });
  } else if (target.on === 'appearance') await trimAppearance(environment, { ...span, target }, after);
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
  // After an undo the window may still hold the ends from before; edits of its own that are under way it holds already.
  if (pending === 0) {
    const tags = { queryKey: keys.tags, exact: true, stale: true };
    await environment.queries.refetchQueries(tags, { cancelRefetch: false });
  }
  const model = timelineNow(environment);
  const spans = chosenSpans(environment).filter(part === 'whole' ? canMove : canTrim);
  if (!model || spans.length === 0) return;
  const endsOf = ({ startFrame, endFrame }: LaneSpan): FrameSpan => {
    if (part === 'start') return { startFrame: inClip(startFrame + byFrames, 0, endFrame - 1), endFrame };
    if (part === 'end') {
      return { startFrame, endFrame: inClip(endFrame + byFrames, startFrame + 1, model.frameCount) };
    }
    const start = inClip(startFrame + byFrames, 0, model.frameCount - (endFrame - startFrame));
    return { startFrame: start, endFrame: start + endFrame - startFrame };
  };
  const change = spans.flatMap((span) =>
    span.target.on === 'tag' ? [{ tagId: span.target.tagId, ...endsOf(span) }] : [],
  );
  if (change.length > 0) await editRanges(environment, { change });
  for (const span of spans) {
    if (span.target.on === 'appearance') await setSpan(environment, span, endsOf(span));
  }
  const [first] = spans;
  if (first) showEnd(environment, endsOf(first), part);
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
  for (const span of chosenSpans(environment).filter(canTrim)) {
    const after =
      end === 'start'
        ? { startFrame: Math.min(frame, span.endFrame - 1), endFrame: span.endFrame }
        : { startFrame: span.startFrame, endFrame: Math.max(frame + 1, span.startFrame + 1) };
    await setSpan(environment, span, after);
  }
}

/** Takes chosen tags away, and says of chosen appearances that nobody is there. One step to undo. */
export async function deleteChosen(environment: Environment): Promise<void> {
  const { assetId } = environment.desk.getState();
  const spans = chosenSpans(environment).filter(canTrim);
  if (!assetId || spans.length === 0) return;
  const remove = spans.flatMap(({ target }) => (target.on === 'tag' ? [target.tagId] : []));
  const presence = spans.flatMap(({ target, startFrame, endFrame }) =>
    target.on === 'appearance'
      ? [{ assetId, identityId: target.identityId, startFrame, endFrame, isPresent: false }]
      : [],
  );
  const [only] = spans;
  const what = spans.length === 1 && only ? `“${only.label}”` : texts().count.ranges(spans.length);
  useSelection.getState().choose([]);
  await editRanges(environment, { remove, presence }, texts().timeline.removed(what));
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
