import type { Box } from '../../../shared/boxes.ts';
import type { AssetDetail, PersonView } from '../../../shared/contract/index.ts';
import { attempt, renamePerson, undo } from '../../app/actions.ts';
import type { Environment } from '../../app/environment.ts';
import { fetchedAnew, keys } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { personName } from '../../ui/texts.ts';
import { useToasts } from '../../ui/toast-store.ts';
import type { FaceOnFrame } from './faces-at.ts';
import { shotAt } from './stepping.ts';
import { useView } from './view-store.ts';

/** The clip on the desk, once its frames are known. */
function detailNow({ queries, desk }: Environment): AssetDetail | undefined {
  return queries.getQueryData<AssetDetail | null>(keys.detail(desk.getState().assetId)) ?? undefined;
}

/** Makes a decision, says what was done, and lets everything that shows people read again. */
async function decide(environment: Environment, work: () => Promise<string>): Promise<void> {
  const { queries } = environment;
  try {
    const title = await work();
    useToasts.getState().show({
      topic: 'edit',
      title,
      action: { label: texts().viewer.undo, run: () => attempt(undo(environment)) },
    });
  } finally {
    await fetchedAnew(queries, keys.cast, keys.edits, keys.details);
  }
}

const sameName = (a: string, b: string): boolean =>
  a.localeCompare(b, undefined, { sensitivity: 'accent' }) === 0;

/**
 * Says who a face shows. The name of somebody else joins an unnamed person to that one, and takes the face from a named
 * one; a new name names the person, or makes somebody of a face that belongs to nobody.
 */
export async function nameFace(
  environment: Environment,
  face: FaceOnFrame,
  person: PersonView | undefined,
  typed: string,
): Promise<void> {
  const { client, queries, desk } = environment;
  const name = typed.trim();
  const people = queries.getQueryData<PersonView[]>(keys.cast) ?? [];
  const other = people.find((one) => one.id !== person?.id && one.name !== null && sameName(one.name, name));
  if (other && person?.name === null) {
    await decide(environment, async () => {
      await client.cast.merge({ into: other.id, from: [person.id] });
      desk.getState().selectPerson(other.id);
      return texts().viewer.joined(personName(person), personName(other));
    });
  } else if (other) {
    await decide(environment, async () => {
      await client.cast.assign({ elementIds: [face.elementId], identityId: other.id });
      desk.getState().selectPerson(other.id);
      return texts().viewer.given(personName(other));
    });
  } else if (person) {
    await renamePerson(environment, person.id, name);
  } else if (name !== '') {
    await decide(environment, async () => {
      const made = await client.cast.assign({ elementIds: [face.elementId], identityId: null });
      await client.cast.rename({ identityId: made.id, name });
      desk.getState().selectPerson(made.id);
      return texts().viewer.given(name);
    });
  }
}

/** Adds what was missed at the playhead; a face is asked for its name at once. */
export async function drawMissed(
  environment: Environment,
  kind: 'face' | 'subject' | 'garment',
  box: Box,
): Promise<void> {
  const { client, desk } = environment;
  const { assetId, frame } = desk.getState();
  useView.getState().setDrawing(undefined);
  if (!assetId) return;
  await decide(environment, async () => {
    const { elementId, identityId } = await client.cast.drawElement({ assetId, frame, kind, box });
    if (identityId) desk.getState().selectPerson(identityId);
    if (kind === 'face') useView.getState().nameFace(elementId);
    return texts().viewer.drawn[kind];
  });
}

/** Asks where to, and writes the frame under the playhead there. */
export async function exportStill(environment: Environment): Promise<void> {
  const { client, desk } = environment;
  const detail = detailNow(environment);
  if (!detail) return;
  const { frame } = desk.getState();
  const { id, name } = detail.summary;
  const stem = name.replace(/\.[^.]*$/, '');
  const path = await client.shell.chooseStillPath({ suggestedName: `${stem} ${frame}.png` });
  if (path === null) return;
  const still = await client.assets.exportStill({ assetId: id, frame, path });
  useToasts.getState().show({
    topic: 'export',
    title: texts().viewer.stillWritten(still.widthPx, still.heightPx),
    text: path.split(/[\\/]/).at(-1) ?? path,
    action: {
      label: texts().viewer.showInFolder,
      run: () => attempt(client.shell.showInFolder({ path: still.path })),
    },
  });
}

/** Puts the in or the out point at the playhead; one that would lie beyond the other takes its place alone. */
export function mark(environment: Environment, which: 'in' | 'out'): void {
  const { assetId, frame } = environment.desk.getState();
  if (!assetId) return;
  const { range, setRange } = useView.getState();
  const before = range?.assetId === assetId ? range : undefined;
  const next =
    which === 'in'
      ? { inFrame: frame, outFrame: before?.outFrame }
      : { inFrame: before?.inFrame, outFrame: frame };
  const isUpsideDown =
    next.inFrame !== undefined && next.outFrame !== undefined && next.inFrame > next.outFrame;
  setRange({
    assetId,
    inFrame: isUpsideDown && which === 'out' ? undefined : next.inFrame,
    outFrame: isUpsideDown && which === 'in' ? undefined : next.outFrame,
  });
}

/** Goes to the in or the out point. */
export function goToMark({ desk }: Environment, which: 'in' | 'out'): void {
  const { assetId, seek } = desk.getState();
  const { range } = useView.getState();
  if (!range || range.assetId !== assetId) return;
  const frame = which === 'in' ? range.inFrame : range.outFrame;
  if (frame !== undefined) seek(frame);
}

/** What is played over and over: from in to out, else the shot. Half-open frames. */
export function loopRange(
  detail: AssetDetail,
  frame: number,
): { readonly startFrame: number; readonly endFrame: number } {
  const { range } = useView.getState();
  if (range?.assetId === detail.summary.id) {
    const { inFrame = 0, outFrame = detail.frameCount - 1 } = range;
    return { startFrame: inFrame, endFrame: Math.min(detail.frameCount, outFrame + 1) };
  }
  const shot = shotAt(detail.shots, frame);
  return { startFrame: shot?.firstFrame ?? 0, endFrame: shot?.endFrame ?? detail.frameCount };
}

/** Begins or ends playing the marked range, or the shot, over and over. */
export function toggleLoop(environment: Environment): void {
  const { desk } = environment;
  const detail = detailNow(environment);
  const { toggleLoop: toggle } = useView.getState();
  toggle();
  if (!detail) return;
  if (!useView.getState().isLooping) {
    desk.getState().setSpeed(0);
    return;
  }
  const { frame, seek, setSpeed } = desk.getState();
  const { startFrame, endFrame } = loopRange(detail, frame);
  if (frame < startFrame || frame >= endFrame - 1) seek(startFrame);
  setSpeed(1);
}

/** Fills the screen with viewer and transport, or gives it back. */
export async function toggleFullScreen(): Promise<void> {
  if (document.fullscreenElement) await document.exitFullscreen();
  else await document.querySelector('.viewer')?.requestFullscreen();
}
