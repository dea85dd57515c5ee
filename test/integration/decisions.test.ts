import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Engine, type EngineOptions } from '../../src/engine/engine.ts';
import { decisionTables } from '../../src/engine/library/decision-rows.ts';
import { findMediaTools } from '../../src/engine/media/index.ts';
import { createModalRecogniser } from '../../src/engine/recognition/index.ts';
import type { PersonView } from '../../src/shared/contract/index.ts';
import type { AssetId } from '../../src/shared/ids.ts';
import { AnalysedCopies } from '../support/analysed-copies.ts';
import { cutsFilm, makeFixture } from '../support/edit-generator.ts';
import { randomOf } from '../support/random.ts';
import { decideAtRandom } from '../support/random-decisions.ts';

const programRoot = fileURLToPath(new URL('../..', import.meta.url));
const modelsDir = join(programRoot, 'resources/models');
const workerUrl = new URL('../../src/engine/recognition/local/worker.ts', import.meta.url);

let copies: AnalysedCopies;
let assetId: AssetId;
let engine: Engine;
let library: string;

function open(path: string, options: Pick<EngineOptions, 'desk'> = {}): Engine {
  return new Engine({
    ...options,
    libraryPath: path,
    createLibrary: true,
    clock: () => new Date(),
    version: '0.0.0',
    findMedia: () => findMediaTools({ env: process.env }),
    recognisers: createModalRecogniser({ modelsDir, workerUrl, threads: 1, idleMs: 60_000 }),
    automaticMode: () => 'faces',
    groupingWorker: new URL('../../src/engine/identity/worker.ts', import.meta.url),
    modelsDir,
    maxKeyframeSidePx: 1920,
    parallelJobs: 1,
    onEvent: () => undefined,
  });
}

beforeAll(async () => {
  copies = await AnalysedCopies.make('decisions', open);
  ({ assetId } = copies);
});
afterAll(() => copies.remove());

beforeEach(async () => {
  library = await copies.next();
  engine = open(library);
});
afterEach(() => engine.close());

async function reopen(embedder: 'fr_feature' | 'dlib' = 'fr_feature'): Promise<void> {
  await engine.close();
  engine = open(library);
  const settings = await engine.calls.settings.read();
  if (settings.embedder === embedder) return;
  const before = engine.current.recogniser.key;
  await engine.calls.settings.write({ ...settings, embedder });
  expect(engine.current.recogniser.key).not.toEqual(before);
}

type TableName = keyof typeof decisionTables;

/** Everything that a person decided, row by row. Identities of the machine count where something was decided on them. */
function decided(): Record<string, object[]> {
  const { decisions } = engine.current.library;
  const dump = Object.fromEntries(
    (Object.keys(decisionTables) as TableName[]).map((name) => [name, decisions.list(name) as object[]]),
  );
  const isOurs = (row: object): boolean =>
    ['name', 'mergedInto'].some((field) => Reflect.get(row, field) !== null) ||
    Reflect.get(row, 'hidden') === 1 ||
    Reflect.get(row, 'origin') === 'person';
  return { ...dump, identity: (dump.identity ?? []).filter(isOurs) };
}

const countOf = (dump: Record<string, object[]>): number =>
  Object.values(dump).reduce((sum, rows) => sum + rows.length, 0);

async function undoAll(): Promise<number> {
  let steps = 0;
  while ((await engine.calls.edits.state()).undo !== null) {
    await engine.calls.edits.undo();
    steps += 1;
  }
  return steps;
}

async function analyseAgain(
  change: { strictness?: number; keyframesPerMinute?: number } = {},
): Promise<void> {
  const { settings, assets } = engine.calls;
  await settings.write({ ...(await settings.read()), ...change });
  await assets.retry({ assetId });
  await engine.whenIdle();
  await engine.calls.cast.regroup();
}

/** Who is with whom: the groups of faces by place, whatever the people are called. */
function groupsOf(people: readonly PersonView[]): string[] {
  return people
    .map(({ appearances }) => appearances.map((one) => `${one.startFrame}-${one.endFrame}`).join(' '))
    .sort();
}

const scene = async (seed: number) => {
  const { frameCount } = await engine.calls.assets.detail({ assetId });
  return { engine, assetId, frameCount, random: randomOf(seed) };
};

describe('random decisions', () => {
  it('a thousand, over a restart, are all taken back: the library is as before, row by row and as it is shown', async () => {
    const before = { rows: decided(), people: await engine.calls.cast.list(), manifest: engine.manifest() };
    expect(before.people.length).toBeGreaterThan(3);
    const made = await decideAtRandom(await scene(1), 600);
    await reopen();
    const more = await decideAtRandom(await scene(2), 400);
    for (const kind of [
      'rename',
      'merge',
      'split',
      'assign',
      'reject',
      'setPresence',
      'tag',
      'editRanges',
      'note',
      'review',
    ]) {
      expect((made[kind] ?? 0) + (more[kind] ?? 0), kind).toBeGreaterThan(10);
    }
    const after = decided();
    const steps = await undoAll();
    expect(steps).toBeGreaterThan(300);
    expect(decided()).toEqual(before.rows);
    expect(await engine.calls.cast.list()).toEqual(before.people);
    expect(engine.manifest()).toEqual(before.manifest);
    await reopen();
    for (let step = 0; step < steps; step++) await engine.calls.edits.redo();
    expect(decided()).toEqual(after);
  }, 240_000);

  it('are kept, every one, through analysis with another embedder, strictness and keyframes; and undone all the same', async () => {
    const start = { rows: decided(), groups: groupsOf(await engine.calls.cast.list()) };
    await decideAtRandom(await scene(3), 150);
    const kept = decided();
    expect(countOf(kept)).toBeGreaterThan(60);
    await reopen('dlib');
    await analyseAgain({ strictness: 0.6, keyframesPerMinute: 90 });
    expect(countOf(decided())).toBe(countOf(kept));
    expect(decided()).toEqual(kept);
    await reopen();
    await analyseAgain({ strictness: -0.5 });
    expect(decided()).toEqual(kept);
    await undoAll();
    await analyseAgain({ strictness: 0, keyframesPerMinute: 60 });
    expect(decided()).toEqual(start.rows);
    expect(groupsOf(await engine.calls.cast.list())).toEqual(start.groups);
  }, 240_000);
});

describe('ranges and notes', () => {
  it('several are changed as one step, or not at all', async () => {
    const target = { on: 'range' as const, assetId, startFrame: 10, endFrame: 20 };
    const [tag] = await engine.calls.timeline.edit({ add: [{ name: 'VFX', target }] });
    if (!tag) throw new Error('The tag was not made.');
    const moved = { tagId: tag.id, startFrame: 12, endFrame: 22 };
    const beyond = { on: 'range' as const, assetId, startFrame: 5, endFrame: 900_000 };
    const bad = engine.calls.timeline.edit({ change: [moved], add: [{ name: 'VFX', target: beyond }] });
    await expect(bad).rejects.toMatchObject({ code: 'invalid-request' });
    expect(await engine.calls.tags.list()).toEqual([tag]);
    await engine.calls.timeline.edit({ change: [moved], add: [{ name: 'Retake', target }] });
    expect(await engine.calls.tags.list()).toHaveLength(2);
    await engine.calls.edits.undo();
    expect(await engine.calls.tags.list()).toEqual([tag]);
  });

  it('the history goes to any of its steps, over a restart', async () => {
    const said = async (): Promise<string[]> => (await engine.calls.notes.list()).map(({ text }) => text);
    const target = { on: 'asset' as const, assetId };
    for (const text of ['one', 'two', '']) await engine.calls.notes.write({ target, text });
    const steps = (await engine.calls.edits.history({ most: 10 })).toReversed();
    expect(steps.map(({ label }) => label)).toEqual(
      [false, false, true].map((isRemoved) => ({ did: 'note', isRemoved })),
    );
    await engine.calls.edits.goTo({ id: steps[0]?.id ?? null });
    expect(await said()).toEqual(['one']);
    await reopen();
    await engine.calls.edits.goTo({ id: steps[1]?.id ?? null });
    expect(await said()).toEqual(['two']);
    await engine.calls.edits.goTo({ id: null });
    expect(await said()).toEqual([]);
    expect((await engine.calls.edits.history({ most: 10 })).every(({ isUndone }) => isUndone)).toBe(true);
    await expect(engine.calls.edits.goTo({ id: 12_345 })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('a name', () => {
  it('stays with its person when another embedder looks', async () => {
    const [first] = await engine.calls.cast.list();
    if (!first) throw new Error('The demo clip has lost its people.');
    await engine.calls.cast.rename({ identityId: first.id, name: 'Anna' });
    const shotsOf = (person: PersonView | undefined) =>
      person?.appearances.map(({ startFrame }) => startFrame);
    await reopen('dlib');
    await analyseAgain();
    const again = (await engine.calls.cast.list()).find(({ name }) => name === 'Anna');
    expect(again?.id).toBe(first.id);
    expect(shotsOf(again)).toEqual(shotsOf(first));
  });
});

describe('a refusal', () => {
  const ownerOf = async (elementId: string) =>
    engine.current.library.sightings.list().find((one) => one.elementId === elementId)?.believed?.identityId;

  it.each(['with all that is alike', 'of one face'])('%s is never believed or asked again', async (how) => {
    const [person] = (await engine.calls.cast.list()).filter(({ faceCount }) => faceCount > 2);
    if (!person) throw new Error('Nobody in the demo clip has three faces.');
    const [face, other] = await engine.calls.cast.faces({ identityId: person.id });
    if (!face || !other) throw new Error('Nobody in the demo clip has two faces.');
    await engine.calls.cast.rename({ identityId: person.id, name: 'Anna' });
    const asked = { elementIds: [face.elementId], identityId: person.id, alike: how !== 'of one face' };
    await engine.calls.cast.reject(asked);
    const isGone = async (): Promise<void> => {
      const now = await engine.calls.cast.faces({ identityId: person.id });
      expect(now.filter(({ track }) => track === face.track)).toEqual([]);
      expect(now.map(({ elementId }) => elementId)).not.toContain(face.elementId);
      for (let question = (await engine.calls.review.next()).question; question; ) {
        if (question.kind === 'belongs') {
          expect([question.identityId, question.face.elementId]).not.toEqual([person.id, face.elementId]);
        }
        const { id } = question;
        question = (await engine.calls.review.answer({ questionId: id, answer: 'later' })).question;
        if (question && (await engine.current.library.decisions.get('review_answer', question.id))) break;
      }
    };
    await isGone();
    for (const strictness of [-1, 0.5, -0.7]) {
      await analyseAgain({ strictness });
      await isGone();
      expect(await ownerOf(face.elementId)).not.toBe(person.id);
    }
    const { path } = await makeFixture(cutsFilm, { name: 'cuts.mp4' });
    await engine.calls.assets.import({ paths: [path] });
    await engine.whenIdle();
    await isGone();
    expect(await ownerOf(face.elementId)).not.toBe(person.id);
    await reopen('dlib');
    await analyseAgain({ strictness: -1 });
    const there = (await engine.calls.cast.faces({ identityId: person.id })).filter(
      (one) =>
        one.assetId === assetId &&
        one.frame === face.frame &&
        Math.abs(one.crop.box.x - face.crop.box.x) < 0.02,
    );
    expect(there).toEqual([]);
  });
});

describe('privacy', () => {
  const vectorsOf = (ids: ReadonlySet<string>) =>
    engine.current.library.sightings
      .list()
      .filter(({ elementId }) => ids.has(elementId))
      .flatMap(({ embedding }) => (embedding ? [embedding.vector] : []));

  it('what tells one person from others is erased for good, also in the file; name and ranges stay', async () => {
    const [person, other] = (await engine.calls.cast.list()).filter(({ faceCount }) => faceCount > 1);
    if (!person || !other) throw new Error('The demo clip has lost its people.');
    await engine.calls.cast.rename({ identityId: person.id, name: 'Anna' });
    const idsOf = async (id: PersonView['id']) =>
      new Set<string>((await engine.calls.cast.faces({ identityId: id })).map(({ elementId }) => elementId));
    const [own, others] = [await idsOf(person.id), await idsOf(other.id)];
    const [vector] = vectorsOf(own);
    if (!vector) throw new Error('There is no embedding to erase.');
    const bytes = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).subarray(0, 64);
    const isInFile = async (): Promise<boolean> => (await readFile(library)).includes(bytes);
    await engine.close();
    expect(await isInFile()).toBe(true);
    engine = open(library);
    const { embeddings } = await engine.calls.privacy.eraseBiometrics({ identityId: person.id });
    expect(embeddings).toBeGreaterThan(0);
    expect(vectorsOf(own)).toEqual([]);
    expect(vectorsOf(others).length).toBeGreaterThan(0);
    await engine.calls.assets.retry({ assetId });
    await engine.whenIdle();
    expect(vectorsOf(own)).toEqual([]);
    const after = (await engine.calls.cast.list()).find(({ id }) => id === person.id);
    expect(after).toMatchObject({ name: 'Anna', appearances: person.appearances });
    await engine.close();
    expect(await isInFile()).toBe(false);
    engine = open(library);
  });

  it('face data that was still to be forgotten when the program ended is forgotten when the desk starts again', async () => {
    const faceData = () =>
      engine.current.library.sightings.list().flatMap(({ embedding }) => embedding ?? []);
    const { settings } = engine.current.library;
    settings.write({ ...settings.read(), keepsEmbeddings: false });
    expect(faceData()).not.toEqual([]);
    await engine.close();
    engine = open(library, { desk: { proxyFolder: `${library}.proxies`, maxProxyBytes: 0 } });
    await expect.poll(faceData).toEqual([]);
  });

  it('a library without face data keeps who was told apart, and no manifest has any', async () => {
    const before = groupsOf(await engine.calls.cast.list());
    expect(JSON.stringify(engine.manifest())).not.toMatch(/embedding|vector/);
    const settings = await engine.calls.settings.read();
    await engine.calls.settings.write({ ...settings, keepsEmbeddings: false });
    expect(engine.current.library.sightings.list().flatMap(({ embedding }) => embedding ?? [])).toEqual([]);
    await reopen();
    expect(groupsOf(await engine.calls.cast.list())).toEqual(before);
  });
});
