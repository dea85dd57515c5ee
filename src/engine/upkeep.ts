import { existsSync, rmSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { RepairView } from '../shared/contract/index.ts';
import { toCastlineError } from '../shared/errors.ts';
import type { AssetId, ImageHash } from '../shared/ids.ts';
import { type Health, isHealthy, Library, type Salvage, salvageLibrary } from './library/index.ts';
import { fingerprintFile } from './media/index.ts';
import { collectMediaFiles } from './pipeline/index.ts';

const nothingFound: Health = {
  damage: [],
  dangling: [],
  pictures: 0,
  missingPictures: [],
  damagedPictures: [],
  orphans: 0,
  backups: 0,
};

/** Health as it crosses the contract: numbers instead of lists of pictures. */
export function healthView(health: Health) {
  return {
    ...health,
    isHealthy: isHealthy(health),
    damage: [...health.damage],
    dangling: [...health.dangling],
    missingPictures: health.missingPictures.length,
    damagedPictures: health.damagedPictures.length,
  };
}

/**
 * Reads a library through that nobody has to have open. One that cannot be opened for its damage is reported as damaged.
 * @throws CastlineError library-not-found, not-a-library, library-newer
 */
export function verifyLibrary(path: string, now: Date): Health {
  let library: Library;
  try {
    library = new Library(path, { create: false, now });
  } catch (thrown) {
    const error = toCastlineError(thrown);
    if (error.code !== 'library-damaged') throw error;
    return { ...nothingFound, damage: [error.details ?? error.message] };
  }
  try {
    return library.upkeep.examine();
  } finally {
    library.close();
  }
}

/** Repairs a closed library: rows first, then the pictures. @throws CastlineError library-damaged, library-in-use, disk-full */
export function repairLibrary(path: string, now: Date): RepairView {
  const health = verifyLibrary(path, now);
  const isFileDamaged = health.damage.length + health.dangling.length > 0;
  const salvaged: Salvage | undefined = isFileDamaged ? salvageLibrary(path, now) : undefined;
  const library = new Library(path, { create: false, now });
  try {
    library.requireWriter();
    for (const hash of health.damagedPictures)
      rmSync(library.images.pathOf(hash as ImageHash), { force: true });
    const clips = library.upkeep.forgetClipsWithoutPictures();
    return {
      clips,
      ...(salvaged ? { salvaged: { ...salvaged, incomplete: [...salvaged.incomplete] } } : {}),
    };
  } finally {
    library.close();
  }
}

/** Clips whose files were found again, and how many are still missing. */
export interface Relinked {
  readonly found: { readonly assetId: AssetId; readonly path: string }[];
  readonly missing: number;
}

/**
 * Finds clips whose file is gone among files and folders, by their content: only files of the right length are read.
 * @throws CastlineError library-in-use, cancelled
 */
export async function relink(
  library: Library,
  paths: readonly string[],
  now: Date,
  signal?: AbortSignal,
): Promise<Relinked> {
  library.requireWriter();
  const missing = new Map(
    library.assets
      .list()
      .filter(({ path }) => !existsSync(path))
      .map((asset) => [asset.fingerprint, asset]),
  );
  const lengths = new Set([...missing.values()].map(({ bytes }) => bytes));
  const found: Relinked['found'] = [];
  const { files } = missing.size === 0 ? { files: [] } : await collectMediaFiles(paths);
  for (const path of files) {
    const size = (await stat(path).catch(() => undefined))?.size;
    if (missing.size === 0 || size === undefined || !lengths.has(size)) continue;
    const print = await fingerprintFile(path, signal);
    const asset = missing.get(print.fingerprint);
    if (!asset) continue;
    library.assets.add(path, print, now.toISOString());
    missing.delete(print.fingerprint);
    found.push({ assetId: asset.id, path });
  }
  return { found, missing: missing.size };
}
