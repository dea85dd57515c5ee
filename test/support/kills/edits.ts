import type { Engine } from '../../../src/engine/index.ts';
import { randomOf } from '../random.ts';

const pick = <T>(from: readonly T[], random: () => number): T | undefined =>
  from[Math.floor(random() * from.length)];

/** One edit that follows from a seed and what the library holds; every kind that an editor makes. */
async function edit({ calls }: Engine, random: () => number, index: number): Promise<void> {
  const people = (await calls.cast.list()).toSorted((a, b) => a.number - b.number);
  const person = pick(people, random);
  const clips = await calls.assets.list();
  const clip = pick(clips, random);
  if (!person || !clip) throw new Error('There is nobody to edit.');
  const frame = 1 + Math.floor(random() * 20);
  switch (index % 9) {
    case 0:
    case 4:
      await calls.cast.rename({ identityId: person.id, name: `Name ${index}` });
      return;
    case 1:
      await calls.cuts.add({ assetId: clip.id, frame });
      return;
    case 2:
      await calls.tags.add({ name: `tag ${index}`, target: { on: 'identity', identityId: person.id } });
      return;
    case 3:
      await calls.cast.setPresence({
        assetId: clip.id,
        identityId: person.id,
        startFrame: frame,
        endFrame: frame + 5,
        isPresent: random() < 0.5,
      });
      return;
    case 5:
      await calls.edits.undo();
      return;
    case 6:
      await calls.edits.redo();
      return;
    case 8:
      // The last clip stays, or there would be nobody to edit.
      if (clips.length > 1) await calls.assets.remove({ assetIds: [clip.id] });
      return;
    default:
      await calls.cast.hide({ identityIds: [person.id], hidden: random() < 0.5 });
  }
}

/** Makes everyone's grouping looser and stricter, one after the other. */
export const strictnesses = [0.8, -0.8, 0] as const;

export async function regroup({ calls }: Engine, strictness: number): Promise<void> {
  await calls.settings.write({ ...(await calls.settings.read()), strictness });
  await calls.cast.regroup();
}

/** Makes `count` edits that follow from the seed and says after each that it was acknowledged. */
export async function makeEdits(
  engine: Engine,
  seed: number,
  count: number,
  acknowledged: (made: number) => void | Promise<void>,
): Promise<void> {
  const random = randomOf(seed);
  // A new cut has its clip looked at again: what that finds, and when, is no part of what was edited.
  await engine.calls.jobs.pause({ paused: true });
  for (let index = 0; index < count; index++) {
    await edit(engine, random, index);
    await acknowledged(index + 1);
  }
}
