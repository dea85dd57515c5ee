import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyse, findFilms, openLibrary, scoreFilm } from '../bench/identity-films.ts';
import { footage, hasFootage } from '../support/footage.ts';

/** Forms of one edit, with what makes people hard to find in each: soft pictures, few frames, one frame to start from. */
const films = ['edit_a_h264_23976_tc010000.mp4', 'edit_a_h264_vfr.mp4', 'edit_a_vp9_10bit_2997_638x358.webm'];

describe.skipIf(!hasFootage)('the people of an edit', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'castline-identity-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(films)(
    'are found in every shot, nobody with somebody else: %s',
    { timeout: 240_000 },
    async (name) => {
      const film = findFilms(footage()).find(({ file }) => basename(file) === name);
      if (!film) throw new Error(`There is no truth for ${name}.`);
      const engine = openLibrary(join(folder, `${name}.castline`), 'fast');
      const scored = scoreFilm(film, await analyse(engine, film.path));
      await engine.close();
      expect(scored.personsPerShot.f1).toBeGreaterThanOrEqual(0.95);
      expect(scored.clicksToPerfect).toBeLessThanOrEqual(3);
      expect(scored.ends.within2).toBeGreaterThanOrEqual(scored.ends.atCuts - 1);
      // Whoever is alone in shots is the same person in all of them.
      const alone = scored.shots.flatMap(({ persons, identities }) =>
        persons.length === 1 ? identities.map((identity) => ({ identity, person: persons[0] })) : [],
      );
      for (const own of Map.groupBy(alone, ({ identity }) => identity).values()) {
        expect(new Set(own.map(({ person }) => person)).size).toBe(1);
      }
    },
  );
});
