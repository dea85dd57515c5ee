import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import Database from 'better-sqlite3';
import type { Engine } from '../../../src/engine/index.ts';
import { Library } from '../../../src/engine/library/index.ts';
import { migrations } from '../../../src/engine/library/migrations/index.ts';
import { type Film, makeFixture, portrait } from '../edit-generator.ts';
import { makeEdits, regroup, strictnesses } from './edits.ts';
import { openRealEngine } from './host.ts';

export const works = [
  'import',
  'analysis',
  'grouping',
  'editing',
  'export',
  'migration',
  'backup',
  'restore',
] as const;
export type Work = (typeof works)[number];

const editSeeds = 4;
const editCount = 48;

const tiny = (persons: readonly string[]): Film => ({
  size: { width: 320, height: 180 },
  rate: '12/1',
  shots: persons.map((person) => portrait(person, 12)),
});

/** What undisturbed runs give, to hold the disturbed ones against. */
export interface Scene {
  readonly folder: string;
  /** The footage to analyse. */
  readonly footage: string;
  readonly card: string;
  /** An analysed library to begin from. */
  readonly analysed: string;
  /** The same footage in a format of long ago, with rows that must survive. */
  readonly old: string;
  readonly manifest: string;
  /** By seed, then by how many edits were made. */
  readonly edited: readonly (readonly string[])[];
  /** Before any regrouping, and after each of `strictnesses`. */
  readonly regrouped: readonly string[];
  /** Text of each exported file, by name. */
  readonly exported: ReadonlyMap<string, string>;
  readonly oldRows: string;
}

/** Everything that edits change, as text; tags, whose ids and order chance gives, by their names. */
export async function stateOf(engine: Engine): Promise<string> {
  const { calls } = engine;
  const tags = (await calls.tags.list()).toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const text = JSON.stringify([engine.manifest(), await calls.cast.list(), tags, await calls.edits.state()]);
  return tags.reduce((named, { id, name }) => named.replaceAll(id, name), text);
}

export const manifestOf = (engine: Engine): string => JSON.stringify(engine.manifest());

/** What a migration has to carry over. */
export function rowsOfOld(path: string): string {
  const database = new Database(path, { readonly: true });
  const rows = [
    database.prepare('SELECT id, path FROM asset JOIN asset_path ON asset_id = id ORDER BY id').all(),
    database.prepare('SELECT id, name, number FROM identity ORDER BY id').all(),
    database.prepare('SELECT id, kind, box_x FROM element ORDER BY id').all(),
  ];
  database.close();
  return JSON.stringify(rows);
}

function makeOld(path: string): void {
  const old = new Database(path);
  for (const { sql } of migrations.slice(0, 2)) old.exec(sql);
  old.pragma('user_version = 2');
  old.pragma('application_id = 0x4353544c');
  const now = '2026-01-02T03:04:05.000Z';
  old.transaction(() => {
    old.exec(`INSERT INTO recogniser VALUES (1, 'local', 'm', '1', '{}')`);
    for (let index = 0; index < 400; index++) {
      old.exec(`
        INSERT INTO asset (id, fingerprint, sha256_first_64k, bytes, added_at) VALUES ('a${index}', 'f${index}', 'h', 9, '${now}');
        INSERT INTO asset_path VALUES ('/f/${index}.mp4', 'a${index}', '${now}');
        INSERT INTO image VALUES ('h${index}', 4, 3, 7);
        INSERT INTO recognition VALUES (${index}, 'h${index}', 1, 5, '${now}');
        INSERT INTO element VALUES ('e${index}', ${index}, 'face', 0.1, 0.2, 0.3, 0.4, 0.9, '{}', NULL, NULL);
        INSERT INTO identity VALUES ('p${index}', 'person', ${index}, 0, 'Anna ${index}');`);
    }
  })();
  old.close();
}

export function copyLibraryFiles(from: string, to: string): void {
  for (const ending of ['', '.images', '.backups']) {
    if (existsSync(from + ending)) cpSync(from + ending, to + ending, { recursive: true });
  }
}

/** Makes the footage and all that undisturbed runs give. */
export async function makeScene(folder: string): Promise<Scene> {
  const footage = join(folder, 'footage');
  mkdirSync(footage);
  for (const [name, persons] of [
    ['one.mp4', ['A', 'E']],
    ['two.mp4', ['E', 'A']],
  ] as const) {
    const { path } = await makeFixture(tiny(persons), { name });
    cpSync(path, join(footage, name));
  }
  const analysed = join(folder, 'analysed', 'L.castline');
  mkdirSync(join(folder, 'analysed'));
  const engine = openRealEngine(analysed, true);
  await engine.calls.assets.import({ paths: [footage] });
  await engine.whenIdle();
  const manifest = manifestOf(engine);
  const exported = await exportAll(engine, join(folder, 'exported'));
  await engine.current.library.upkeep.backup('asked', new Date());
  await engine.close();
  if (JSON.parse(manifest).elements.length < 5)
    throw new Error('Nobody was found in the footage of the proof.');
  const old = join(folder, 'old', 'L.castline');
  mkdirSync(join(folder, 'old'));
  makeOld(old);
  const edited = [];
  for (let seed = 0; seed < editSeeds; seed++)
    edited.push(await statesOfEdits(analysed, join(folder, `edited-${seed}`), seed));
  const regrouped = await manifestsOfGroupings(analysed, join(folder, 'regrouped'));
  const card = makeCard(join(folder, 'card'));
  return {
    folder,
    footage,
    card,
    analysed,
    regrouped,
    old,
    manifest,
    edited,
    exported,
    oldRows: rowsOfOld(old),
  };
}

/** Many small files, to be interrupted while they are added. What is in them plays no part. */
function makeCard(folder: string): string {
  mkdirSync(folder);
  for (let index = 0; index < 60; index++) {
    writeFileSync(join(folder, `clip-${index}.mp4`), Buffer.alloc(20_000, `bytes of clip ${index}`));
  }
  return folder;
}

async function manifestsOfGroupings(from: string, folder: string): Promise<string[]> {
  mkdirSync(folder);
  const path = join(folder, 'L.castline');
  copyLibraryFiles(from, path);
  const engine = openRealEngine(path);
  const manifests = [manifestOf(engine)];
  for (const strictness of strictnesses) {
    await regroup(engine, strictness);
    manifests.push(manifestOf(engine));
  }
  await engine.close();
  rmSync(folder, { recursive: true });
  return manifests;
}

async function statesOfEdits(from: string, folder: string, seed: number): Promise<string[]> {
  mkdirSync(folder);
  const path = join(folder, 'L.castline');
  copyLibraryFiles(from, path);
  const engine = openRealEngine(path);
  const states = [await stateOf(engine)];
  await makeEdits(engine, seed, editCount, async () => {
    states.push(await stateOf(engine));
  });
  await engine.close();
  rmSync(folder, { recursive: true });
  return states;
}

export async function exportAll(engine: Engine, folder: string): Promise<Map<string, string>> {
  mkdirSync(folder, { recursive: true });
  for (const format of ['manifest', 'csv', 'fcpxml', 'otio', 'resolve-edl'] as const) {
    await engine.calls.export.write({
      format,
      selection: { confirmedOnly: false, appearances: true, shots: true },
      options: {},
      path: folder,
    });
  }
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** Files of a run that have no business there: half-written ones, pictures that nothing refers to. */
export function leftovers(path: string, runFolder: string): string[] {
  const library = new Library(path, { create: false });
  const { orphans } = library.upkeep.examine();
  library.close();
  const name = basename(path);
  const files = readdirSync(runFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(runFolder, join(entry.parentPath, entry.name)));
  const isExpected = (file: string): boolean =>
    file === name ||
    file === `${name}.images/owner.lock` ||
    new RegExp(`^${name}\\.images/[0-9a-f]{2}/[0-9a-f]{64}\\.(jpg|png)$`).test(file) ||
    new RegExp(`^${name}\\.backups/[^/]+\\.castline(-wal|-shm)?$`).test(file) ||
    /^out\/[^.][^/]*$/.test(file);
  return [
    ...files.filter((file) => !isExpected(file)),
    ...new Array<string>(orphans).fill('an orphan picture'),
  ];
}
