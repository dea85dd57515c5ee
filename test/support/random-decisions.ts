import type { Engine } from '../../src/engine/index.ts';
import type { CastFace, PersonView } from '../../src/shared/contract/index.ts';
import { CastlineError } from '../../src/shared/errors.ts';
import type { AssetId } from '../../src/shared/ids.ts';

interface Scene {
  readonly engine: Engine;
  readonly assetId: AssetId;
  readonly frameCount: number;
  readonly random: () => number;
}

/** One of some things; undefined of none. */
const pick = <T>(from: readonly T[], random: () => number): T | undefined =>
  from[Math.floor(random() * from.length)];

type Act = (scene: Scene, people: readonly PersonView[], faces: readonly CastFace[]) => Promise<unknown>;

function rangeIn({ frameCount, random }: Scene) {
  const startFrame = Math.floor(random() * (frameCount - 1));
  return { startFrame, endFrame: startFrame + 1 + Math.floor(random() * (frameCount - startFrame - 1)) };
}

const someFaces = (faces: readonly CastFace[], random: () => number) => {
  const chosen = faces.filter(() => random() < 0.2).map(({ elementId }) => elementId);
  return chosen.length > 0 ? chosen : faces.slice(0, 1).map(({ elementId }) => elementId);
};

/** Every kind of decision, each with chance in what it is about. */
const acts: Record<string, Act> = {
  rename: async ({ engine, random }, people) => {
    const person = pick(people, random);
    const name = random() < 0.2 ? '' : `Name ${Math.floor(random() * 50)}`;
    if (person) await engine.calls.cast.rename({ identityId: person.id, name });
  },
  merge: async ({ engine, random }, people) => {
    const [into, from] = [pick(people, random), pick(people, random)];
    if (into && from) await engine.calls.cast.merge({ into: into.id, from: [from.id] });
  },
  unmerge: async ({ engine, random }, people) => {
    const person = pick(
      people.filter(({ mergedCount }) => mergedCount > 0),
      random,
    );
    if (person) await engine.calls.cast.unmerge({ identityId: person.id });
  },
  split: async (scene, people, faces) => {
    const person = pick(people, scene.random);
    if (!person) return;
    const own = faces.filter(({ identityId }) => identityId === person.id);
    const { assetId } = scene;
    const appearance = { assetId, ...rangeIn(scene) };
    await scene.engine.calls.cast.split({
      identityId: person.id,
      ...(scene.random() < 0.5 ? { elementIds: someFaces(own, scene.random) } : { appearance }),
    });
  },
  assign: async ({ engine, random }, people, faces) => {
    const to = random() < 0.2 ? null : (pick(people, random)?.id ?? null);
    await engine.calls.cast.assign({ elementIds: someFaces(faces, random), identityId: to });
  },
  reject: async ({ engine, random }, people, faces) => {
    const person = pick(people, random);
    const own = faces.filter(({ identityId }) => identityId === person?.id);
    if (!person || own.length === 0) return;
    await engine.calls.cast.reject({
      elementIds: someFaces(own, random),
      identityId: person.id,
      alike: random() < 0.5,
    });
  },
  hide: async ({ engine, random }, people) => {
    const person = pick(people, random);
    if (person) await engine.calls.cast.hide({ identityIds: [person.id], hidden: random() < 0.5 });
  },
  markDifferent: async ({ engine, random }, people) => {
    const [a, b] = [pick(people, random), pick(people, random)];
    if (a && b) await engine.calls.cast.markDifferent({ identityIds: [a.id, b.id] });
  },
  setPresence: async (scene, people) => {
    const person = pick(people, scene.random);
    if (!person) return;
    const { assetId, random, engine } = scene;
    const range = { assetId, identityId: person.id, ...rangeIn(scene) };
    await engine.calls.cast.setPresence({ ...range, isPresent: random() < 0.5 });
  },
  setAppearanceEnd: async ({ engine, random, frameCount }, people) => {
    const range = pick(pick(people, random)?.appearances ?? [], random);
    if (!range) return;
    const { assetId, identityId } = range;
    await engine.calls.cast.setAppearanceEnd({
      assetId,
      identityId,
      atFrame: range.startFrame,
      end: random() < 0.5 ? 'start' : 'end',
      frame: Math.floor(random() * frameCount),
    });
  },
  tag: async (scene, people, faces) => {
    const { engine, random, assetId } = scene;
    const [person, face] = [pick(people, random), pick(faces, random)];
    const targets = [
      ...(person ? [{ on: 'identity' as const, identityId: person.id }] : []),
      ...(face ? [{ on: 'element' as const, elementId: face.elementId }] : []),
      { on: 'range' as const, assetId, ...rangeIn(scene) },
    ];
    const target = pick(targets, random);
    if (target) await engine.calls.tags.add({ name: 'a tag', target });
  },
  removeTag: async ({ engine, random }) => {
    const tag = pick(await engine.calls.tags.list(), random);
    if (tag) await engine.calls.tags.remove({ tagId: tag.id });
  },
  editRanges: async (scene, people) => {
    const { engine, random, assetId } = scene;
    const tag = pick(
      (await engine.calls.tags.list()).filter(({ startFrame }) => startFrame !== undefined),
      random,
    );
    const person = pick(people, random);
    await engine.calls.timeline.edit({
      add: [{ name: 'a range', target: { on: 'range', assetId, ...rangeIn(scene) } }],
      change: tag ? [{ tagId: tag.id, name: 'another name', ...rangeIn(scene) }] : [],
      presence: person
        ? [{ assetId, identityId: person.id, ...rangeIn(scene), isPresent: random() < 0.5 }]
        : [],
    });
  },
  note: async (scene, people) => {
    const { engine, random, assetId } = scene;
    const person = pick(people, random);
    const targets = [
      ...(person ? [{ on: 'identity' as const, identityId: person.id }] : []),
      { on: 'asset' as const, assetId },
      { on: 'range' as const, assetId, ...rangeIn(scene) },
    ];
    const target = pick(targets, random);
    if (target) await engine.calls.notes.write({ target, text: random() < 0.3 ? '' : 'To be seen again' });
  },
  outfit: async ({ engine, random }) => {
    const outfits = await engine.calls.wardrobe.list({});
    const one = pick(outfits, random);
    const other = pick(
      outfits.filter(({ identityId, id }) => identityId === one?.identityId && id !== one?.id),
      random,
    );
    const span = pick(one?.spans ?? [], random);
    if (!one || !span) return;
    const { wardrobe } = engine.calls;
    const act = Math.floor(random() * 3);
    if (act === 0) await wardrobe.rename({ outfitId: one.id, name: random() < 0.3 ? '' : 'Red coat, Act 1' });
    else if (act === 1 && other) await wardrobe.merge({ into: one.id, from: [other.id] });
    else {
      const { assetId, startFrame, endFrame } = span;
      await wardrobe.split({ outfitId: one.id, spans: [{ assetId, startFrame, endFrame }] });
    }
  },
  review: async ({ engine, random }) => {
    const { question } = await engine.calls.review.next();
    if (!question) return;
    const answer = pick(['yes', 'no', 'later'] as const, random) ?? 'later';
    await engine.calls.review.answer(
      random() < 0.2
        ? { questionId: question.id, answer: 'name', name: 'By review' }
        : { questionId: question.id, answer },
    );
  },
};

const refusals = new Set(['invalid-request', 'not-found']);

/** Makes random decisions through the contract's calls; those that make no sense are refused and count as none. */
export async function decideAtRandom(scene: Scene, count: number): Promise<Record<string, number>> {
  const { engine, random } = scene;
  const made: Record<string, number> = {};
  const names = Object.keys(acts);
  for (let total = 0; total < count; ) {
    const name = pick(names, random) ?? 'rename';
    const people = await engine.calls.cast.list();
    const faces = (
      await Promise.all([
        engine.calls.cast.faces({ identityId: null }),
        ...people.map(({ id }) => engine.calls.cast.faces({ identityId: id })),
      ])
    ).flat();
    try {
      await acts[name]?.(scene, people, faces);
    } catch (thrown) {
      if (!(thrown instanceof CastlineError && refusals.has(thrown.code))) throw thrown;
      continue;
    }
    made[name] = (made[name] ?? 0) + 1;
    total += 1;
  }
  return made;
}
