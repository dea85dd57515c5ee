import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * How many edits were committed, in a file beside the pictures, from the first edit until the library is closed. A library
 * that has fewer when it is opened has lost some: its log was deleted, or left behind by who copied it. Written after the
 * commit and not synced, so it may say too little and never too much.
 */
export class EditMark {
  private readonly path: string;

  constructor(imagesRoot: string) {
    this.path = join(imagesRoot, 'edits.count');
  }

  /** Undefined after a clean end. */
  read(): number | undefined {
    try {
      return Number.parseInt(readFileSync(this.path, 'utf8'), 10) || 0;
    } catch {
      return undefined;
    }
  }

  write(count: number): void {
    try {
      writeFileSync(this.path, String(count));
    } catch {
      // The edit is made; where the mark cannot be written, a lost log is not told.
    }
  }

  clear(): void {
    rmSync(this.path, { force: true });
  }
}
