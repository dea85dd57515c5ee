import type { Engine } from '../../src/engine/index.ts';

/** Outfits of an edit, where everyone wears one. */
export async function scoreOutfits(engine: Engine) {
  const outfits = await engine.calls.wardrobe.list({});
  const people = await engine.calls.cast.list();
  const perPerson = people.map(({ id }) => outfits.filter(({ identityId }) => identityId === id).length);
  return {
    outfits: outfits.length,
    people: people.length,
    withOne: perPerson.filter((count) => count === 1).length,
    withNone: perPerson.filter((count) => count === 0).length,
    most: Math.max(0, ...perPerson),
  };
}
