import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { identityOf, makeLargeLibrary, nameOf } from '../../test/support/large-library.ts';
import type { AssetId } from '../shared/ids.ts';
import { editOf, setPresence, writeNote } from './decisions/index.ts';
import { applyEdit } from './edits.ts';
import { Library } from './library/index.ts';
import { prepareGrouping } from './pipeline/index.ts';
import { find, smartBins } from './search/index.ts';
import {
  cloudFootage,
  conflictsOf,
  facesOf,
  listAssets,
  listOutfits,
  listPeople,
  manifestOf,
  openQuestions,
  sequenceOf,
} from './views/index.ts';

const now = '2026-02-03T04:05:06.000Z';
const maker = { version: '0', recogniser: 'none', shotDetector: 'none' };

let folder: string;
let library: Library;
let gone: AssetId;
let staying: AssetId[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'castline-removal-'));
  const path = join(folder, 'Shoot.castline');
  makeLargeLibrary(path, { clips: 3, shotsPerClip: 4, keyframesPerShot: 2, people: 8 });
  library = new Library(path, { create: false });
  const [first, ...others] = library.assets.list().map(({ id }) => id);
  gone = first as AssetId;
  staying = others;
  const tag = { id: 'tag-1', name: 'Wall', identityId: null, startFrame: 3, endFrame: 9 };
  const noBox = { boxX: null, boxY: null, boxW: null, boxH: null };
  library.decisions.apply({ table: 'tag', key: ['tag-1'], row: { ...tag, ...noBox, assetId: gone } });
  for (const made of [
    setPresence(library, {
      assetId: gone,
      identityId: identityOf(6),
      startFrame: 0,
      endFrame: 50,
      isPresent: true,
    }),
    writeNote(library, { on: 'asset', assetId: gone }, 'Boom in the picture'),
  ]) {
    const edit = editOf(library, made);
    if (edit) applyEdit(library, edit.forward);
  }
});
afterEach(() => {
  library.close();
  rmSync(folder, { recursive: true, force: true });
});

const remove = (removedAt: string | null): void =>
  applyEdit(library, { kind: 'remove-clips', assetIds: [gone], removedAt, unfinished: [] });

/** All that lists, searches and exports are made of. */
function everything() {
  const grouping = prepareGrouping(library, { anew: 'all', strictness: 0 });
  const query = (text: string) => find(library, { query: text, limit: 1000 });
  return {
    assets: listAssets(library, []),
    jobs: library.jobs.latest(),
    shots: library.shots.count(),
    personCount: library.people.count(),
    people: listPeople(library),
    faces: facesOf(library, identityOf(0)),
    outfits: listOutfits(library),
    questions: openQuestions(library),
    conflicts: conflictsOf(library),
    sequence: sequenceOf(library),
    manifest: { ...manifestOf(library, maker, { outfits: true, props: true }), createdAt: '' },
    found: ['clip:A000', nameOf(0), 'Wall', 'boom', '-umbrella'].map(query),
    bins: smartBins(library),
    tags: library.decisions.list('tag'),
    notes: library.decisions.list('note'),
    presence: library.decisions.list('presence_decision'),
    toSend: cloudFootage(library),
    toSendOfIt: cloudFootage(library, [gone]),
    elements: library.elements.list({}).length,
    compared: grouping.stored,
    believed: library.people.believedPlaces(),
    analysed: [...library.assets.withStep('people'), ...library.sightings.seenAssets()],
  };
}

describe('a clip that was removed', () => {
  it('is in no list, search, export or choice, and the others are as they were', () => {
    const before = everything();
    expect(before.found.map(({ total }) => total > 0)).toEqual([true, true, true, true, true]);
    const name = library.assets.nameOf(gone);
    remove(now);
    const after = everything();
    const text = JSON.stringify(after);
    expect(text).not.toContain(gone);
    expect(text).not.toContain(name);
    expect(after.assets).toEqual(before.assets.filter(({ id }) => id !== gone));
    expect(after.compared.map(({ assetId }) => assetId)).toEqual(
      before.compared.flatMap(({ assetId }) => (assetId === gone ? [] : [assetId])),
    );
    expect(after.toSendOfIt.candidates).toEqual([]);
    expect([before, after].map(({ personCount, people }) => personCount - people.length)).toEqual([0, 0]);
    expect(after.shots).toBe((before.shots * 2) / 3);
    expect(after.elements).toBeLessThan(before.elements);
    const screen = (of: typeof before): number =>
      of.people.flatMap(({ appearances }) => appearances.filter(({ assetId }) => assetId !== gone)).length;
    expect(screen(after)).toBe(screen(before));
    expect(() => library.assets.get(gone)).toThrow('no clip');
  });

  it('comes back with all that was known of it', () => {
    const before = everything();
    remove(now);
    everything();
    remove(null);
    expect(everything()).toEqual(before);
  });

  it('keeps its people while everyone else is grouped anew', () => {
    const before = library.people.believedPlaces(gone);
    expect(before.length).toBeGreaterThan(0);
    remove(now);
    library.people.replaceMachineAssignments([]);
    expect(library.people.believedPlaces()).toEqual([]);
    remove(null);
    expect(library.people.believedPlaces(gone)).toEqual(before);
    expect(staying.flatMap((id) => library.people.believedPlaces(id))).toEqual([]);
  });

  it('sends none of its pictures that wait, and all that another clip has too', () => {
    const [own] = library.shots.keyframes(gone);
    const [other] = library.shots.keyframes(staying[0] as AssetId);
    for (const picture of [own, other]) {
      if (picture) library.cloudItems.add(`pixels of ${picture.image}`, picture.image, 'queue');
    }
    remove(now);
    expect(library.cloudItems.list().map(({ image }) => image)).toEqual([other?.image]);
  });

  it('is forgotten with the rest where a person is to be forgotten', () => {
    remove(now);
    const ids = library.privacy.elementsInRemoved([identityOf(0)]);
    remove(null);
    const shown = library.sightings
      .list(gone)
      .filter(({ believed }) => believed?.identityId === identityOf(0));
    expect(new Set(ids)).toEqual(new Set(shown.map(({ elementId }) => elementId)));
    expect(ids.length).toBeGreaterThan(0);
  });
});
