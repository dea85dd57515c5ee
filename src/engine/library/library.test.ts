import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CastlineError } from '../../shared/errors.ts';
import { type AssetId, elementIdSchema, type ImageHash, identityIdSchema } from '../../shared/ids.ts';
import { openDatabase } from './database.ts';
import { Library } from './library.ts';
import { migrations, newestVersion } from './migrations/index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'castline-library-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const now = '2026-01-02T03:04:05.000Z';
const path = (): string => join(folder, 'Shoot.castline');

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (thrown) {
    return thrown instanceof CastlineError ? thrown.code : `not coded: ${String(thrown)}`;
  }
  return 'nothing thrown';
}

describe('the file', () => {
  it('has the committed schema after all migrations', async () => {
    const database = openDatabase(path(), { create: true });
    const rows = database
      .prepare('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name')
      .pluck()
      .all();
    await expect(`${rows.join(';\n\n')};\n`).toMatchFileSnapshot('./schema.snapshot.sql');
    database.close();
  });

  it('is durable, keeps references and carries the application id', () => {
    const database = openDatabase(path(), { create: true });
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(database.pragma('synchronous', { simple: true })).toBe(2);
    expect(database.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(database.pragma('application_id', { simple: true })).toBe(0x4353544c);
    expect(database.pragma('user_version', { simple: true })).toBe(newestVersion);
    database.close();
  });

  it('keeps what points to a table that a migration makes anew', () => {
    const old = new Database(path());
    for (const { sql } of migrations.slice(0, 2)) old.exec(sql);
    old.pragma('user_version = 2');
    old.pragma('application_id = 0x4353544c');
    old.exec(`
      INSERT INTO image VALUES ('h', 4, 3, 7);
      INSERT INTO recogniser VALUES (1, 'local', 'm', '1', '{}');
      INSERT INTO recognition VALUES (1, 'h', 1, 5, '${now}');
      INSERT INTO element VALUES ('e1', 1, 'face', 0.1, 0.2, 0.3, 0.4, 0.9, '{}', NULL, NULL);
      INSERT INTO identity VALUES ('p1', 'person', 1, 0, 'Anna');
      INSERT INTO assignment VALUES ('e1', 'p1', 'person', 'yes', NULL);`);
    old.close();
    const database = openDatabase(path(), { create: false });
    expect(database.prepare('SELECT element_id, identity_id FROM assignment').all()).toEqual([
      { element_id: 'e1', identity_id: 'p1' },
    ]);
    expect(database.prepare('SELECT kind, box_h, mask FROM element').all()).toEqual([
      { kind: 'face', box_h: 0.4, mask: null },
    ]);
    database.close();
  });

  it('numbers its migrations without a gap', () => {
    expect(migrations.map((migration) => migration.version)).toEqual(migrations.map((_, index) => index + 1));
  });

  it('refuses a newer library and names both versions', () => {
    openDatabase(path(), { create: true }).close();
    const database = new Database(path());
    database.pragma(`user_version = ${newestVersion + 1}`);
    database.close();
    expect(() => openDatabase(path(), { create: false })).toThrow(
      new RegExp(`format ${newestVersion + 1}.*up to ${newestVersion}`),
    );
    expect(codeOf(() => openDatabase(path(), { create: false }))).toBe('library-newer');
  });

  it('refuses what is no library and does not touch it', () => {
    writeFileSync(path(), 'a text that is longer than a hundred bytes. '.repeat(5));
    expect(codeOf(() => new Library(path(), { create: true }))).toBe('not-a-library');
    const other = join(folder, 'other.castline');
    new Database(other).exec('CREATE TABLE t (x)').close();
    expect(codeOf(() => new Library(other, { create: false }))).toBe('not-a-library');
    expect(codeOf(() => new Library(folder, { create: false }))).toBe('not-a-library');
    expect(codeOf(() => new Library(join(folder, 'none.castline'), { create: false }))).toBe(
      'library-not-found',
    );
    expect(readdirSync(folder).sort()).toEqual(['Shoot.castline', 'other.castline']);
  });

  it('is one file with its pictures once it is closed', () => {
    new Library(path(), { create: true }).close();
    expect(readdirSync(folder).sort()).toEqual(['Shoot.castline', 'Shoot.castline.images']);
  });
});

describe('pictures', () => {
  it('are stored once, under the hash of their bytes', async () => {
    const library = new Library(path(), { create: true });
    const bytes = Buffer.from([0xff, 0xd8, 1, 2, 3, 0xff, 0xd9]);
    const [first, second] = await Promise.all([library.images.put(bytes), library.images.put(bytes)]);
    expect(first).toBe(second);
    expect(existsSync(library.images.pathOf(first))).toBe(true);
    expect(library.images.has(first)).toBe(true);
    expect(library.images.has('../../etc/passwd')).toBe(false);
    expect(readdirSync(join(library.images.root, 'unfinished'))).toEqual([]);
    library.close();
  });
});

const print = (seed: string) => ({
  fingerprint: seed.repeat(64).slice(0, 64),
  sha256First64k: seed,
  bytes: 10,
});

describe('assets', () => {
  it('are known by content: the same bytes at another path are the same asset', () => {
    const library = new Library(path(), { create: true });
    const first = library.assets.add('/a/one.mp4', print('a'), now);
    const again = library.assets.add('/b/copy.mp4', print('a'), '2026-01-03T00:00:00.000Z');
    const other = library.assets.add('/b/two.mp4', print('b'), now);
    expect(first.isNew).toBe(true);
    expect(again).toEqual({ id: first.id, isNew: false });
    expect(other.id).not.toBe(first.id);
    expect(library.assets.list()).toHaveLength(2);
    expect(library.assets.get(first.id).name).toBe('copy.mp4');
    library.close();
  });
});

describe('jobs', () => {
  it('that ran when their process died are interrupted at the next start', () => {
    const library = new Library(path(), { create: true });
    const { id } = library.assets.add('/a.mp4', print('a'), now);
    const job = library.jobs.add(id, now);
    library.jobs.start(job.id, now);
    library.close();
    const reopened = new Library(path(), { create: false });
    expect(reopened.jobs.markInterrupted(now)).toBe(1);
    expect(reopened.jobs.get(job.id).state).toBe('interrupted');
    reopened.close();
  });
});

describe('people', () => {
  const recogniser = { provider: 'local', model: 'm', version: '1', parameters: '{}' };

  /** A library with one picture and three faces in it. */
  async function withFaces(): Promise<{
    library: Library;
    id: AssetId;
    image: ImageHash;
    faces: () => ReturnType<Library['sightings']['list']>;
  }> {
    const library = new Library(path(), { create: true });
    const { id } = library.assets.add('/a.mp4', print('a'), now);
    const hash = await library.images.put(Buffer.from('picture'));
    library.shots.addImage({ hash, widthPx: 4, heightPx: 3, bytes: 7 });
    library.shots.replace(id, {
      shots: [
        {
          id: 's1' as never,
          position: 0,
          firstFrame: 0,
          endFrame: 10,
          startTicks: 0,
          endTicks: 10,
          transition: { kind: 'start', confidence: 1, firstFrame: 0, endFrame: 0 },
        },
      ],
      keyframes: [
        { id: 'k1' as never, shotId: 's1' as never, frame: 3, ticks: 3, image: hash, sharpness: 1 },
      ],
      filmstrip: [{ frame: 0, image: hash }],
    });
    expect(library.recognitions.unanswered(id, recogniser)).toEqual([hash]);
    const face = (x: number) => ({
      kind: 'face',
      box: { x, y: 0.1, w: 0.2, h: 0.3 },
      score: 0.9,
      attributes: {},
      embedding: { model: 'm', vector: Float32Array.from([x, -1.5, 3.25]) },
    });
    library.recognitions.add(
      hash,
      recogniser,
      { elements: [face(0), face(0.25), face(0.5)], elapsedMs: 1 },
      now,
    );
    library.recognitions.begin(id, recogniser);
    expect(library.recognitions.unanswered(id, recogniser)).toEqual([]);
    return { library, id, image: hash, faces: () => library.sightings.list(id) };
  }

  const believe = (elementId: string, identityId: string, score = 0.8) => ({
    elementId: elementIdSchema.parse(elementId),
    identityId: identityIdSchema.parse(identityId),
    score,
  });

  it('of a former recogniser stay until another one is shown', async () => {
    const { library, id, image, faces } = await withFaces();
    const before = faces();
    const other = { ...recogniser, parameters: '{"mode":"full"}' };
    library.recognitions.begin(id, other);
    const [face] = before;
    if (!face) throw new Error('There is no face.');
    const { kind, box, embedding } = face;
    const answer = { elements: [{ kind, box, score: 0.7, attributes: {}, embedding }], elapsedMs: 1 };
    library.recognitions.add(image, other, answer, now);
    expect(faces()).toEqual(before);
    expect(library.sightings.seenAssets()).toEqual(new Set([id]));
    library.recognitions.show(id, other);
    expect(faces().map(({ score }) => score)).toEqual([0.7]);
    library.close();
  });

  it('keep embeddings to the last bit', async () => {
    const { library, faces } = await withFaces();
    const vectors = faces().map((face) => [...(face.embedding?.vector ?? [])]);
    expect(vectors.sort()).toEqual(
      [
        [0, -1.5, 3.25],
        [0.25, -1.5, 3.25],
        [0.5, -1.5, 3.25],
      ].sort(),
    );
    library.close();
  });

  it('keep name and number through a new grouping; the nameless without faces go and their numbers stay used', async () => {
    const { library, faces } = await withFaces();
    const [a, b, c] = faces().map((face) => face.elementId) as readonly string[];
    library.people.replaceMachineAssignments([believe(a!, 'pA'), believe(b!, 'pB'), believe(c!, 'pC')]);
    expect(library.people.list().map((person) => person.number)).toEqual([1, 2, 3]);
    library.people.setName(identityIdSchema.parse('pA'), 'Anna');
    library.people.replaceMachineAssignments([believe(b!, 'pD')]);
    expect(library.people.list().map((person) => [person.id, person.name, person.number])).toEqual([
      ['pA', 'Anna', 1],
      ['pD', null, 4],
    ]);
    expect(faces().find((face) => face.elementId === b)?.believed?.identityId).toBe('pD');
    expect(faces().find((face) => face.elementId === a)?.believed).toBeUndefined();
    library.close();
  });
});

describe('after a kill', () => {
  it('a library whose log was never folded in is still known as one', () => {
    const library = new Library(path(), { create: true });
    library.assets.add('/a.mp4', print('a'), now);
    const copy = join(folder, 'Killed.castline');
    // What a killed process leaves: the file and its log, as they are at this instant.
    for (const ending of ['', '-wal']) cpSync(path() + ending, copy + ending);
    library.close();
    const reopened = new Library(copy, { create: false });
    expect(reopened.assets.list()).toHaveLength(1);
    reopened.close();
  });
});
