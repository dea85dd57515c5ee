import { linkSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { castline } from '../../support/cli.ts';
import { demoClip } from '../../support/demo-clip.ts';

type Row = Record<string, string | number | Buffer | null>;

/** Tables with rows of a clip, and which of their columns name something that each copy must have of its own. */
const copied: readonly { table: string; own: readonly string[] }[] = [
  { table: 'asset', own: ['id', 'fingerprint'] },
  { table: 'asset_path', own: ['asset_id'] },
  { table: 'filmstrip_picture', own: ['asset_id'] },
  { table: 'finished_step', own: ['asset_id'] },
  { table: 'shot', own: ['id', 'asset_id'] },
  { table: 'keyframe', own: ['id', 'asset_id', 'shot_id'] },
  { table: 'job', own: ['id', 'asset_id'] },
];

/** A library with so many clips: one that was really analysed, and copies of its rows with files of their own. */
export async function libraryOfMany(folder: string, clips: number): Promise<string> {
  const library = join(folder, 'Many.castline');
  const { path } = await demoClip();
  const source = join(folder, 'clip-0000.mp4');
  await cp(path, source);
  const { code, stderr } = await castline(['analyze', source, '--library', library]);
  if (code !== 0) throw new Error(`The clip was not analysed: ${stderr}`);
  const database = new Database(library);
  database.transaction(() => {
    for (let copy = 1; copy < clips; copy++) addCopy(database, copy, dirname(source), source);
  })();
  database.close();
  return library;
}

/** An id of the copy: ids of shots and keyframes begin with the clip's, and end with a frame. */
function copiedId(id: string, clip: string, number: string): string {
  const ofCopy = `${clip.slice(0, -4)}${number}`;
  return id.startsWith(clip) ? `${ofCopy}${id.slice(clip.length)}` : `${id.slice(0, -4)}${number}`;
}

function addCopy(database: Database.Database, copy: number, folder: string, source: string): void {
  const number = String(copy).padStart(4, '0');
  const path = join(folder, `clip-${number}.mp4`);
  linkSync(source, path);
  for (const { table, own } of copied) {
    const key = table === 'asset' ? 'id' : 'asset_id';
    const first = database.prepare('SELECT id FROM asset ORDER BY rowid LIMIT 1').pluck().get();
    for (const row of database.prepare(`SELECT * FROM ${table} WHERE ${key} = ?`).all(first) as Row[]) {
      for (const column of own) row[column] = copiedId(String(row[column]), String(first), number);
      if (table === 'asset_path') row.path = path;
      const columns = Object.keys(row);
      database
        .prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
        .run(...Object.values(row));
    }
  }
}
