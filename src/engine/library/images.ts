import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ImageHash, imageHashSchema } from '../../shared/ids.ts';

/** The folder of pictures beside a library file. Each picture's name is the SHA-256 of its bytes. */
export class ImageFolder {
  readonly root: string;

  constructor(libraryPath: string) {
    this.root = `${libraryPath}.images`;
  }

  /** Makes the folder. Called by the library's only writer, so what lies half-written was left by a process that is gone. */
  prepare(): void {
    mkdirSync(this.temporary, { recursive: true });
    for (const name of readdirSync(this.temporary)) rmSync(join(this.temporary, name), { force: true });
  }

  private get temporary(): string {
    return join(this.root, 'unfinished');
  }

  /** Every picture that is stored. */
  list(): { readonly hash: string; readonly path: string }[] {
    if (!existsSync(this.root)) return [];
    return readdirSync(this.root)
      .filter((name) => /^[0-9a-f]{2}$/.test(name))
      .flatMap((name) =>
        readdirSync(join(this.root, name)).map((file) => ({
          hash: file.replace(/\.(?:jpg|png)$/, ''),
          path: join(this.root, name, file),
        })),
      );
  }

  /** Removes the pictures that nobody refers to. Returns how many, and how many bytes that freed. */
  sweep(wanted: ReadonlySet<string>): { pictures: number; bytes: number } {
    const removed = { pictures: 0, bytes: 0 };
    for (const { hash, path } of this.list()) {
      if (wanted.has(hash)) continue;
      removed.bytes += statSync(path, { throwIfNoEntry: false })?.size ?? 0;
      removed.pictures += 1;
      rmSync(path, { force: true });
    }
    return removed;
  }

  /** True where a picture of this hash is stored. Takes any text, as it comes out of a URL. */
  has(hash: string): hash is ImageHash {
    return imageHashSchema.safeParse(hash).success && existsSync(this.pathOf(hash as ImageHash));
  }

  /** Absolute path of a picture; two levels, so that no folder holds more than a few thousand. */
  pathOf(hash: ImageHash): string {
    const [jpeg, png] = (['jpg', 'png'] as const).map((ending) => this.placeOf(hash, ending));
    return png && !existsSync(jpeg as string) && existsSync(png) ? png : (jpeg as string);
  }

  private placeOf(hash: ImageHash, ending: 'jpg' | 'png'): string {
    return join(this.root, hash.slice(0, 2), `${hash}.${ending}`);
  }

  /**
   * Stores a picture and returns its hash. Written aside, synced, then renamed: a picture that has its name is whole.
   * Storing the same bytes again does nothing.
   */
  async put(jpeg: Uint8Array, ending: 'jpg' | 'png' = 'jpg'): Promise<ImageHash> {
    const hash = createHash('sha256').update(jpeg).digest('hex') as ImageHash;
    const target = this.placeOf(hash, ending);
    const existing = await stat(target).catch(() => undefined);
    if (existing?.size === jpeg.byteLength) return hash;
    await mkdir(dirname(target), { recursive: true });
    const unfinished = join(this.temporary, randomUUID());
    try {
      const file = await open(unfinished, 'wx');
      try {
        await file.writeFile(jpeg);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(unfinished, target);
    } catch (thrown) {
      await rm(unfinished, { force: true });
      throw thrown;
    }
    return hash;
  }
}
