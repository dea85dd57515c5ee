import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { RecentLibrary } from '../shared/contract/index.ts';

const fileSchema = z.object({ libraries: z.array(z.string()) });
const mostKept = 10;

/** Libraries that were open, the last one first; kept in a small file of the user's. */
export class RecentLibraries {
  private readonly path: string;
  private paths: string[];

  constructor(path: string) {
    this.path = path;
    this.paths = this.read();
  }

  /** A file that is missing or broken means that there are none. */
  private read(): string[] {
    try {
      return fileSchema.parse(JSON.parse(readFileSync(this.path, 'utf8'))).libraries;
    } catch {
      return [];
    }
  }

  list(): RecentLibrary[] {
    return this.paths.map((path) => ({
      path,
      name: basename(path).replace(/\.castline$/i, ''),
      exists: existsSync(path),
    }));
  }

  /** The library that was asked for, else the last one, else a first one among the user's documents. */
  toOpen(asked: string | undefined, documents: string): { readonly path: string; readonly isNew: boolean } {
    const last = this.list().find((library) => library.exists)?.path;
    if (!asked && !last) mkdirSync(documents, { recursive: true });
    return {
      path: asked ?? last ?? join(documents, 'My footage.castline'),
      isNew: asked !== undefined || last === undefined,
    };
  }

  async add(path: string): Promise<void> {
    this.paths = [path, ...this.paths.filter((other) => other !== path)].slice(0, mostKept);
    await mkdir(dirname(this.path), { recursive: true });
    await writeFile(`${this.path}.new`, JSON.stringify({ libraries: this.paths }, undefined, 2));
    await rename(`${this.path}.new`, this.path);
  }
}
