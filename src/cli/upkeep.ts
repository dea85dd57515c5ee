import { statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import {
  copyLibrary,
  healthView,
  moveLibrary,
  repairLibrary,
  restoreLibrary,
  verifyLibrary,
} from '../engine/index.ts';
import type { AssetSummary, BackupView } from '../shared/contract/index.ts';
import { CastlineError } from '../shared/errors.ts';
import { withEngine } from './host.ts';
import { exitCodes, type Output } from './output.ts';

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** `verify` */
export async function verify(output: Output, library: string): Promise<number> {
  const health = healthView(verifyLibrary(resolve(library), new Date()));
  output.result(health, [
    health.isHealthy
      ? 'The library is sound.'
      : 'The library is damaged: castline restore, or castline repair.',
    ...health.damage.map((words) => `file: ${words}`),
    ...health.dangling.map((table) => `file: rows of "${table}" point to nothing`),
    `pictures: ${health.pictures}, ${health.missingPictures} missing, ${health.damagedPictures} damaged, ${health.orphans} that nothing refers to`,
    `backups: ${health.backups}`,
  ]);
  return health.isHealthy ? exitCodes.done : exitCodes.inputUnreadable;
}

const backupLine = ({ name, takenAt, reason, bytes }: BackupView): string =>
  `${name}: ${takenAt}, ${reason}, ${Math.ceil(bytes / 1024)} KB`;

/** `backup` */
export function backup(output: Output, library: string, isList: boolean): Promise<number> {
  return withEngine(library, async ({ calls }) => {
    if (isList) {
      const all = await calls.upkeep.backups();
      output.result({ backups: all }, all.length === 0 ? ['There is no backup yet.'] : all.map(backupLine));
    } else {
      const made = await calls.upkeep.backup();
      output.result(made, [backupLine(made)]);
    }
    return exitCodes.done;
  });
}

/** `restore` */
export async function restore(output: Output, library: string, name: string | undefined): Promise<number> {
  const restored = restoreLibrary(resolve(library), name, new Date());
  output.result({ restored }, [
    `The library is what it was at ${restored.takenAt}. What it was before is among the backups, as "replaced".`,
  ]);
  return exitCodes.done;
}

/** `repair` */
export async function repair(output: Output, library: string): Promise<number> {
  const repaired = repairLibrary(resolve(library), new Date());
  const { salvaged, clips } = repaired;
  output.result(repaired, [
    salvaged
      ? `Built anew of ${salvaged.kept} rows; ${salvaged.dropped} pointed to what is lost. The damaged file is among the backups.`
      : 'The file is sound.',
    ...(salvaged && salvaged.incomplete.length > 0
      ? [`Not all could be read of: ${salvaged.incomplete.join(', ')}`]
      : []),
    ...(clips.length > 0 ? [`${clips.length} clips lack pictures: analyse them again.`] : []),
  ]);
  return exitCodes.done;
}

/** `compact` */
export function compact(output: Output, library: string): Promise<number> {
  return withEngine(library, async ({ calls }) => {
    const freed = await calls.upkeep.compact();
    output.result(freed, [`${freed.pictures} pictures removed, ${Math.ceil(freed.bytes / 1024)} KB freed.`]);
    return exitCodes.done;
  });
}

/** `move` */
export async function move(output: Output, library: string, to: string, isKept: boolean): Promise<number> {
  const moved = (isKept ? copyLibrary : moveLibrary)(library, to, isFolder);
  output.result(moved, [`${isKept ? 'Copied' : 'Moved'} to ${moved.path}, with ${moved.pictures} pictures.`]);
  return exitCodes.done;
}

/** `relink` */
export function relinkMedia(output: Output, library: string, paths: readonly string[]): Promise<number> {
  return withEngine(library, async ({ calls }) => {
    const relinked = await calls.upkeep.relink({ paths: paths.map((path) => resolve(path)) });
    output.result(relinked, [
      ...relinked.found.map(({ path }) => `found: ${path}`),
      relinked.missing === 0 ? 'No clip is missing.' : `${relinked.missing} clips are still missing.`,
    ]);
    return relinked.missing === 0 ? exitCodes.done : exitCodes.someFilesFailed;
  });
}

/** Clips by id, path, file name or folder. @throws CastlineError not-found, usage (two have the name) */
function clipsMeant(all: readonly AssetSummary[], asked: string): AssetSummary[] {
  const path = resolve(asked);
  const exact = all.find((clip) => clip.id === asked || clip.path === path);
  if (exact) return [exact];
  const inFolder = all.filter((clip) => clip.path.startsWith(path + sep));
  if (inFolder.length > 0) return inFolder;
  const named = all.filter(({ name }) => name === asked);
  if (named.length > 1)
    throw new CastlineError('usage', `More than one clip is called "${asked}": use the path.`);
  if (named.length === 0) throw new CastlineError('not-found', `The library has no clip "${asked}".`);
  return named;
}

/** `remove` */
export function remove(output: Output, library: string, asked: readonly string[]): Promise<number> {
  return withEngine(library, async ({ calls }) => {
    const all = await calls.assets.list();
    const ids = new Set(asked.flatMap((one) => clipsMeant(all, one)).map(({ id }) => id));
    const { names } = await calls.assets.remove({ assetIds: [...ids] });
    output.result({ removed: [...ids] }, [
      ...names.map((name) => `removed: ${name}`),
      'No file was touched. castline undo, or adding a file again, brings its clip back.',
    ]);
    return exitCodes.done;
  });
}
