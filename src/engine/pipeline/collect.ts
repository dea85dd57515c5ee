import { open, readdir, realpath, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { CastlineError, type ErrorReport, toCastlineError } from '../../shared/errors.ts';

/** Endings of the containers that cameras and editing programs write. Files without an ending are looked into. */
const mediaEndings = new Set(
  '.mp4 .m4v .mov .qt .mkv .webm .avi .mxf .mpg .mpeg .m2v .vob .ts .mts .m2ts .m2t .3gp .3g2 .wmv .asf .flv .f4v .ogv .ogg .dv .gif .y4m .r3d .braw'.split(
    ' ',
  ),
);

/** Files under what was dropped, and what could not be taken. */
export interface CollectedFiles {
  readonly files: readonly string[];
  readonly refused: readonly { readonly path: string; readonly error: ErrorReport }[];
}

/** True where the first bytes are those of MP4 or QuickTime, Matroska, AVI, MPEG or MXF. */
async function looksLikeMedia(path: string): Promise<boolean> {
  const head = Buffer.alloc(192);
  const file = await open(path, 'r');
  try {
    await file.read(head, 0, head.length, 0);
  } finally {
    await file.close();
  }
  return (
    head.toString('latin1', 4, 8) === 'ftyp' ||
    head.readUInt32BE(0) === 0x1a45dfa3 ||
    head.readUInt32BE(0) === 0x000001ba ||
    head.readUInt32BE(0) === 0x060e2b34 ||
    (head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 11) === 'AVI') ||
    (head[0] === 0x47 && head[188] === 0x47)
  );
}

async function isWanted(path: string): Promise<boolean> {
  const name = basename(path);
  // "._name" files are what macOS leaves on foreign drives: no media inside, whatever the ending says.
  if (name.startsWith('._')) return false;
  const ending = extname(name).toLowerCase();
  return ending === '' ? looksLikeMedia(path).catch(() => false) : mediaEndings.has(ending);
}

async function collectFolder(folder: string, seen: Set<string>, files: string[]): Promise<void> {
  const real = await realpath(folder);
  if (seen.has(real)) return;
  seen.add(real);
  const entries = await readdir(folder, { withFileTypes: true });
  entries.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!entry.name.startsWith('.')) await collectFolder(path, seen, files);
      continue;
    }
    const stats = await stat(path).catch(() => undefined);
    if (stats?.isFile() && (await isWanted(path))) files.push(path);
  }
}

/**
 * The media files that some files and folders stand for, folders with all that is in them, in natural order. A file that
 * is named is taken whatever its ending; what cannot be opened is refused with its reason and the rest goes on.
 */
export async function collectMediaFiles(paths: readonly string[]): Promise<CollectedFiles> {
  const files: string[] = [];
  const refused: { path: string; error: ErrorReport }[] = [];
  const seen = new Set<string>();
  for (const path of paths) {
    try {
      const stats = await stat(path);
      if (stats.isDirectory()) await collectFolder(path, seen, files);
      else if (stats.isFile()) files.push(path);
      else throw new CastlineError('not-media', `"${basename(path)}" is neither a file nor a folder.`);
    } catch (thrown) {
      const error = toCastlineError(thrown);
      const code = error.code === 'no-permission' ? 'input-unreadable' : error.code;
      const message = code === 'input-not-found' ? `"${path}" does not exist.` : error.message;
      refused.push({ path, error: new CastlineError(code, message).report() });
    }
  }
  return { files: [...new Set(files)], refused };
}
