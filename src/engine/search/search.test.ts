import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identityOf, makeLargeLibrary, nameOf } from '../../../test/support/large-library.ts';
import type { editOf } from '../decisions/index.ts';
import { Library } from '../library/index.ts';
import { listAssets, listPeople, readClips } from '../views/index.ts';
import { compileQuery } from './compile.ts';
import { find } from './find.ts';
import { complete, saveBin, smartBins } from './index.ts';
import { Reader } from './meaning.ts';
import { parseBounds, parseQuery } from './parse.ts';

describe('a query', () => {
  it.each([
    ['anna red coat', ['anna', 'red', 'coat']],
    ['anna "red coat" -bob', ['anna', '"red coat"', '-bob']],
    ['shot:>2s clip:A003_C012', ['length:>2s', 'clip:A003_C012']],
    ['anna or bob', ['anna', '|bob']],
    ['anna oder bob und eva', ['anna', '|bob', 'eva']],
    ['anna ohne bob', ['anna', '-bob']],
    ['VFX: wall "breaks', ['VFX:', 'wall', '"breaks"']],
    ['-tag:"wall breaks"', ['-tag:"wall breaks"']],
    ['  " or - "" ', ['" or - "']],
    ['person: shot:', []],
    ['', []],
  ])('%s is cut into its words', (query, expected) => {
    const shown = parseQuery(query).map(
      ({ text, field, isNegated, isQuoted, isOr }) =>
        `${isNegated ? '-' : ''}${isOr ? '|' : ''}${field === undefined ? '' : `${field}:`}${isQuoted ? `"${text}"` : text}`,
    );
    expect(shown).toEqual(expected);
  });

  it.each([
    ['>2s', 'seconds', { unit: 'seconds', least: 2, most: undefined, isOpen: true }],
    ['<=12f', 'seconds', { unit: 'frames', least: undefined, most: 12, isOpen: false }],
    ['1m-1,5m', 'seconds', { unit: 'seconds', least: 60, most: 90, isOpen: false }],
    ['0', 'number', { unit: 'number', least: 0, most: 0, isOpen: false }],
    ['long', 'seconds', undefined],
    ['2s', 'number', undefined],
    ['>1-2', 'number', undefined],
  ] as const)('%s bounds %s', (text, bare, expected) => {
    expect(parseBounds(text, bare)).toEqual(expected);
  });

  it.each([
    ['red coat', ['garment']],
    ['roter mantel', ['garment']],
    ['dunkelblaue jacke', ['garment']],
    ['striped red shirt', ['garment']],
    ['cell phone', ['object']],
    ['regenschirm', ['object']],
    ['anna stone red coat -bob', ['person', 'garment', 'person']],
    ['anna umbrella', ['person', 'object']],
    ['wall', ['word']],
    ['shot:long', ['length']],
  ])('%s is understood', (query, kinds) => {
    const reader = new Reader([
      { id: identityOf(0), name: 'Anna Stone', colour: 0, texts: [] },
      { id: identityOf(1), name: 'Bob', colour: 1, texts: [] },
    ]);
    expect(reader.read(query).map(({ kind }) => kind)).toEqual(kinds);
  });

  it('asks for nothing where nothing is understood', () => {
    expect(compileQuery(new Reader([]).read('shot:long -'))).toBeUndefined();
    expect(compileQuery([])).toBeUndefined();
  });
});

describe('search in a library', () => {
  const folder = mkdtempSync(join(tmpdir(), 'castline-search-'));
  let library: Library;
  beforeAll(() => {
    const path = join(folder, 'L.castline');
    makeLargeLibrary(path, { clips: 6, shotsPerClip: 10, keyframesPerShot: 5, people: 20 });
    library = new Library(path, { create: false });
  });
  afterAll(() => {
    library.close();
    rmSync(folder, { recursive: true });
  });
  const shotsOf = (query: string): string[] =>
    find(library, { query, limit: 1000 }).hits.map(({ assetId, firstFrame }) => `${assetId} ${firstFrame}`);
  /** The shots in which somebody is seen, from the view that reads everything. */
  const shotsWith = (person: number): Set<string> =>
    new Set(
      readClips(library).flatMap(({ assetId, shots, appearances }) =>
        shots
          .filter((shot) =>
            appearances.some(
              (one) =>
                one.identityId === identityOf(person) &&
                one.startFrame < shot.endFrame &&
                one.endFrame > shot.firstFrame,
            ),
          )
          .map(({ firstFrame }) => `${assetId} ${firstFrame}`),
      ),
    );

  it('finds the shots of a person, and those without', () => {
    const all = shotsOf('shot:>0s');
    const [anna, celia] = [shotsWith(0), shotsWith(2)];
    expect(anna.size).toBeGreaterThan(3);
    expect(new Set(shotsOf(`"${nameOf(0)}"`))).toEqual(anna);
    expect(shotsOf(`-"${nameOf(0)}"`)).toEqual(all.filter((shot) => !anna.has(shot)));
    expect(shotsOf(`"${nameOf(0)}" or "${nameOf(2)}"`)).toEqual(
      all.filter((shot) => anna.has(shot) || celia.has(shot)),
    );
    expect(shotsOf(`"${nameOf(0)}" -"${nameOf(2)}"`)).toEqual(
      all.filter((shot) => anna.has(shot) && !celia.has(shot)),
    );
  });

  it('reads names as they are now, also after undo', () => {
    const before = shotsOf('"bob rivers"');
    library.people.setName(identityOf(0), 'Zoë Quist');
    expect(new Set(shotsOf('zoe'))).toEqual(shotsWith(0));
    library.people.setName(identityOf(0), nameOf(0));
    expect(shotsOf('zoe')).toEqual([]);
    expect(shotsOf('"bob rivers"')).toEqual(before);
  });

  it('gives a garment to whoever wears it', () => {
    const counts = [0, 2, 4, 6, 8].map((person) => {
      const worn = shotsOf(`${nameOf(person).toLowerCase()} coat`);
      const anyone = shotsOf('coat').filter((shot) => shotsWith(person).has(shot));
      expect(anyone).toEqual(expect.arrayContaining(worn));
      return { worn: worn.length, anyone: anyone.length };
    });
    const total = (of: 'worn' | 'anyone'): number => counts.reduce((sum, count) => sum + count[of], 0);
    expect(total('worn')).toBeGreaterThan(0);
    expect(total('worn')).toBeLessThan(total('anyone'));
    expect(shotsOf(`${nameOf(0)} mantel`)).toEqual(shotsOf(`${nameOf(0)} jacket`));
  });

  it('says where in a shot a thing is seen, to the frame', () => {
    const [hit] = find(library, { query: '"police line"', limit: 1 }).hits;
    const keyframes = readClips(library).find(({ assetId }) => assetId === hit?.assetId)?.keyframes ?? [];
    expect(hit?.ranges.length).toBeGreaterThan(0);
    for (const { startFrame, endFrame } of hit?.ranges ?? []) {
      expect(endFrame - startFrame).toBeLessThanOrEqual(hit ? hit.endFrame - hit.firstFrame : 0);
      expect(keyframes.some(({ frame }) => frame >= startFrame && frame < endFrame)).toBe(true);
    }
  });

  it('finds tags and notes as soon as they are written, and bins keep count', () => {
    const [clip] = library.assets.list();
    if (!clip) throw new Error('The library is empty.');
    const decide = (decision: Parameters<typeof editOf>[1]): void => {
      for (const change of decision.changes) library.decisions.apply(change);
    };
    decide(saveBin(library, 'Walls', 'tag:"wall breaks"'));
    expect(smartBins(library).map(({ name, count }) => [name, count])).toEqual([['Walls', 0]]);
    const tag = { identityId: null, boxX: null, boxY: null, boxW: null, boxH: null };
    library.decisions.apply({
      table: 'tag',
      key: ['t1'],
      row: { ...tag, id: 't1', name: 'VFX: wall breaks', assetId: clip.id, startFrame: 150, endFrame: 230 },
    });
    expect(smartBins(library)[0]?.count).toBe(2);
    expect(find(library, { query: 'wall br', limit: 9 }).hits.flatMap(({ ranges }) => ranges)).toEqual([
      { startFrame: 150, endFrame: 200 },
      { startFrame: 200, endFrame: 230 },
    ]);
    expect(complete(library, 'wal', 'en')).toContainEqual({ text: 'VFX: wall breaks', kind: 'tag' });
    library.decisions.apply({ table: 'tag', key: ['t1'], row: null });
    expect(smartBins(library)[0]?.count).toBe(0);
  });

  it('pages through what it found, clip by clip', () => {
    const all = find(library, { query: 'shot:>0s', limit: 1000 });
    const first = find(library, { query: 'shot:>0s', limit: 7 });
    const second = find(library, { query: 'shot:>0s', limit: 7, after: first.next ?? 0 });
    expect([...first.hits, ...second.hits]).toEqual(all.hits.slice(0, 14));
    expect(all.next).toBeNull();
    const [clip] = all.clips;
    const within = find(library, { query: 'shot:>0s', limit: 1000, assetId: clip?.assetId });
    expect(within.hits).toEqual(all.hits.filter(({ assetId }) => assetId === clip?.assetId));
    expect(within.total).toBe(clip?.count);
  });

  it('survives every odd query', () => {
    for (const query of [
      '"',
      '-',
      'AND OR NOT',
      '{a} : b',
      '*',
      'a*',
      "o'neill",
      '"" -""',
      '(((',
      'é'.repeat(200),
    ])
      expect(() => find(library, { query, limit: 5 })).not.toThrow();
  });
});

describe('what is kept of clips', () => {
  it('says the same as reading everything', () => {
    const folder = mkdtempSync(join(tmpdir(), 'castline-digest-'));
    const path = join(folder, 'L.castline');
    makeLargeLibrary(path, { clips: 4, shotsPerClip: 6, keyframesPerShot: 3, people: 10 });
    const library = new Library(path, { create: false });
    const compare = (): void => {
      expect(listPeople(library)).toEqual(listPeople(library, readClips(library)));
    };
    compare();
    const [first, second] = listPeople(library);
    const [clip] = listAssets(library, []);
    if (!first || !second || !clip) throw new Error('The library is empty.');
    const row = library.decisions.get('identity', second.id);
    if (!row) throw new Error('A person without a row.');
    library.decisions.apply({ table: 'identity', key: [row.id], row: { ...row, mergedInto: first.id } });
    compare();
    library.decisions.apply({ table: 'identity', key: [row.id], row });
    compare();
    library.cuts.set(clip.id, 100, 'no-cut');
    expect(listAssets(library, []).find(({ id }) => id === clip.id)?.shotCount).toBe(5);
    compare();
    const key = [clip.id, first.id, 0];
    const said = {
      assetId: clip.id,
      identityId: first.id,
      startFrame: 0,
      endFrame: 90,
      verdict: 'absent' as const,
    };
    library.decisions.apply({ table: 'presence_decision', key, row: said });
    compare();
    library.settings.write({ ...library.settings.read(), bridgeSeconds: 0 });
    compare();
    library.close();
    rmSync(folder, { recursive: true });
  });
});
