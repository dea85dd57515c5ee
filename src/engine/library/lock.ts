import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Connection } from './database.ts';
import { makeFolder } from './folders.ts';

/**
 * Held by the one program that may write to a library. It is a lock of the operating system on a small file among the
 * pictures, taken through SQLite, so it is gone with its process, however that ends; a leftover file means nothing.
 */
export class LibraryLock {
  private readonly connection: Connection;

  private constructor(connection: Connection) {
    this.connection = connection;
  }

  /** Undefined when somebody else holds it. `imagesRoot` is made when it is missing. @throws as `makeFolder` does, and SQLite when it cannot be written */
  static take(imagesRoot: string): LibraryLock | undefined {
    makeFolder(imagesRoot);
    const connection = new Database(join(imagesRoot, 'owner.lock'), { timeout: 0 });
    try {
      connection.pragma('journal_mode = MEMORY');
      connection.exec('BEGIN EXCLUSIVE');
      return new LibraryLock(connection);
    } catch (thrown) {
      connection.close();
      if (thrown instanceof Error && 'code' in thrown && thrown.code === 'SQLITE_BUSY') return undefined;
      throw thrown;
    }
  }

  release(): void {
    if (this.connection.open) this.connection.close();
  }
}
