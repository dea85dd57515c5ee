import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { toCastlineError } from '../../shared/errors.ts';
import type { ImageHash } from '../../shared/ids.ts';
import type { BackupFolder } from './backups.ts';
import type { Connection } from './database.ts';
import type { ImageFolder } from './images.ts';
import { referencedImages } from './references.ts';

/** What a look through a library found. */
export interface Health {
  /** SQLite's own words on pages and indexes; empty when all is well. At most 20. */
  readonly damage: readonly string[];
  /** Tables with rows that point to nothing. */
  readonly dangling: readonly string[];
  /** Pictures that rows point to. */
  readonly pictures: number;
  readonly missingPictures: readonly string[];
  /** Pictures whose bytes are not those that their name says. */
  readonly damagedPictures: readonly string[];
  /** Pictures that no row points to. */
  readonly orphans: number;
  readonly backups: number;
}

/** True where nothing was found wrong. */
export const isHealthy = (health: Health): boolean =>
  health.damage.length +
    health.dangling.length +
    health.missingPictures.length +
    health.damagedPictures.length ===
  0;

function integrityOf(database: Connection, check: 'quick_check' | 'integrity_check'): string[] {
  try {
    const said = (database.pragma(`${check}(20)`) as object[]).map((row) => String(Object.values(row)[0]));
    return said.length === 1 && said[0] === 'ok' ? [] : said;
  } catch (thrown) {
    return [toCastlineError(thrown).message];
  }
}

/** The short check after an unclean end: pages and rows, not every index. Empty when all is well. */
export const quickCheck = (database: Connection): string[] => integrityOf(database, 'quick_check');

function danglingOf(database: Connection): string[] {
  try {
    return database
      .prepare('SELECT DISTINCT "table" FROM pragma_foreign_key_check')
      .pluck()
      .all() as string[];
  } catch {
    return [];
  }
}

function isWhole(images: ImageFolder, hash: string): boolean {
  const bytes = readFileSync(images.pathOf(hash as ImageHash));
  return createHash('sha256').update(bytes).digest('hex') === hash;
}

/** Looks through everything: every page and index, every reference, every picture byte by byte. Changes nothing. */
export function examine(database: Connection, images: ImageFolder, backups: BackupFolder): Health {
  const damage = integrityOf(database, 'integrity_check');
  let wanted = new Set<string>();
  try {
    wanted = referencedImages(database);
  } catch (thrown) {
    if (damage.length === 0) damage.push(toCastlineError(thrown).message);
  }
  const isThere = (hash: string): boolean => existsSync(images.pathOf(hash as ImageHash));
  const missingPictures = [...wanted].filter((hash) => !isThere(hash));
  const damagedPictures = [...wanted].filter((hash) => isThere(hash) && !isWhole(images, hash));
  return {
    damage,
    dangling: danglingOf(database),
    pictures: wanted.size,
    missingPictures,
    damagedPictures,
    orphans: images.list().filter(({ hash }) => !wanted.has(hash)).length,
    backups: backups.list().length,
  };
}
