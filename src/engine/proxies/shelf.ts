import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

const ending = '.mp4';
/** Raised when proxies are made in another way: the old ones are not used any more and age out. */
const recipe = 1;

/**
 * A folder of proxies with a bound on its size: the one that was not used for the longest time goes first. Names are the
 * clips' fingerprints, so that libraries share them and a moved clip keeps its own.
 */
export class ProxyShelf {
  private readonly folder: string;
  private readonly maxBytes: number;

  constructor(folder: string, maxBytes: number) {
    this.folder = folder;
    this.maxBytes = maxBytes;
  }

  private pathOf(fingerprint: string): string {
    return join(this.folder, `${fingerprint}-${recipe}${ending}`);
  }

  /** Path of a finished proxy, which now counts as used; undefined when there is none. */
  async find(fingerprint: string, now: Date): Promise<string | undefined> {
    const path = this.pathOf(fingerprint);
    if (!existsSync(path)) return undefined;
    await utimes(path, now, now);
    return path;
  }

  /** Has `make` write a file and puts it on the shelf whole; on failure nothing stays. */
  async add(fingerprint: string, make: (outFile: string) => Promise<void>): Promise<string> {
    await mkdir(this.folder, { recursive: true });
    const unfinished = join(this.folder, `${randomUUID()}.part`);
    try {
      await make(unfinished);
      await rename(unfinished, this.pathOf(fingerprint));
    } finally {
      await rm(unfinished, { force: true });
    }
    await this.trim(fingerprint);
    return this.pathOf(fingerprint);
  }

  /** Removes the least recently used until the rest fits; never the one that is named. */
  private async trim(keep: string): Promise<void> {
    const names = (await readdir(this.folder)).filter((name) => name.endsWith(ending));
    const files = await Promise.all(
      names.map(async (name) => {
        const { size, mtimeMs } = await stat(join(this.folder, name));
        return { name, size, mtimeMs };
      }),
    );
    files.sort((a, b) => a.mtimeMs - b.mtimeMs);
    let bytes = files.reduce((sum, file) => sum + file.size, 0);
    for (const file of files) {
      if (bytes <= this.maxBytes) return;
      if (file.name.startsWith(keep)) continue;
      await rm(join(this.folder, file.name), { force: true });
      bytes -= file.size;
    }
  }
}
