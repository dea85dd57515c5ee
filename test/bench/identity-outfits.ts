import type { Truth } from '../../scripts/film/render.mjs';
import type { Engine } from '../../src/engine/index.ts';

/** Outfits of the edit, where everyone wears one. */
export async function scoreOutfits(engine: Engine, _truth: Truth) {
  const outfits = await engine.calls.wardrobe.list({});
  const perPerson = [...Map.groupBy(outfits, ({ identityId }) => identityId).values()].map(
    (own) => own.length,
  );
  return {
    outfits: outfits.length,
    people: perPerson.length,
    withOne: perPerson.filter((count) => count === 1).length,
    most: Math.max(0, ...perPerson),
  };
}
