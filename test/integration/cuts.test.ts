import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../src/engine/index.ts';
import { Library } from '../../src/engine/library/index.ts';
import { jpegSize } from '../../src/engine/media/index.ts';
import type { AssetDetail, EngineEvent } from '../../src/shared/contract/index.ts';
import { CastlineError } from '../../src/shared/errors.ts';
import type { AssetId } from '../../src/shared/ids.ts';
import { AnalysedCopies } from '../support/analysed-copies.ts';

const programRoot = fileURLToPath(new URL('../..', import.meta.url));

let copies: AnalysedCopies;
let assetId: AssetId;
let engine: Engine;
let library: string;
let events: EngineEvent[];

function open(path: string): Engine {
  events = [];
  return createEngine(
    {
      libraryPath: path,
      createLibrary: true,
      programRoot,
      recognitionWorker: new URL('../../src/engine/recognition/local/worker.ts', import.meta.url),
      env: process.env,
      onEvent: (event) => events.push(event),
    },
    2,
  );
}

beforeAll(async () => {
  copies = await AnalysedCopies.make('cuts', open);
  ({ assetId } = copies);
});
afterAll(() => copies.remove());

beforeEach(async () => {
  library = await copies.next();
  engine = open(library);
});
afterEach(() => engine.close());

async function reopen(): Promise<void> {
  await engine.close();
  engine = open(library);
}

const detail = (): Promise<AssetDetail> => engine.calls.assets.detail({ assetId });
const starts = async (): Promise<number[]> => (await detail()).shots.map((shot) => shot.firstFrame);
const manifest = (): string => JSON.stringify(engine.manifest());

/** Shots follow each other without a gap, each keyframe lies in its shot, and nobody is seen across a cut. */
async function expectSound(): Promise<AssetDetail> {
  const now = await detail();
  now.shots.forEach((shot, index) => {
    expect(shot.index).toBe(index);
    expect(shot.firstFrame).toBe(now.shots[index - 1]?.endFrame ?? 0);
  });
  expect(now.shots.at(-1)?.endFrame).toBe(now.frameCount);
  for (const keyframe of now.keyframes) {
    const shot = now.shots.find(({ id }) => id === keyframe.shotId);
    expect(keyframe.frame).toBeGreaterThanOrEqual(shot?.firstFrame ?? Number.NaN);
    expect(keyframe.frame).toBeLessThan(shot?.endFrame ?? Number.NaN);
  }
  for (const range of now.appearances) {
    expect(
      now.shots.some((shot) => range.startFrame >= shot.firstFrame && range.endFrame <= shot.endFrame),
    ).toBe(true);
  }
  return now;
}

const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'none',
    (thrown: unknown) => (thrown instanceof CastlineError ? thrown.code : String(thrown)),
  );

describe('deciding on cuts', () => {
  it('removes, adds and moves, tells everyone who reads, and undoes all to the same manifest', async () => {
    const before = await expectSound();
    const manifestBefore = manifest();
    // Hard cuts all three: a cut put inside a dissolve takes its place.
    const [, , , , second, third, fourth] = before.shots;
    if (!second || !third || !fourth) throw new Error('The demo clip has lost its shots.');

    await engine.calls.cuts.remove({ assetId, frame: second.firstFrame });
    expect(events).toContainEqual({ type: 'changed', areas: ['assets', 'cast', 'edits'], assetId });
    expect(await starts()).not.toContain(second.firstFrame);
    expect((await engine.calls.edits.state()).undo).toEqual({
      did: 'remove-cut',
      kind: 'cut',
      timecode: '01:00:08:00',
    });

    const added = third.firstFrame + 2 + ((third.endFrame - third.firstFrame) >> 1);
    await engine.calls.cuts.add({ assetId, frame: added });
    const { shots } = await engine.calls.cuts.move({
      assetId,
      frame: fourth.firstFrame,
      toFrame: fourth.firstFrame + 3,
    });
    await engine.whenIdle();
    const after = await expectSound();
    expect(after.shots).toEqual(shots);
    expect(after.shots.find((shot) => shot.firstFrame === added)?.transition).toMatchObject({
      kind: 'cut',
      confidence: 1,
      decidedBy: 'person',
    });
    expect(await starts()).toContain(fourth.firstFrame + 3);
    expect(await starts()).not.toContain(fourth.firstFrame);
    // A shot keeps its id when cuts before it come and go.
    expect(after.shots.at(-1)?.id).toBe(before.shots.at(-1)?.id);
    expect(after.summary.shotCount).toBe(before.shots.length);
    const inManifest = engine.manifest().elements.filter((element) => element.tags.includes('shot'));
    expect(inManifest).toHaveLength(after.shots.length);

    await reopen();
    expect(await starts()).toEqual(after.shots.map((shot) => shot.firstFrame));
    const manifestAfter = manifest();
    for (let left = 3; left > 0; left--) await engine.calls.edits.undo();
    await engine.whenIdle();
    expect((await detail()).shots).toEqual(before.shots);
    expect(manifest()).toBe(manifestBefore);
    for (let left = 3; left > 0; left--) await engine.calls.edits.redo();
    await engine.whenIdle();
    expect(manifest()).toBe(manifestAfter);
  });

  it('gives a new shot without a picture its own keyframe and looks for faces in it', async () => {
    const before = await detail();
    const shot = before.shots[1];
    const frames = before.keyframes.filter(({ shotId }) => shotId === shot?.id).map(({ frame }) => frame);
    if (!shot || frames.length === 0) throw new Error('The second shot has no keyframe.');
    // The shot's own keyframes come to lie on one side: the other has none.
    const last = Math.max(...frames);
    const isRoomAfter = shot.endFrame - last > 6;
    const frame = isRoomAfter ? last + 3 : Math.min(...frames) - 2;
    const { shots } = await engine.calls.cuts.add({ assetId, frame });
    const bare = shots.find((one) => (isRoomAfter ? one.firstFrame === frame : one.endFrame === frame));
    expect((await detail()).keyframes.some(({ shotId }) => shotId === bare?.id)).toBe(false);
    await engine.whenIdle();
    const taken = (await expectSound()).keyframes.filter(({ shotId }) => shotId === bare?.id);
    expect(taken).toHaveLength(1);
    expect(taken[0]?.faces.length).toBeGreaterThan(0);
    expect(taken[0]?.faces.every((face) => face.identityId !== undefined)).toBe(true);
    expect(engine.countersOf(assetId)).toMatchObject({ decodedFrames: 0, storedPictures: 1 });
  });

  it('keeps a dissolve that is confirmed, and says once only that it is', async () => {
    const dissolve = (await detail()).shots.find((shot) => shot.transition.kind === 'dissolve');
    const frame = dissolve?.firstFrame ?? 0;
    await engine.calls.cuts.add({ assetId, frame });
    await engine.calls.cuts.add({ assetId, frame });
    const kept = (await detail()).shots.find((shot) => shot.firstFrame === frame);
    expect(kept?.transition).toEqual({ ...dissolve?.transition, confidence: 1, decidedBy: 'person' });
    await engine.calls.edits.undo();
    expect((await engine.calls.edits.state()).undo).toBeNull();
  });

  it('holds when detection is run again, elsewhere by two frames', async () => {
    const before = await detail();
    const [, second, third] = before.shots;
    if (!second || !third) throw new Error('The demo clip has lost its shots.');
    await engine.calls.cuts.remove({ assetId, frame: second.firstFrame });
    await engine.calls.cuts.move({ assetId, frame: third.firstFrame, toFrame: third.firstFrame + 1 });
    await engine.whenIdle();
    const decided = await starts();
    await engine.close();
    const opened = new Library(library, { create: false });
    opened.assets.finish(assetId, 'shots', 'another detector', '2026-01-01T00:00:00.000Z');
    opened.close();
    engine = open(library);
    await engine.calls.assets.retry({ assetId });
    await engine.whenIdle();
    expect(engine.countersOf(assetId)?.decodedFrames).toBe(before.frameCount);
    expect(await starts()).toEqual(decided);
    await expectSound();

    await engine.close();
    shiftFoundCuts(2);
    engine = open(library);
    const shifted = await starts();
    expect(shifted).not.toContain(second.firstFrame + 2);
    expect(shifted).toContain(third.firstFrame + 1);
    expect(shifted).toHaveLength(decided.length);
  });

  it('refuses what makes no sense and changes nothing', async () => {
    const before = await detail();
    const cut = before.shots[2]?.firstFrame ?? 0;
    const { cuts, edits } = engine.calls;
    expect(await codeOf(cuts.remove({ assetId, frame: cut + 1 }))).toBe('not-found');
    expect(await codeOf(cuts.remove({ assetId, frame: 0 }))).toBe('not-found');
    expect(await codeOf(cuts.add({ assetId, frame: 0 }))).toBe('invalid-request');
    expect(await codeOf(cuts.add({ assetId, frame: before.frameCount }))).toBe('invalid-request');
    const next = before.shots[3]?.firstFrame ?? 0;
    expect(await codeOf(cuts.move({ assetId, frame: cut, toFrame: next }))).toBe('invalid-request');
    expect(await codeOf(cuts.move({ assetId, frame: cut, toFrame: 0 }))).toBe('invalid-request');
    expect(await codeOf(cuts.pictures({ assetId, frame: 0 }))).toBe('invalid-request');
    expect(await codeOf(cuts.add({ assetId: 'nothing' as AssetId, frame: 5 }))).toBe('not-found');
    expect((await detail()).shots).toEqual(before.shots);
    expect((await edits.state()).undo).toBeNull();
  });

  it('shows the last and the first frame, small, and keeps them', async () => {
    const frame = (await detail()).shots[2]?.firstFrame ?? 0;
    const pictures = await engine.calls.cuts.pictures({ assetId, frame });
    expect(pictures.last).not.toBe(pictures.first);
    const path = (await engine.locate('image', pictures.first)) ?? '';
    expect(jpegSize(await readFile(path))).toEqual({ widthPx: 640, heightPx: 360 });
    const next = await engine.calls.cuts.pictures({ assetId, frame: frame + 1 });
    expect(next.last).toBe(pictures.first);
    await reopen();
    expect(await engine.calls.cuts.pictures({ assetId, frame })).toEqual(pictures);
  });
});

/** Writes the machine's shots as another detector might have found them: every cut some frames later. */
function shiftFoundCuts(by: number): void {
  const opened = new Library(library, { create: false });
  const shots = opened.shots.list(assetId);
  const later = (frame: number): number => (frame === 0 ? 0 : frame + by);
  opened.shots.replace(assetId, {
    shots: shots.map((shot, index) => ({
      ...shot,
      firstFrame: later(shot.firstFrame),
      endFrame: index === shots.length - 1 ? shot.endFrame : later(shot.endFrame),
      transition: {
        ...shot.transition,
        firstFrame: later(shot.transition.firstFrame),
        endFrame: later(shot.transition.endFrame),
      },
    })),
    keyframes: opened.shots.keyframes(assetId),
    filmstrip: opened.shots.filmstrip(assetId),
  });
  opened.close();
}
