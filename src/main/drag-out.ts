import { copyFile, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { type BrowserWindow, nativeImage } from 'electron';
import type { DragOut } from '../shared/contract/index.ts';
import { CastlineError } from '../shared/errors.ts';

interface DragTools {
  readonly window: () => BrowserWindow;
  /** Where a stored picture lies; undefined for one that is gone. */
  readonly locateImage: (hash: string) => Promise<string | undefined>;
  /** Writes the manifest of the open library to a file. */
  readonly writeManifest: (path: string) => Promise<void>;
}

const iconWidthPx = 96;
/** A small page, for what has no picture: a drag without an icon is refused by Electron. */
const pageIcon =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAFUlEQVR4nGPQ9Q4nCTGMahjVMHQ1AABNdZ4BQpjV5gAAAABJRU5ErkJggg==';

/** A name that every file system takes. */
const fileNameOf = (name: string): string =>
  name
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, ' ')
    .trim()
    .slice(0, 80) || 'Castline';

/**
 * Begins to drag a file out of the window to another program, which copies it from a folder of its own. What the library
 * stores is never handed out itself. @throws CastlineError not-found
 */
export async function dragOut(
  { window, locateImage, writeManifest }: DragTools,
  what: DragOut,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'castline-drag-'));
  await mkdir(folder, { recursive: true });
  if (what.kind === 'manifest') {
    const file = join(folder, `${fileNameOf(what.name)}.manifest.json`);
    await writeManifest(file);
    window().webContents.startDrag({ file, icon: nativeImage.createFromDataURL(pageIcon) });
    return;
  }
  const stored = await locateImage(what.image);
  if (stored === undefined) throw new CastlineError('not-found', 'This picture is not there any more.');
  const file = join(folder, `${fileNameOf(what.name)}${extname(stored)}`);
  await copyFile(stored, file);
  const icon = nativeImage.createFromPath(file).resize({ width: iconWidthPx });
  window().webContents.startDrag({ file, icon });
}
